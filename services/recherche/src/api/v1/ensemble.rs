//! `GET /api/v1/jobsEtFormations`: both searches of the API v1 at once.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use super::formations::{self, Resultats};
use super::jobs::{self, JobsReponse};
use crate::regles::{CriteresV1, Forme, Source};

/// Both answers.
#[derive(Serialize, ToSchema)]
#[schema(as = JobsEtFormationsV1)]
pub struct EnsembleReponse {
    /// Les formations ; null quand elles ne sont pas demandées.
    formations: Option<Resultats>,
    /// Les offres et les entreprises.
    jobs: JobsReponse,
}

/// Chercher formations, offres et entreprises (API v1)
///
/// Les réponses de `/api/v1/formations` et de `/api/v1/jobs` ensemble. Remplacée par
/// `GET /api/v1/search`.
#[utoipa::path(
    get,
    path = "/api/v1/jobsEtFormations",
    params(
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules, 20 au plus ; ou rncp"),
        ("rncp" = Option<String>, Query, description = "Fiche RNCP, dont les métiers sont cherchés"),
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
        ("insee" = Option<String>, Query, description = "Code de la commune ; sans effet, les coordonnées suffisent"),
        ("sources" = Option<String>, Query, description = "formation, matcha, offres, partnerJob, lba ; toutes par défaut"),
        ("diploma" = Option<String>, Query, description = "Comme pour /api/v1/formations"),
        ("opco" = Option<String>, Query, description = "Nom de l’opérateur de compétences ; sans effet sur les formations"),
        ("options" = Option<String>, Query, description = "with_description ajoute le contenu et l’objectif des formations"),
        ("caller" = Option<String>, Query, description = "Votre nom ; sans effet"),
    ),
    responses(
        (status = 200, description = "Les deux réponses", body = EnsembleReponse),
        (status = 400, description = "Un critère est impossible ; error_messages les dit tous"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn ensemble(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<EnsembleReponse>, Erreur> {
    let criteres = CriteresV1::lire(adresse.as_deref(), Forme::Emplois)?;
    let formations = match criteres.veut(Source::Formation) {
        true => Some(formations::chercher(&etat, &criteres).await?),
        false => None,
    };
    let jobs = jobs::chercher(&etat, &criteres).await?;
    Ok(Json(EnsembleReponse { formations, jobs }))
}
