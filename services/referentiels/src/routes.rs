//! The routes of the vocabularies. Nothing else.

use axum::routing::get;
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::api::{self, geographie};
use crate::pages;

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire un référentiel public");

/// What answers about certifications are made from.
const CERTIFICATIONS: &[&str] = &["bcn", "rncp", "kit", "certifinfo", "rome"];

const LISTE: &[Reponse] = &[
    (200, "La page"),
    (429, "Trop de demandes"),
    (503, "Les certifications ne sont pas chargées"),
];

const FICHE: &[Reponse] = &[
    (200, "La fiche"),
    (404, "Ce code ou ce format n’existe pas"),
    (429, "Trop de demandes"),
    (503, "Les certifications ne sont pas chargées"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    let cle = Droit::Cle(Portee::Lecture);
    let debit = Debit::Minute(300);
    vec![
        Route::api(routes!(api::certifications), cle, Debit::Page, LIRE).suit(CERTIFICATIONS),
        Route::page(
            "/certifications",
            public,
            Debit::Page,
            LIRE,
            LISTE,
            get(pages::certifications::show),
        ),
        Route::page(
            "/certifications/export/{format}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::certifications::exporter),
        )
        .suit(CERTIFICATIONS),
        Route::page(
            "/certification/{code}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::certification::show),
        ),
        Route::api(routes!(api::conversion), public, Debit::Recherche, LIRE).suit(CERTIFICATIONS),
        Route::api(routes!(geographie::communes), cle, debit, LIRE)
            .suit(&["communes", "missions-locales"]),
        Route::api(routes!(geographie::departements), cle, debit, LIRE),
        Route::api(routes!(geographie::missions_locales), cle, debit, LIRE)
            .suit(&["missions-locales"]),
    ]
}
