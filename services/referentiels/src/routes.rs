//! The routes of the vocabularies. Nothing else.

use web::{Debit, Droit, Finalite, Route, routes};

use crate::api;

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire un référentiel public");

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    vec![
        Route::api(routes!(api::certifications), public, Debit::Page, LIRE),
        Route::api(routes!(api::conversion), public, Debit::Recherche, LIRE),
    ]
}
