//! The routes of the accounts. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::routeur::SECOND_FACTEUR;
use web::{Debit, Droit, Finalite, Route};

use crate::pages::{compte, connexion, demo, double, espace};

const COMPTE: Finalite = Finalite::Traitement("comptes.personnes");
const SESSION: Finalite = Finalite::Traitement("comptes.sessions");
const LIEN: Finalite = Finalite::Traitement("comptes.liens");

/// How often one address may try to open something.
const ESSAIS: Debit = Debit::Minute(20);

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const PAGE_OU_SUITE: &[Reponse] =
    &[(200, "La page"), (303, "C’est déjà fait"), (429, "Trop de demandes")];

const DEMO: &[Reponse] =
    &[(200, "La page"), (404, "Hors démonstration"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (303, "C’est fait"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const ENVOI_ET_PAGE: &[Reponse] = &[
    (200, "C’est fait, et la suite"),
    (303, "Rien à faire"),
    (400, "Une réponse est à corriger"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (429, "Trop de demandes"),
];

const BOUTON: &[Reponse] = &[
    (303, "C’est fait"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Rien de tel"),
    (429, "Trop de demandes"),
];

const OUVRIR: &[Reponse] = &[
    (303, "La session est ouverte"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

const UN_LIEN: &[Reponse] = &[
    (200, "La page"),
    (404, "Ce n’est pas un lien"),
    (410, "Le lien a servi, ou il est trop tard"),
    (429, "Trop de demandes"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    use Droit::{Connecte, Public};
    let page = Route::page;
    let formulaire = Route::formulaire;
    vec![
        page("/connexion", Public, Debit::Page, LIEN, PAGE, get(connexion::show)),
        formulaire("/connexion", Public, ESSAIS, LIEN, ENVOI, post(connexion::submit)),
        page("/connexion/envoye", Public, Debit::Page, LIEN, PAGE, get(connexion::envoye)),
        page("/connexion/lien/{jeton}", Public, ESSAIS, LIEN, UN_LIEN, get(connexion::lien)),
        formulaire(
            "/connexion/lien/{jeton}",
            Public,
            ESSAIS,
            SESSION,
            OUVRIR,
            post(connexion::ouvrir),
        ),
        page(SECOND_FACTEUR, Connecte, Debit::Page, SESSION, PAGE_OU_SUITE, get(double::demander)),
        formulaire(SECOND_FACTEUR, Connecte, ESSAIS, SESSION, ENVOI, post(double::donner)),
        formulaire(
            "/deconnexion",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(connexion::quitter),
        )
        .en_observation(),
        page("/espace", Connecte, Debit::Page, COMPTE, PAGE, get(espace::show)),
        page("/compte", Connecte, Debit::Page, COMPTE, PAGE, get(compte::show)),
        formulaire("/compte", Connecte, Debit::Page, COMPTE, ENVOI, post(compte::submit)),
        formulaire(
            "/compte/sessions/{id}/fermer",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(compte::fermer),
        ),
        formulaire(
            "/compte/sessions/fermer-les-autres",
            Connecte,
            Debit::Page,
            SESSION,
            BOUTON,
            post(compte::fermer_les_autres),
        ),
        page(
            "/compte/second-facteur",
            Connecte,
            Debit::Page,
            SESSION,
            PAGE_OU_SUITE,
            get(double::installer),
        ),
        formulaire(
            "/compte/second-facteur",
            Connecte,
            ESSAIS,
            SESSION,
            ENVOI_ET_PAGE,
            post(double::confirmer),
        ),
        formulaire(
            "/compte/second-facteur/retirer",
            Connecte,
            ESSAIS,
            SESSION,
            BOUTON,
            post(double::retirer),
        ),
        page("/demo/connexion", Public, Debit::Page, COMPTE, DEMO, get(demo::show)),
        formulaire(
            "/demo/connexion/{role}",
            Public,
            Debit::Page,
            COMPTE,
            BOUTON,
            post(demo::submit),
        ),
    ]
}
