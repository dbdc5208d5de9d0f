//! The routes of the directory. Nothing else.

use axum::routing::{get, post};
use web::route::Reponse;
use web::{Debit, Droit, Finalite, Portee, Route, routes};

use crate::regles::mandat::VALIDER_UAI;
use crate::{api, pages};

const LIRE: Finalite = Finalite::Traitement("annuaire.organismes");

const VOCABULAIRES: Finalite =
    Finalite::SansDonneePersonnelle("Lire les noms des territoires, qui sont dans le programme");

const DECIDER: Finalite = Finalite::Traitement("annuaire.decisions");

/// What every answer depends on.
const SUIVIES: &[&str] = &["organismes", "annuaire.decision"];

const PAGE: &[Reponse] =
    &[(200, "La page"), (429, "Trop de demandes"), (503, "L’annuaire n’est pas prêt")];

const FICHIER: &[Reponse] =
    &[(200, "Le fichier"), (429, "Trop de demandes"), (503, "L’annuaire n’est pas prêt")];

const FICHIER_API: &[Reponse] = &[
    (200, "Le fichier"),
    (400, "Un paramètre est inconnu ou sa valeur impossible"),
    (429, "Trop de demandes"),
    (503, "L’annuaire n’est pas prêt"),
];

const FICHE: &[Reponse] = &[
    (200, "La fiche"),
    (404, "L’annuaire ne connaît pas ce SIRET"),
    (429, "Trop de demandes"),
    (503, "L’annuaire n’est pas prêt"),
];

const DECISION: &[Reponse] = &[
    (303, "La décision est enregistrée"),
    (400, "Une réponse est à corriger, ou un autre organisme a déjà cet UAI"),
    (403, "L’envoi ne vient pas d’une page du site"),
    (404, "L’annuaire ne connaît pas ce SIRET"),
    (429, "Trop de demandes"),
    (503, "L’annuaire n’est pas prêt"),
];

/// What an authority does in its territory.
fn decisions() -> [Route; 3] {
    let droit = Droit::Peut(&VALIDER_UAI);
    let page = |chemin, reponses, reponse| {
        Route::page(chemin, droit, Debit::Page, DECIDER, reponses, reponse)
    };
    let fiche = "/organisme/{siret}/uai";
    let envoi = post(pages::decider_uai);
    [
        page("/organismes/uai-a-valider", PAGE, get(pages::uai_a_valider)),
        page(fiche, FICHE, get(pages::uai)).sur(pages::cible),
        Route::formulaire(fiche, droit, Debit::Minute(60), DECIDER, DECISION, envoi)
            .sur(pages::cible),
    ]
}

/// Every route of the service.
pub fn table() -> Vec<Route> {
    let partenaire = Droit::Cle(Portee::Lecture);
    let page = |chemin, reponses, reponse| {
        Route::page(chemin, Droit::Public, Debit::Page, LIRE, reponses, reponse)
    };
    let libre = |route| Route::api(route, Droit::Public, Debit::Recherche, LIRE).suit(SUIVIES);
    let mut routes = vec![
        page("/organismes", PAGE, get(pages::liste)),
        page("/organismes.csv", FICHIER, get(pages::liste_csv)),
        page("/organismes.xlsx", FICHIER, get(pages::liste_xlsx)),
        page("/organisme/{siret}", FICHE, get(pages::organisme)),
        page("/organismes/controle", PAGE, get(pages::controle)),
        page("/organismes/comparer", PAGE, get(pages::comparer)),
        page("/organismes/couverture", PAGE, get(pages::couverture)),
        page("/organismes/couverture.csv", FICHIER, get(pages::couverture_csv)),
        page("/organismes/couverture.xlsx", FICHIER, get(pages::couverture_xlsx)),
        Route::api(routes!(api::recherche), partenaire, Debit::Minute(300), LIRE).suit(SUIVIES),
        Route::api(routes!(api::exporter), partenaire, Debit::Minute(300), LIRE).suit(SUIVIES),
        libre(routes!(api::lister)),
        Route::api(routes!(api::lister_par_corps), Droit::Public, Debit::Recherche, LIRE),
        libre(routes!(api::json)),
        libre(routes!(api::ndjson)),
        Route::api(routes!(api::changements), Droit::Public, Debit::Recherche, LIRE),
        libre(routes!(api::organisme)),
        libre(routes!(api::uai)),
        libre(routes!(api::couverture)),
        libre(routes!(api::natures)),
        libre(routes!(api::validation)),
        libre(routes!(api::qualiopi)),
        libre(routes!(api::etat_administratif)),
        Route::api(routes!(api::nouveaux), Droit::Public, Debit::Recherche, LIRE),
        Route::api(routes!(api::data), Droit::Public, Debit::Recherche, VOCABULAIRES),
        page("/api/v1/organismes.csv", FICHIER_API, get(api::csv)),
        page("/api/v1/organismes.xlsx", FICHIER_API, get(api::xlsx)),
    ];
    routes.extend(decisions());
    routes
}
