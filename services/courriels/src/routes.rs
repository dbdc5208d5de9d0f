//! The routes of the mails, and who may do what with them.

use axum::routing::{get, post};
use web::acces::Regle;
use web::route::Reponse;
use web::service::Entree;
use web::{Action, Debit, Droit, Finalite, Role, Route, routes};

use crate::api;
use crate::pages::{administration, demo, desabonnement, modeles};

/// Following the mails without reading them.
pub static SUIVRE: Action = Action {
    code: "courriels.suivre",
    libelle: "Suivre les courriels envoyés, sans les lire",
    ecrit: false,
    nominative: true,
    regles: &[Regle::partout(Role::Administrateur)],
};

/// Sending a dead letter again, saying that an address lives.
pub static RELANCER: Action = Action {
    code: "courriels.relancer",
    libelle: "Relancer un courriel abandonné, rétablir une adresse",
    ecrit: true,
    nominative: true,
    regles: &[Regle::partout(Role::Administrateur)],
};

/// The way in, in the space of an administrator.
pub const ENTREE: Entree = Entree {
    titre: "Courriels",
    description: "Ce qui attend, ce qui a été abandonné, les adresses qui ne reçoivent plus.",
    adresse: "/administration/courriels",
    action: &SUIVRE,
    a_faire: Some(|etat, _| {
        Box::pin(async move { Ok(courrier::porte::attente(etat.db.read()).await?.abandonnes) })
    }),
};

const ENVOIS: Finalite = Finalite::Traitement("courriels.envois");
const CONTENU: Finalite = Finalite::Traitement("courriels.contenu");
const OPPOSITIONS: Finalite = Finalite::Traitement("courriels.oppositions");
const SANTE: Finalite = Finalite::Traitement("courriels.sante");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const UN: &[Reponse] =
    &[(200, "La page"), (404, "Ce courriel n’existe pas"), (429, "Trop de demandes")];

const DEMO: &[Reponse] =
    &[(200, "La page"), (404, "Hors démonstration"), (429, "Trop de demandes")];

const LIEN: &[Reponse] =
    &[(200, "La page"), (404, "Ce lien n’est pas le nôtre"), (429, "Trop de demandes")];

const ARRET: &[Reponse] = &[
    (200, "C’est arrêté, à la demande de la messagerie"),
    (303, "C’est fait"),
    (404, "Ce lien n’est pas le nôtre"),
    (429, "Trop de demandes"),
];

const BOUTON: &[Reponse] =
    &[(303, "C’est fait"), (404, "Rien à faire ici"), (429, "Trop de demandes")];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    use Droit::{Peut, Public};
    let exemples = Finalite::SansDonneePersonnelle("Exemples inventés de courriels");
    let page = |chemin, droit, finalite, reponses, reponse| {
        Route::page(chemin, droit, Debit::Page, finalite, reponses, reponse)
    };
    let bouton = |chemin, finalite, reponse| {
        Route::formulaire(chemin, Peut(&RELANCER), Debit::Page, finalite, BOUTON, reponse)
    };
    const JETON: &str = "/courriels/desabonnement/{jeton}";
    vec![
        page("/courriels", Public, exemples, PAGE, get(modeles::liste)),
        page("/courriels/modele/{code}", Public, exemples, UN, get(modeles::show)),
        page("/courriels/modele/{code}/corps", Public, exemples, UN, get(modeles::corps)),
        page(JETON, Public, OPPOSITIONS, LIEN, get(desabonnement::show)),
        Route::formulaire(
            JETON,
            Public,
            Debit::Minute(60),
            OPPOSITIONS,
            ARRET,
            post(desabonnement::submit),
        )
        .hors_site(),
        page("/demo/courriels", Public, CONTENU, DEMO, get(demo::liste)),
        page("/demo/courriels/{id}", Public, CONTENU, UN, get(demo::show)),
        page("/demo/courriels/{id}/corps", Public, CONTENU, UN, get(demo::corps)),
        page("/demo/courriels/{id}/piece/{rang}", Public, CONTENU, UN, get(demo::piece)),
        page("/administration/courriels", Peut(&SUIVRE), ENVOIS, PAGE, get(administration::liste)),
        bouton("/administration/courriels/{id}/relancer", ENVOIS, post(administration::relancer)),
        page(
            "/administration/courriels/adresses",
            Peut(&SUIVRE),
            SANTE,
            PAGE,
            get(administration::adresses),
        ),
        bouton(
            "/administration/courriels/adresses/retablir",
            SANTE,
            post(administration::retablir),
        ),
        Route::api(
            routes!(api::evenements),
            Public,
            Debit::Minute(600),
            Finalite::Traitement("courriels.retours"),
        ),
    ]
}
