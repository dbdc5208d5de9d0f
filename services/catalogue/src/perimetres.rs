//! Perimeters of Parcoursup and Affelnet, shown: rules, their effect, why a training stands where it
//! does, and what a rule would change before it is written. Nothing here writes.

mod pages;
mod piece;
mod simulation;
mod vues;

use axum::routing::get;
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route};

pub use piece::Perimetres;

const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire les règles et leur effet");

const PAGE: &[Reponse] = &[
    (200, "La page"),
    (429, "Trop de demandes"),
    (503, "Les règles ou les certifications ne sont pas chargées"),
];

const FICHE: &[Reponse] = &[
    (200, "La page"),
    (404, "Cette règle ou cette formation n’existe pas"),
    (429, "Trop de demandes"),
    (503, "Les règles ou les certifications ne sont pas chargées"),
];

/// The routes of the perimeters.
pub fn routes() -> Vec<Route> {
    let page = |chemin, reponses, methode| {
        Route::page(chemin, Droit::Public, Debit::Page, LIRE, reponses, methode)
    };
    vec![
        page("/catalogue/perimetres", PAGE, get(pages::liste)),
        page("/catalogue/perimetres/regle/{numero}", FICHE, get(pages::regle)),
        page("/catalogue/perimetres/simuler", PAGE, get(pages::simuler)),
        page("/catalogue/formation/{id}/perimetres", FICHE, get(pages::formation)),
    ]
}
