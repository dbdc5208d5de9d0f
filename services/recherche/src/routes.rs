//! The routes of the search. Nothing else.

use axum::routing::{MethodRouter, get};
use web::route::Reponse;
use web::{Debit, Droit, Etat, Finalite, Portee, Route, routes};

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

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let public = Droit::Public;
    vec![
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
    ]
}
