//! The routes of the offers. Nothing else.

use axum::routing::{MethodRouter, get, post};
use web::route::{Portee, Reponse};
use web::{Debit, Droit, Etat, Finalite, Route, routes};

use crate::actions::{self, GERER, LISTES, MANDATER, RECEVOIR, VERIFIER, mandat, offre, proposee};
use crate::api;
use crate::pages::{
    affiche, agir, centres, depot, flux, gerer, importee, lien, liste, listes, lot, moderation,
    mon_entreprise, opco, partenaires, proposees, proposition, signaler,
};

const LIRE: Finalite = Finalite::Traitement("offres.publier");
const DEPOSER: Finalite = Finalite::Traitement("offres.deposer");
const CONTACTS: Finalite = Finalite::Traitement("offres.contacts");
const SIGNALER: Finalite = Finalite::Traitement("offres.signaler");

/// How often one address may report something or try a link.
const ESSAIS: Debit = Debit::Minute(20);

const MANDATS: Finalite = Finalite::Traitement("offres.mandats");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const SAISIE: &[Reponse] =
    &[(200, "La page"), (400, "Une réponse est à corriger"), (429, "Trop de demandes")];

const UN_MANDAT: &[Reponse] = &[
    (200, "La page"),
    (404, "Cette entreprise n’est pas de vos partenaires"),
    (429, "Trop de demandes"),
];

const UNE_OFFRE: &[Reponse] = &[
    (200, "La page"),
    (303, "Vers l’offre, qui ne peut plus changer"),
    (404, "Cette offre n’existe pas"),
    (429, "Trop de demandes"),
];

const FICHIER: &[Reponse] =
    &[(200, "Le fichier"), (404, "Ce format n’existe pas"), (429, "Trop de demandes")];

