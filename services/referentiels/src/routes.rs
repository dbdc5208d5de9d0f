//! The routes of the vocabularies. Nothing else.

use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::api;

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire un référentiel public");

/// What answers about certifications are made from.
const CERTIFICATIONS: &[&str] = &["bcn", "rncp", "kit", "certifinfo", "rome"];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    vec![
        Route::api(routes!(api::certifications), Droit::Cle(Portee::Lecture), Debit::Page, LIRE)
            .suit(CERTIFICATIONS),
        Route::api(routes!(api::conversion), public, Debit::Recherche, LIRE).suit(CERTIFICATIONS),
    ]
}
