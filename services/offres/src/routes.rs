//! The routes of the offers. Nothing else.

use web::route::Portee;
use web::{Debit, Droit, Finalite, Route, routes};

use crate::api;

const LIRE: Finalite = Finalite::Traitement("offres.publier");

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let cle = Droit::Cle(Portee::Lecture);
    vec![
        Route::api(routes!(api::offre), cle, Debit::Minute(120), LIRE),
        Route::api(routes!(api::publication), cle, Debit::Minute(120), LIRE),
        Route::api(routes!(api::export), cle, Debit::Minute(2), LIRE),
        // The link itself is the right: it was given to the holder of a key.
        Route::api(routes!(api::fichier), Droit::Public, Debit::Minute(10), LIRE),
    ]
}