const FLUX: &[Reponse] = &[(200, "Le flux"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (200, "C’est fait"),
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Cette offre n’existe pas"),
    (409, "L’offre a changé entre-temps"),
    (429, "Trop de demandes"),
];

const UN_LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const SUIVRE: &[Reponse] = &[
    (200, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Ce n’est pas un lien"),
    (409, "L’offre a changé entre-temps"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const PROPOSITION: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "La réponse n’est pas de celles de la page"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (409, "L’offre n’est plus en ligne"),
    (410, "Le lien n’est pas des nôtres, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const PROPOSEE: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "La réponse n’est pas de celles de la page"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Cette offre n’a pas été proposée à ce centre"),
    (409, "L’offre n’est plus en ligne"),
    (429, "Trop de demandes"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let cle = Droit::Cle(Portee::Lecture);
    let ecrire = Droit::Cle(Portee::Offres);
    let mut routes = vec![
        Route::api(routes!(api::offre), cle, Debit::Minute(120), LIRE),
        Route::api(routes!(api::creer), ecrire, Debit::Minute(30), DEPOSER),
        Route::api(routes!(api::modifier), ecrire, Debit::Minute(30), DEPOSER),
        Route::api(routes!(api::publication), cle, Debit::Minute(120), LIRE),
        Route::api(routes!(api::export), cle, Debit::Minute(2), LIRE),
        // The link itself is the right: it was given to the holder of a key.
        Route::api(routes!(api::fichier), Droit::Public, Debit::Minute(10), LIRE),
    ];
    routes.extend(employeur());
    routes.extend(de_l_offre());
    routes.extend(delegation());
    routes.extend(offres_proposees());
    routes.extend(entreprises_partenaires());
    routes.extend(des_opcos());
    routes.extend(surveillance());
    routes.extend(marche_cache());
    routes.extend([
        Route::page(flux::RSS, Droit::Public, Debit::Page, LIRE, FLUX, get(flux::rss)),
        Route::page(flux::JSON, Droit::Public, Debit::Page, LIRE, FLUX, get(flux::json)),
    ]);
    routes
}

/// The offers of one's organisations. Whoever waits for their account may already write one: the
/// handlers only show and accept what is for the organisations of the person.
fn employeur() -> [Route; 5] {
    let connecte = Droit::Connecte;
    [
        Route::page(liste::CHEMIN, connecte, Debit::Page, DEPOSER, PAGE, get(liste::show)),
        Route::page(
            "/employeur/offres/export/{format}",
            connecte,
            Debit::Minute(10),
            DEPOSER,
            FICHIER,
            get(liste::fichier),
        ),
        Route::page(depot::CHEMIN, connecte, Debit::Page, DEPOSER, PAGE, get(depot::show)),
        Route::formulaire(depot::CHEMIN, connecte, ESSAIS, DEPOSER, ENVOI, post(depot::submit)),
        Route::formulaire(
            lot::CHEMIN,
            Droit::Peut(&GERER),
            Debit::Page,
            DEPOSER,
            ENVOI,
            post(lot::submit),
        ),
    ]
}

/// What is done to one offer.
fn de_l_offre() -> Vec<Route> {
    let gerer_une = |suite: &str, reponse: MethodRouter<Etat>| {
        let chemin = format!("/employeur/offres/{{id}}{suite}");
        let droit = Droit::Peut(&GERER);
        Route::page(&chemin, droit, Debit::Page, DEPOSER, UNE_OFFRE, reponse).sur(offre)
    };
    let envoi = |suite: &str, reponse: MethodRouter<Etat>| {
        let chemin = format!("/employeur/offres/{{id}}{suite}");
        let droit = Droit::Peut(&GERER);
        Route::formulaire(&chemin, droit, Debit::Page, DEPOSER, ENVOI, reponse).sur(offre)
    };
    vec![
        gerer_une("", get(gerer::show)),
        gerer_une("/modifier", get(depot::modifier)),
        envoi("/modifier", post(depot::enregistrer)),
        envoi("/prolonger", post(agir::prolonger)),
        envoi("/rouvrir", post(agir::rouvrir)),
        gerer_une("/clore", get(agir::clore)),
        envoi("/clore", post(agir::fermer)),
        envoi("/dupliquer", post(agir::dupliquer)),
        envoi("/supprimer", post(agir::supprimer)),
        gerer_une("/affiche", get(affiche::show)),
        gerer_une("/centres", get(centres::show)),
        envoi("/centres", post(centres::submit)),
    ]
}

/// What a training centre does of an offer that it was proposed: the secret of its mail is the right.
fn delegation() -> [Route; 4] {
    let une = "/offres/proposition/{jeton}";
    let public = Droit::Public;
    let envoi = |suite: &str, reponse: MethodRouter<Etat>| {
        let chemin = format!("{une}{suite}");
        Route::formulaire(&chemin, public, ESSAIS, DEPOSER, PROPOSITION, reponse)
    };
    [
        Route::page(une, public, ESSAIS, DEPOSER, UN_LIEN, get(proposition::show)),
        envoi("", post(proposition::submit)),
        envoi("/ouvrir", post(proposition::ouvrir)),
        envoi("/arret", post(proposition::arreter)),
    ]
}

/// The same, in the space of the training centre.
fn offres_proposees() -> [Route; 5] {
    let une = "/cfa/offres-proposees/{centre}/{id}";
    let peut = Droit::Peut(&RECEVOIR);
    let envoi = |suite: &str, reponse: MethodRouter<Etat>| {
        let chemin = format!("{une}{suite}");
        Route::formulaire(&chemin, peut, Debit::Page, DEPOSER, PROPOSEE, reponse).sur(proposee)
    };
    [
        Route::page(proposees::CHEMIN, peut, Debit::Page, DEPOSER, PAGE, get(proposees::show)),
        Route::page(une, peut, Debit::Page, DEPOSER, UNE_OFFRE, get(proposees::une)).sur(proposee),
        envoi("", post(proposees::submit)),
        envoi("/ouvrir", post(proposees::ouvrir)),
        envoi("/arret", post(proposees::arreter)),
    ]
}

/// The companies whose offers a training centre manages.
fn entreprises_partenaires() -> [Route; 8] {
    use partenaires::{CHEMIN, ajouter, fiche, lien};
    let peut = Droit::Peut(&MANDATER);
    let (une, secret) = ("/cfa/entreprises/{id}", "/offres/mandat/{jeton}");
    let fichier = "/cfa/entreprises/liste.csv";
    let fin = "/cfa/entreprises/{id}/terminer";
    let public = Droit::Public;
    [
        Route::page(CHEMIN, peut, Debit::Page, MANDATS, PAGE, get(partenaires::show)),
        Route::page(fichier, peut, Debit::Minute(10), MANDATS, FICHIER, get(partenaires::fichier)),
        Route::page(ajouter::CHEMIN, peut, ESSAIS, MANDATS, SAISIE, get(ajouter::show)),
        Route::formulaire(ajouter::CHEMIN, peut, ESSAIS, MANDATS, ENVOI, post(ajouter::submit)),
        Route::page(une, peut, Debit::Page, MANDATS, UN_MANDAT, get(fiche::show)).sur(mandat),
        Route::formulaire(fin, peut, Debit::Page, MANDATS, ENVOI, post(fiche::finir)).sur(mandat),
        Route::page(secret, public, ESSAIS, MANDATS, UN_LIEN, get(lien::show)),
        Route::formulaire(secret, public, ESSAIS, MANDATS, SUIVRE, post(lien::submit)),
    ]
}

/// What an OPCO follows of its companies.
fn des_opcos() -> [Route; 4] {
    let peut = Droit::Peut(&actions::SUIVRE);
    let fichiers = Debit::Minute(10);
    let (toutes, offres) = ("/opco/entreprises.csv", "/opco/offres.csv");
    [
        Route::page(opco::CHEMIN, peut, Debit::Page, DEPOSER, PAGE, get(opco::entreprises)),
        Route::page(opco::OFFRES, peut, Debit::Page, DEPOSER, PAGE, get(opco::offres)),
        Route::page(toutes, peut, fichiers, DEPOSER, FICHIER, get(opco::fichier_des_entreprises)),
        Route::page(offres, peut, fichiers, DEPOSER, FICHIER, get(opco::fichier_des_offres)),
    ]
}

/// What keeps fake offers away, and the links of mails.
fn surveillance() -> [Route; 12] {
    let (file, examen) = (moderation::CHEMIN, "/moderation/offres/{id}");
    let (signal, secret) = ("/signaler/offre/{id}", "/offres/lien/{jeton}");
    let verifier = Droit::Peut(&VERIFIER);
    let (tenir, public) = (Droit::Peut(&LISTES), Droit::Public);
    [
        Route::page(listes::CHEMIN, tenir, Debit::Page, DEPOSER, PAGE, get(listes::show)),
        Route::formulaire(listes::CHEMIN, tenir, ESSAIS, DEPOSER, ENVOI, post(listes::inscrire)),
        Route::formulaire(listes::RETIRER, tenir, ESSAIS, DEPOSER, ENVOI, post(listes::retirer)),
        Route::page(file, verifier, Debit::Page, DEPOSER, PAGE, get(moderation::show)),
        Route::page(examen, verifier, Debit::Page, DEPOSER, UNE_OFFRE, get(moderation::examiner))
            .sur(offre),
        Route::formulaire(examen, verifier, Debit::Page, DEPOSER, ENVOI, post(moderation::decider))
            .sur(offre),
        Route::page(
            importee::ROUTE,
            verifier,
            Debit::Page,
            SIGNALER,
            UNE_OFFRE,
            get(importee::examiner),
        )
        .sur(actions::importee),
        Route::formulaire(
            importee::ROUTE,
            verifier,
            Debit::Page,
            SIGNALER,
            ENVOI,
            post(importee::decider),
        )
        .sur(actions::importee),
        Route::page(signal, public, Debit::Page, SIGNALER, UNE_OFFRE, get(signaler::show)),
        Route::formulaire(signal, public, ESSAIS, SIGNALER, ENVOI, post(signaler::submit)),
        Route::page(secret, public, ESSAIS, DEPOSER, UN_LIEN, get(lien::show)),
        Route::formulaire(secret, public, ESSAIS, DEPOSER, SUIVRE, post(lien::submit)),
    ]
}

/// What companies likely to hire decide of their sheet.
fn marche_cache() -> [Route; 4] {
    let (page, une) = (mon_entreprise::CHEMIN, "/mon-entreprise/lien/{jeton}");
    let public = Droit::Public;
    [
        Route::page(page, public, Debit::Page, CONTACTS, PAGE, get(mon_entreprise::show)),
        Route::formulaire(page, public, ESSAIS, CONTACTS, ENVOI, post(mon_entreprise::submit)),
        Route::page(une, public, ESSAIS, CONTACTS, UN_LIEN, get(mon_entreprise::choisir)),
        Route::formulaire(une, public, ESSAIS, CONTACTS, SUIVRE, post(mon_entreprise::decider)),
    ]
}
