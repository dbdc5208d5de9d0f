//! The routes of the vocabularies. Nothing else.

use web::route::Portee;
use web::{Debit, Droit, Finalite, Route, routes};

use crate::api::geographie;

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire le découpage du territoire");

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let cle = Droit::Cle(Portee::Lecture);
    let debit = Debit::Minute(300);
    vec![
        Route::api(routes!(geographie::communes), cle, debit, LIRE)
            .suit(&["communes", "missions-locales"]),
        Route::api(routes!(geographie::departements), cle, debit, LIRE),
        Route::api(routes!(geographie::missions_locales), cle, debit, LIRE)
            .suit(&["missions-locales"]),
    ]
}
