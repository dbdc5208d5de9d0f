//! The routes of the search. Nothing else.

use axum::routing::get;
use web::Portee;
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route, routes};

use crate::{api, pages};

const CHERCHER: Finalite =
    Finalite::SansDonneePersonnelle("Chercher ; rien n’est conservé de la demande");
const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire une fiche publique");

const PAGE: &[Reponse] =
    &[(200, "La page"), (429, "Trop de demandes"), (503, "La recherche n’est pas prête")];

const RESULTATS: &[Reponse] = &[
    (200, "La page"),
    (414, "L’adresse est trop longue"),
    (429, "Trop de demandes"),
    (503, "La recherche n’est pas prête"),
];

const FICHE: &[Reponse] = &[
    (200, "La fiche"),
    (404, "Cette fiche n’existe pas ou n’est plus publiée"),
    (429, "Trop de demandes"),
    (503, "La recherche n’est pas prête"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    vec![
        Route::page("/", public, Debit::Page, CHERCHER, PAGE, get(pages::accueil::show)),
        Route::page(
            "/recherche",
            public,
            Debit::Page,
            CHERCHER,
            RESULTATS,
            get(pages::resultats::show),
        ),
        Route::page("/formation/{id}", public, Debit::Page, LIRE, FICHE, get(pages::formation)),
        Route::page(
            "/formation/{id}/{titre}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::formation),
        ),
        Route::page("/offre/{id}", public, Debit::Page, LIRE, FICHE, get(pages::offre)),
        Route::page("/offre/{id}/{titre}", public, Debit::Page, LIRE, FICHE, get(pages::offre)),
        Route::page("/entreprise/{id}", public, Debit::Page, LIRE, FICHE, get(pages::entreprise)),
        Route::page(
            "/entreprise/{id}/{titre}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::entreprise),
        ),
        Route::api(routes!(api::search), public, Debit::Recherche, CHERCHER),
        Route::api(routes!(api::suggest), public, Debit::Suggestion, CHERCHER),
        Route::api(
            routes!(api::v1::emplois),
            Droit::Cle(Portee::Lecture),
            Debit::Minute(60),
            CHERCHER,
        ),
        Route::api(routes!(api::lieux), public, Debit::Suggestion, CHERCHER),
    ]
}
