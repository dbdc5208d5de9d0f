//! The routes of the administration. Nothing else.

use axum::routing::{MethodRouter, get, post};
use futures::future::BoxFuture;
use web::route::Reponse;
use web::{Action, Chemin, Cible, Debit, Droit, Erreur, Etat, Finalite, Route};

use crate::actions::{
    CLES_GERER, CLES_LIRE, COMPTES_AGIR, COMPTES_EXPORTER, COMPTES_LIRE, CONSIGNES_DECIDER,
    CONSIGNES_LIRE, EXPLOITATION_LIRE, IMPORTS_LIRE, OBSERVER, TACHES_LANCER,
};
use crate::pages::{
    agir, cles, consignes, habilitations, imports, observation, organisations, personnes, sante,
    taches,
};

const COMPTES: Finalite = Finalite::Traitement("comptes.personnes");

const REJETS: Finalite = Finalite::Traitement("conformite.rejets");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const FICHE: &[Reponse] = &[(200, "La page"), (404, "Rien de tel"), (429, "Trop de demandes")];

const FICHIER: &[Reponse] =
    &[(200, "Le fichier"), (404, "Rien de tel, ou format inconnu"), (429, "Trop de demandes")];

const ACTES: &[Reponse] = &[
    (200, "Le résultat, ligne à ligne"),
    (400, "Aucune ligne ou aucune action"),
    (429, "Trop de demandes"),
];

const BOUTON: &[Reponse] = &[(303, "C’est fait"), (404, "Rien de tel"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (200, "C’est fait, et la suite"),
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const FIN: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

fn exploiter(quoi: &'static str) -> Finalite {
    Finalite::SansDonneePersonnelle(quoi)
}

fn lire(
    chemin: &str,
    action: &'static Action,
    finalite: Finalite,
    reponses: &[Reponse],
    page: MethodRouter<Etat>,
) -> Route {
    Route::page(chemin, Droit::Peut(action), Debit::Page, finalite, reponses, page)
}

fn envoyer(
    chemin: &str,
    action: &'static Action,
    finalite: Finalite,
    reponses: &[Reponse],
    page: MethodRouter<Etat>,
) -> Route {
    Route::formulaire(chemin, Droit::Peut(action), Debit::Page, finalite, reponses, page)
}

/// What a path is about, so that the journal says whose sheet was opened. Where it is does not
/// matter: the rules of these actions hold everywhere.
fn cible<'a>(
    genre: &'static str,
    chemin: &'a Chemin,
) -> BoxFuture<'a, Result<Option<Cible>, Erreur>> {
    Box::pin(async move { Ok(Some(Cible::nouvelle(genre, chemin.get("id")))) })
}

/// Every route of the service.
pub fn table() -> Vec<Route> {
    [des_comptes(), de_l_observation(), de_l_exploitation(), des_cles()].concat()
}

fn des_comptes() -> Vec<Route> {
    let liste = |chemin: &str, page| lire(chemin, &COMPTES_LIRE, COMPTES, PAGE, page);
    let fiche = |chemin: &str, page| lire(chemin, &COMPTES_LIRE, COMPTES, FICHE, page);
    let agir = |chemin: &str, page| envoyer(chemin, &COMPTES_AGIR, COMPTES, ACTES, page);
    let export = |chemin: &str, page| envoyer(chemin, &COMPTES_EXPORTER, COMPTES, FICHIER, page);
    vec![
        liste("/administration/personnes", get(personnes::show)),
        fiche("/administration/personnes/{id}", get(personnes::fiche))
            .sur(|_, c| cible("personne", c)),
        agir("/administration/personnes/agir", post(agir::personnes)),
        export("/administration/personnes/export/{format}", post(personnes::export)),
        liste("/administration/organisations", get(organisations::show)),
        fiche("/administration/organisations/{id}", get(organisations::fiche))
            .sur(|_, c| cible("organisation", c)),
        agir("/administration/organisations/agir", post(agir::organisations)),
        export("/administration/organisations/export/{format}", post(organisations::export)),
        liste("/administration/habilitations", get(habilitations::show)),
        fiche("/administration/habilitations/{id}", get(habilitations::fiche))
            .sur(|_, c| cible("habilitation", c)),
        agir("/administration/habilitations/agir", post(agir::habilitations)),
        export("/administration/habilitations/export/{format}", post(habilitations::export)),
    ]
}

fn de_l_observation() -> Vec<Route> {
    let chemin = "/administration/observer/{personne}";
    vec![
        lire(chemin, &OBSERVER, COMPTES, FICHE, get(observation::show)),
        envoyer(chemin, &OBSERVER, COMPTES, ENVOI, post(observation::submit)),
        Route::formulaire(
            "/observation/fin",
            Droit::Connecte,
            Debit::Page,
            COMPTES,
            FIN,
            post(observation::finir),
        )
        .en_observation(),
    ]
}

fn de_l_exploitation() -> Vec<Route> {
    let suivre = exploiter("Suivre les tâches et l’état du programme");
    let decider = exploiter("Décider de l’annonce, de la maintenance et des services ouverts");
    let lue =
        |chemin: &str, reponses, page| lire(chemin, &EXPLOITATION_LIRE, suivre, reponses, page);
    let importee =
        |chemin: &str, reponses, page| lire(chemin, &IMPORTS_LIRE, REJETS, reponses, page);
    vec![
        lue("/administration/taches", PAGE, get(taches::show)),
        lue("/administration/taches/{nom}", FICHE, get(taches::fiche)),
        envoyer(
            "/administration/taches/{nom}/lancer",
            &TACHES_LANCER,
            suivre,
            BOUTON,
            post(taches::lancer),
        ),
        importee("/administration/imports", PAGE, get(imports::show)),
        importee("/administration/imports/{id}", FICHE, get(imports::fiche))
            .sur(|_, c| cible("import", c)),
        importee("/administration/imports/{id}/rejets/{format}", FICHIER, get(imports::rejets))
            .sur(|_, c| cible("import", c)),
        lue("/administration/sante", PAGE, get(sante::show)),
        lire("/administration/consignes", &CONSIGNES_LIRE, decider, PAGE, get(consignes::show)),
        envoyer(
            "/administration/consignes",
            &CONSIGNES_DECIDER,
            decider,
            ENVOI,
            post(consignes::decider),
        ),
    ]
}

fn des_cles() -> Vec<Route> {
    let gerer = exploiter("Donner et retirer l’accès des programmes des partenaires");
    vec![
        lire("/administration/cles", &CLES_LIRE, gerer, PAGE, get(cles::show)),
        envoyer("/administration/cles", &CLES_GERER, gerer, ENVOI, post(cles::creer)),
        lire("/administration/cles/{id}", &CLES_LIRE, gerer, FICHE, get(cles::fiche)),
        envoyer(
            "/administration/cles/{id}/revoquer",
            &CLES_GERER,
            gerer,
            BOUTON,
            post(cles::revoquer),
        ),
    ]
}
