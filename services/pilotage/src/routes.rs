//! The routes of the service. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route};

use crate::pages::{avis, statistiques};

const CHIFFRES: Finalite = Finalite::SansDonneePersonnelle(
    "Lire les chiffres du service, sans rien qui désigne quelqu’un",
);

const AVIS: Finalite = Finalite::Traitement("pilotage.avis");

const PAGE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const ENVOI: &[Reponse] = &[
    (303, "L’avis est reçu ; vers la page qui remercie"),
    (400, "Le formulaire, avec ce qu’il faut corriger"),
    (403, "L’envoi ne vient pas d’une page de ce site"),
    (413, "L’envoi est trop gros"),
    (415, "Ce n’est pas l’envoi d’un formulaire"),
    (422, "L’envoi est illisible"),
    (429, "Trop d’envois"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    vec![
        Route::page("/statistiques", public, Debit::Page, CHIFFRES, PAGE, get(statistiques::show)),
        Route::page("/avis", public, Debit::Page, AVIS, PAGE, get(avis::show)),
        Route::formulaire(
            "/avis/envoyer",
            public,
            Debit::Minute(20),
            AVIS,
            ENVOI,
            post(avis::submit),
        ),
        Route::page("/avis/merci", public, Debit::Page, AVIS, PAGE, get(avis::merci)),
    ]
}
