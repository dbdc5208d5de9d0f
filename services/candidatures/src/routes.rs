//! The routes. Nothing else.

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use utoipa_axum::routes;
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Portee, Route};

use crate::actions::{self, LIRE, REPONDRE};
use crate::api;
use crate::pages::partie::CORPS_MAX;
use crate::pages::{employeur, lot, mes_candidatures, modeles, postuler, recues, repondre};

const CANDIDATURE: Finalite = Finalite::Traitement("candidatures.candidatures");
const REPONSE: Finalite = Finalite::Traitement("candidatures.reponses");
const ACCES: Finalite = Finalite::Traitement("candidatures.acces");
const MODELES: Finalite = Finalite::Traitement("candidatures.modeles");

/// How often one address may send something.
const ENVOIS: Debit = Debit::Minute(20);

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const POSTULER: &[Reponse] = &[
    (200, "Le formulaire"),
    (404, "Rien de tel"),
    (409, "On ne peut pas postuler ici"),
    (410, "L’offre ne prend plus de candidatures"),
    (429, "Trop de demandes, ou une limite d’envoi est atteinte"),
];

const ENVOYER: &[Reponse] = &[
    (303, "La candidature est enregistrée"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "On ne peut pas postuler ici"),
    (410, "L’offre ne prend plus de candidatures"),
    (413, "Le fichier est trop lourd"),
    (429, "Trop de demandes, ou une limite d’envoi est atteinte"),
];

const LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const ENVOI: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const OUVRIR: &[Reponse] = &[
    (303, "C’est ouvert"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const APERCU: &[Reponse] = &[
    (200, "Ce qui va partir"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "Elle a déjà reçu une réponse"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const REPONSE_UNIQUE: &[Reponse] = &[
    (303, "La réponse est partie"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "Elle a déjà reçu une réponse"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const ANNULER: &[Reponse] = &[
    (303, "La réponse est annulée"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "La réponse est partie"),
    (410, "Le lien ne fonctionne plus"),
    (429, "Trop de demandes"),
];

const MIENNE: &[Reponse] = &[
    (200, "La page"),
    (303, "Vers la preuve de l’adresse, pour qui ne l’a pas donnée"),
    (429, "Trop de demandes"),
];

const RELANCE: &[Reponse] = &[
    (303, "La relance part, ou l’adresse est à prouver d’abord"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (409, "Elle ne peut pas être relancée"),
    (429, "Trop de demandes"),
];

const FICHE: &[Reponse] = &[(200, "La page"), (404, "Rien de tel"), (429, "Trop de demandes")];

const ACTE: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const LOT: &[Reponse] = &[
    (200, "Ce qui va partir"),
    (303, "C’est fait"),
    (400, "Rien n’est choisi, ou une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let mut routes = postuler_et_repondre();
    routes.extend(miennes());
    routes.extend(espace_employeur());
    routes.push(Route::api(
        routes!(api::postuler),
        Droit::Cle(Portee::Candidatures),
        Debit::Minute(300),
        CANDIDATURE,
    ));
    routes
}

fn postuler_et_repondre() -> Vec<Route> {
    let (page, formulaire, public) = (Route::page, Route::formulaire, Droit::Public);
    let mut routes = Vec::new();
    for chemin in ["/postuler", "/widget/postuler"] {
        let envoyer = post(postuler::submit).layer(DefaultBodyLimit::max(CORPS_MAX));
        let fini = format!("{chemin}/envoyee");
        let les_trois = [
            page(chemin, public, Debit::Page, CANDIDATURE, POSTULER, get(postuler::show)),
            formulaire(chemin, public, ENVOIS, CANDIDATURE, ENVOYER, envoyer),
            page(&fini, public, Debit::Page, CANDIDATURE, PAGE, get(postuler::envoyee)),
        ];
        let encart = chemin.starts_with("/widget/");
        routes.extend(les_trois.map(|r| if encart { r.integrable() } else { r }));
    }
    let lien = "/candidature/repondre/{jeton}";
    let relire = "/candidature/repondre/{jeton}/relire";
    let annuler = "/candidature/repondre/{jeton}/annuler";
    routes.extend([
        page(lien, public, ENVOIS, REPONSE, LIEN, get(repondre::show)),
        formulaire(relire, public, ENVOIS, REPONSE, APERCU, post(repondre::apercu)),
        formulaire(lien, public, ENVOIS, REPONSE, REPONSE_UNIQUE, post(repondre::confirmer)),
        formulaire(annuler, public, ENVOIS, REPONSE, ANNULER, post(repondre::annuler)),
    ]);
    routes
}

fn miennes() -> Vec<Route> {
    use mes_candidatures as mes;
    let (page, formulaire, public) = (Route::page, Route::formulaire, Droit::Public);
    vec![
        page("/mes-candidatures", public, Debit::Page, ACCES, MIENNE, get(mes::show)),
        formulaire("/mes-candidatures", public, ENVOIS, ACCES, ENVOI, post(mes::submit)),
        page("/mes-candidatures/envoye", public, Debit::Page, ACCES, PAGE, get(mes::envoye)),
        page("/mes-candidatures/lien/{jeton}", public, ENVOIS, ACCES, LIEN, get(mes::lien)),
        formulaire("/mes-candidatures/ouvrir", public, ENVOIS, ACCES, OUVRIR, post(mes::ouvrir)),
        formulaire("/mes-candidatures/fermer", public, ENVOIS, ACCES, OUVRIR, post(mes::fermer)),
        page("/mes-candidatures/liste", public, Debit::Page, CANDIDATURE, MIENNE, get(mes::liste)),
        formulaire(
            "/mes-candidatures/{id}/relancer",
            public,
            ENVOIS,
            CANDIDATURE,
            RELANCE,
            post(mes::rappeler),
        ),
    ]
}

fn espace_employeur() -> Vec<Route> {
    let lire = Droit::Peut(&LIRE);
    let agir = Droit::Peut(&REPONDRE);
    let page = |chemin, reponses, quoi| {
        Route::page(chemin, lire, Debit::Page, CANDIDATURE, reponses, quoi)
    };
    let acte = |chemin, reponses, quoi| {
        Route::formulaire(chemin, agir, Debit::Page, REPONSE, reponses, quoi)
            .sur(actions::candidature)
    };
    // The handlers take among the applications of the person's organisations.
    let lot = |chemin, quoi| Route::formulaire(chemin, agir, Debit::Page, REPONSE, LOT, quoi);
    let modele = |chemin, quoi| Route::formulaire(chemin, agir, Debit::Page, MODELES, ACTE, quoi);
    vec![
        page("/employeur/candidatures", PAGE, get(recues::show)),
        page("/employeur/candidatures.csv", PAGE, get(recues::csv)),
        page("/employeur/candidatures.xlsx", PAGE, get(recues::xlsx)),
        lot("/employeur/candidatures/lot", post(lot::choisir)),
        lot("/employeur/candidatures/lot/refuser", post(lot::refuser)),
        page("/employeur/candidature/{id}", FICHE, get(employeur::show)).sur(actions::candidature),
        page("/employeur/candidature/{id}/cv", FICHE, get(employeur::telecharger))
            .sur(actions::candidature),
        acte("/employeur/candidature/{id}/relire", APERCU, post(employeur::apercu)),
        acte("/employeur/candidature/{id}", REPONSE_UNIQUE, post(employeur::confirmer)),
        acte("/employeur/candidature/{id}/annuler", ANNULER, post(employeur::annuler)),
        acte("/employeur/candidature/{id}/lue", ACTE, post(employeur::marquer)),
        acte("/employeur/candidature/{id}/note", ACTE, post(employeur::annoter)),
        page("/employeur/reponses", PAGE, get(modeles::show)),
        modele("/employeur/reponses", post(modeles::submit)),
        modele("/employeur/reponses/retirer", post(modeles::retirer)),
    ]
}
