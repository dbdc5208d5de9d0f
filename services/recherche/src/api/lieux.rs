//! `GET /api/v1/lieux`: places while typing, in five grains without any outside service, and
//! addresses when one is configured.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use super::suggest::lire;
use crate::adresses;
use crate::piece::Recherche;
use crate::regles::Proposition;

/// The answer.
#[derive(Serialize, ToSchema)]
pub struct LieuxReponse {
    /// Most likely first.
    suggestions: Vec<Proposition>,
}

/// Compléter un lieu
///
/// Communes, codes postaux, départements, régions et « Toute la France ». Chaque proposition,
/// renvoyée telle quelle dans le paramètre `lieu`, désigne le même endroit. Des adresses s'y
/// ajoutent quand l'exploitant a configuré un service d'adresses : leur point accompagne alors le
/// texte.
#[utoipa::path(
    get,
    path = "/api/v1/lieux",
    params(
        ("q" = String, Query, description = "1 à 200 caractères"),
        ("limit" = Option<usize>, Query, description = "1 à 20 ; 8 par défaut"),
    ),
    responses(
        (status = 200, description = "Les propositions", body = LieuxReponse),
        (status = 400, description = "Texte vide ou trop long, ou nombre impossible"),
        (status = 429, description = "Plus de 60 demandes par seconde"),
        (status = 503, description = "L'index n'est pas prêt"),
    )
)]
pub async fn lieux(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<LieuxReponse>, Erreur> {
    let (texte, limite) = lire(&adresse.unwrap_or_default(), 1)?;
    let recherche = Recherche::de(&etat)?;
    let mut suggestions = recherche.tables().lieux.proposer(&texte, limite);
    suggestions.extend(adresses::proposer(&etat, &texte, limite - suggestions.len()).await);
    Ok(Json(LieuxReponse { suggestions }))
}
