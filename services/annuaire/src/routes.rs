//! The routes of the directory. Nothing else.

use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::api;

const LIRE: Finalite = Finalite::Traitement("annuaire.organismes");

/// What every answer depends on.
const SUIVIES: &[&str] = &["organismes", "annuaire.decision"];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let partenaire = Droit::Cle(Portee::Lecture);
    vec![
        Route::api(routes!(api::recherche), partenaire, Debit::Minute(300), LIRE).suit(SUIVIES),
        Route::api(routes!(api::exporter), partenaire, Debit::Minute(300), LIRE).suit(SUIVIES),
    ]
}
