//! The routes of the catalogue. Nothing else.

use axum::routing::get;
use utoipa_axum::router::UtoipaMethodRouter;
use web::route::Reponse;
use web::{Debit, Droit, Etat, Finalite, Portee, Route, routes};

use crate::pages::livraisons_fichiers as fichiers;
use crate::{api, pages};

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
    (404, "Le format n’est ni csv, ni xlsx, ni ndjson, ou la liste n’existe pas"),
    (429, "Trop de demandes"),
    (503, "Le catalogue n’est pas prêt"),
];

const FICHIER: &[Reponse] = &[
    (200, "Le fichier"),
    (400, "Un paramètre est inconnu ou sa valeur impossible"),
    (429, "Trop de demandes"),
    (503, "Le catalogue n’est pas prêt"),
];

/// What the answers of the public API are made from.
const SOURCES: &[&str] = &[
    "formations",
    "organismes",
    "communes",
    "bcn",
    "rncp",
    "kit",
    "certifinfo",
    "annuaire.decision",
];

/// A route of the catalogue's own API, open as it was.
fn entite(route: UtoipaMethodRouter<Etat>) -> Route {
    Route::api(route, Droit::Public, Debit::Recherche, CHERCHER).suit(SOURCES)
}

/// A route of the State's public API.
fn programme(route: UtoipaMethodRouter<Etat>) -> Route {
    Route::api(route, Droit::Cle(Portee::Lecture), Debit::Minute(300), LIRE).suit(SOURCES)
}

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let page = |chemin, finalite, reponses, suite| {
        Route::page(chemin, Droit::Public, Debit::Page, finalite, reponses, suite)
    };
    let fichier = |chemin, suite| page(chemin, LIRE, EXPORT, suite);
    vec![
        page("/catalogue", CHERCHER, PAGE, get(pages::recherche::show)),
        page("/catalogue/export/{format}", CHERCHER, EXPORT, get(pages::export::show)),
        page("/catalogue/formation/{id}", LIRE, FICHE, get(pages::fiche::show)),
        page("/catalogue/livraisons", LIRE, PAGE, get(pages::livraisons::list)),
        page("/catalogue/livraisons/{id}", LIRE, FICHE, get(pages::livraisons::show)),
        fichier("/catalogue/livraisons/export/{format}", get(fichiers::liste)),
        fichier("/catalogue/livraisons/{id}/changements/{format}", get(fichiers::changements)),
        fichier("/catalogue/livraisons/{id}/rejets/{format}", get(fichiers::rejets)),
        page("/catalogue/statistiques", LIRE, PAGE, get(pages::statistiques::show)),
        page("/api/v1/entity/formations.csv", CHERCHER, FICHIER, get(api::entite::csv)),
        entite(routes!(api::entite::lister)),
        Route::api(
            routes!(api::entite::lister_par_corps),
            Droit::Public,
            Debit::Recherche,
            CHERCHER,
        ),
        entite(routes!(api::entite::compter)),
        entite(routes!(api::entite::une)),
        entite(routes!(api::entite::par_cle)),
        entite(routes!(api::entite::json)),
        entite(routes!(api::entite::ndjson)),
        Route::api(routes!(api::entite::dates), Droit::Public, Debit::Recherche, LIRE),
        fichier("/catalogue/statistiques/export/{format}", get(pages::statistiques::export)),
        programme(routes!(api::formations)),
        programme(routes!(api::formation)),
    ]
}
