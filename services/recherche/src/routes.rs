//! The routes of the search. Nothing else.

use axum::routing::{MethodRouter, get};
use utoipa_axum::router::UtoipaMethodRouter;
use web::route::Reponse;
use web::{Debit, Droit, Etat, Finalite, Portee, Retrait, Route, routes};

use crate::{api, pages};

const CHERCHER: Finalite =
    Finalite::SansDonneePersonnelle("Chercher ; rien n’est conservé de la demande");
const LIRE: Finalite = Finalite::SansDonneePersonnelle("Lire une fiche publique");

const PAGE: &[Reponse] =
    &[(200, "La page"), (429, "Trop de demandes"), (503, "La recherche n’est pas prête")];

const RESULTATS: &[Reponse] = &[
    (200, "La page"),
    (414, "L’adresse est trop longue"),
    (429, "Trop de demandes"),
    (503, "La recherche n’est pas prête"),
];

const FICHE: &[Reponse] = &[
    (200, "La fiche"),
    (404, "Cette fiche n’existe pas ou n’est plus publiée"),
    (410, "Cette offre est pourvue, ou sa date limite est passée"),
    (429, "Trop de demandes"),
    (503, "La recherche n’est pas prête"),
];

const LISIBLE: &[Reponse] = &[(200, "La page"), (429, "Trop de demandes")];

const COMPOSER: Finalite =
    Finalite::SansDonneePersonnelle("Composer un encart ; rien n’est conservé");

/// A page that partners may show inside theirs.
fn encart(
    chemin: &str,
    finalite: Finalite,
    reponses: &[Reponse],
    reponse: MethodRouter<Etat>,
) -> Route {
    Route::page(chemin, Droit::Public, Debit::Page, finalite, reponses, reponse).integrable()
}

/// Five requests a second: what the offers of La bonne alternance's API v1 allowed.
const JOBS: Debit = Debit::Minute(300);

/// Seven requests a second: what its trainings allowed.
const FORMATIONS: Debit = Debit::Minute(420);

/// A route of La bonne alternance's API v1, open as it was.
fn v1(route: UtoipaMethodRouter<Etat>, debit: Debit) -> Route {
    Route::api(route, Droit::Public, debit, CHERCHER)
}

/// One that La bonne alternance has already replaced (its own offers moved to v3).
fn remplacee(route: UtoipaMethodRouter<Etat>, remplacant: &'static str) -> Route {
    let retrait = Retrait { depuis: "2026-11-24", fin: "2028-08-31", remplacant };
    v1(route, JOBS).perime(retrait)
}

/// The reads of La bonne alternance's API v1.
fn la_bonne_alternance() -> Vec<Route> {
    let (recherche, offre) = ("/api/job/v1/search", "/api/job/v1/offer/{id}");
    vec![
        v1(routes!(api::v1::formations), FORMATIONS),
        v1(routes!(api::v1::formation), FORMATIONS),
        v1(routes!(api::v1::par_region), JOBS),
        v1(routes!(api::v1::metiers), Debit::Page),
        v1(routes!(api::v1::tous), Debit::Page),
        v1(routes!(api::v1::par_formation), Debit::Page),
        v1(routes!(api::v1::par_etablissement), Debit::Page),
        v1(routes!(api::v1::intitules), Debit::Page),
        remplacee(routes!(api::v1::jobs), recherche),
        remplacee(routes!(api::v1::entreprise), recherche),
        remplacee(routes!(api::v1::matcha), offre),
        remplacee(routes!(api::v1::offre_de_partenaire), offre),
        remplacee(routes!(api::v1::offre_france_travail), offre),
        remplacee(routes!(api::v1::ensemble), "/api/v1/search"),
    ]
}

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    let mut routes = vec![
        Route::page("/", public, Debit::Page, CHERCHER, PAGE, get(pages::accueil::show)),
        Route::page(
            "/recherche",
            public,
            Debit::Page,
            CHERCHER,
            RESULTATS,
            get(pages::resultats::show),
        ),
        Route::page("/formation/{id}", public, Debit::Page, LIRE, FICHE, get(pages::formation)),
        Route::page(
            "/formation/{id}/{titre}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::formation),
        ),
        Route::page("/offre/{id}", public, Debit::Page, LIRE, FICHE, get(pages::offre)),
        Route::page("/offre/{id}/{titre}", public, Debit::Page, LIRE, FICHE, get(pages::offre)),
        Route::page("/entreprise/{id}", public, Debit::Page, LIRE, FICHE, get(pages::entreprise)),
        Route::page(
            "/entreprise/{id}/{titre}",
            public,
            Debit::Page,
            LIRE,
            FICHE,
            get(pages::entreprise),
        ),
        encart("/widget/recherche", CHERCHER, RESULTATS, get(pages::resultats::show)),
        encart("/widget/formation/{id}", LIRE, FICHE, get(pages::formation)),
        encart("/widget/offre/{id}", LIRE, FICHE, get(pages::offre)),
        encart("/widget/entreprise/{id}", LIRE, FICHE, get(pages::entreprise)),
        Route::page("/integrer", public, Debit::Page, COMPOSER, LISIBLE, get(pages::integrer)),
        Route::api(routes!(api::search), public, Debit::Recherche, CHERCHER),
        Route::api(routes!(api::suggest), public, Debit::Suggestion, CHERCHER),
        Route::api(
            routes!(api::v1::emplois),
            Droit::Cle(Portee::Lecture),
            Debit::Minute(60),
            CHERCHER,
        ),
        Route::api(routes!(api::lieux), public, Debit::Suggestion, CHERCHER),
    ];
    routes.extend(la_bonne_alternance());
    routes
}
