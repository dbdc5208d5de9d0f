//! The routes of the catalogue. Nothing else.

use axum::routing::get;
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Route};

use crate::pages;

const CHERCHER: Finalite = Finalite::SansDonneePersonnelle(
    "Chercher dans le catalogue ; rien n’est conservé de la demande",
);
const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire une fiche publique du catalogue");

const PAGE: &[Reponse] =
    &[(200, "La page"), (429, "Trop de demandes"), (503, "Le catalogue n’est pas prêt")];
const FICHE: &[Reponse] = &[
    (200, "La page"),
    (404, "Rien dans le catalogue ne porte cet identifiant"),
    (429, "Trop de demandes"),
    (503, "Le catalogue n’est pas prêt"),
];

const EXPORT: &[Reponse] = &[
    (200, "Le fichier"),
    (404, "Le format n’est ni csv, ni xlsx, ni ndjson"),
    (429, "Trop de demandes"),
    (503, "Le catalogue n’est pas prêt"),
];

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let page = |chemin, finalite, reponses, suite| {
        Route::page(chemin, Droit::Public, Debit::Page, finalite, reponses, suite)
    };
    vec![
        page("/catalogue", CHERCHER, PAGE, get(pages::recherche::show)),
        page("/catalogue/export/{format}", CHERCHER, EXPORT, get(pages::export::show)),
        page("/catalogue/formation/{id}", LIRE, FICHE, get(pages::fiche::show)),
        page("/catalogue/livraisons", LIRE, PAGE, get(pages::livraisons::list)),
        page("/catalogue/livraisons/{id}", LIRE, FICHE, get(pages::livraisons::show)),
        page("/catalogue/statistiques", LIRE, PAGE, get(pages::statistiques::show)),
    ]
}
