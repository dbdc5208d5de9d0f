//! Health, static files, counters, the OpenAPI document.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base::Lecture;
use serde::Serialize;
use utoipa::ToSchema;

use super::Registre;
use crate::erreur::Erreur;
use crate::etat::{Etat, Reglages};
use crate::mesures::Mesures;
use crate::statique as fichiers;

/// A file of the site. Its name carries a hash of its content: browsers keep it a year.
pub async fn statique(Path(nom): Path<String>, entetes: HeaderMap) -> Result<Response, Erreur> {
    let accepte = entetes.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok());
    let fichier = fichiers::fichier(&nom, accepte.unwrap_or_default())
        .ok_or_else(|| Erreur::introuvable("Ce fichier n’existe pas."))?;
    let mut reponse = fichier.contenu.into_owned().into_response();
    let entetes = reponse.headers_mut();
    entetes.insert(header::CONTENT_TYPE, HeaderValue::from_static(fichier.genre));
    let duree = HeaderValue::from_static("public, max-age=31536000, immutable");
    entetes.insert(header::CACHE_CONTROL, duree);
    entetes.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encodage) = fichier.encodage {
        entetes.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encodage));
    }
    Ok(reponse)
}

/// The program runs.
pub async fn vivant() -> &'static str {
    "vivant"
}

/// The program can answer: the database does.
pub async fn pret(State(db): State<Lecture>) -> Result<&'static str, Erreur> {
    match base::versions::marque(&db).await {
        Ok(_) => Ok("prêt"),
        Err(_) => Err(Erreur::indisponible("La base de données ne répond pas.")),
    }
}

/// Browsers ask for it whatever the page says.
pub async fn icone() -> Redirect {
    Redirect::permanent(&fichiers::adresse("favicon.svg"))
}

/// Counters for the supervisor.
pub async fn mesures(State(etat): State<Etat>) -> Result<String, Erreur> {
    let mesures = etat.piece::<Arc<Mesures>>().ok_or_else(absent)?;
    let mut texte = mesures.texte();
    if let Some(courriels) = etat.piece::<Arc<courrier::Compteurs>>() {
        let maintenant = etat.horloge.maintenant().ms();
        texte.push_str(&courriels.texte(etat.db.read(), maintenant).await?);
    }
    Ok(texte)
}

fn absent() -> Erreur {
    Erreur::indisponible("Ce service n’est pas prêt.")
}

/// State of the service, as the official client reads it.
#[derive(Serialize, ToSchema)]
pub struct Sante {
    /// Name of the program.
    name: String,
    /// Its version.
    version: String,
    /// `local` for a demonstration, `production` otherwise.
    env: &'static str,
}

/// État du service
///
/// Répond tant que le programme tourne, sans authentification.
#[utoipa::path(get, path = "/api/healthcheck", responses(
    (status = 200, description = "Le service tourne", body = Sante)
))]
pub async fn healthcheck(State(reglages): State<Arc<Reglages>>) -> Json<Sante> {
    Json(Sante {
        name: "compagnon".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        env: if reglages.demo { "local" } else { "production" },
    })
}

/// Description de l'API
///
/// Le présent document, au format OpenAPI 3.1.
#[utoipa::path(get, path = "/api/openapi.json", responses(
    (status = 200, description = "Le document OpenAPI", content_type = "application/json"),
    (status = 429, description = "Trop de demandes"),
    (status = 503, description = "Le service démarre")
))]
pub async fn document_openapi(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let registre = etat.piece::<Registre>().ok_or_else(absent)?;
    let json = registre.openapi.to_json()?;
    let genre = HeaderValue::from_static("application/json");
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, genre)], json).into_response())
}
