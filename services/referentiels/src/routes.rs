//! The routes of the vocabularies. Nothing else.

use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::api::{self, geographie};

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire un référentiel public");

/// What answers about certifications are made from.
const CERTIFICATIONS: &[&str] = &["bcn", "rncp", "kit", "certifinfo", "rome"];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    let cle = Droit::Cle(Portee::Lecture);
    let debit = Debit::Minute(300);
    vec![
        Route::api(routes!(api::certifications), cle, Debit::Page, LIRE).suit(CERTIFICATIONS),
        Route::api(routes!(api::conversion), public, Debit::Recherche, LIRE).suit(CERTIFICATIONS),
        Route::api(routes!(geographie::communes), cle, debit, LIRE)
            .suit(&["communes", "missions-locales"]),
        Route::api(routes!(geographie::departements), cle, debit, LIRE),
        Route::api(routes!(geographie::missions_locales), cle, debit, LIRE)
            .suit(&["missions-locales"]),
    ]
}
