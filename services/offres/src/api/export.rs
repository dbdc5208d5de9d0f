//! `GET /api/job/v1/export`: a link to every published offer, good for an hour.

use std::time::Duration;

use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base::Lecture;
use futures::stream;
use noyau::dates::Instant;
use serde::Serialize;
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat, Pieces};

use super::OffreApi;
use crate::depot;
use crate::porte::Offres;
use crate::regles::Sceau;

/// How long a link is good for.
const VALIDITE: Duration = Duration::from_secs(3_600);

/// Address of the file.
const FICHIER: &str = "/api/job/v1/export/offres.ndjson";

/// A link to the file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobOfferExport)]
pub struct ExportApi {
    /// Address of the file, for an hour; no key is asked for.
    url: String,
    /// When the offers last changed.
    #[schema(value_type = String, format = DateTime)]
    last_update: Instant,
}

/// Reads or makes the secret of the links.
pub async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    let nouveau = hex::encode(rand::random::<[u8; 32]>());
    pieces.poser(Sceau::nouveau(depot::sceau::secret(&etat.db, &nouveau).await?));
    Ok(())
}

/// Exporter toutes les offres
///
/// Un lien valable une heure vers un fichier NDJSON : une offre publiée par ligne, au format de
/// `GET /api/job/v1/offer/{id}`.
#[utoipa::path(
    get,
    path = "/api/job/v1/export",
    responses(
        (status = 200, description = "Le lien", body = ExportApi),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 2 demandes par minute"),
        (status = 503, description = "Le service n’est pas prêt"),
    )
)]
pub async fn export(State(etat): State<Etat>) -> Result<Json<ExportApi>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let fin = maintenant.plus(VALIDITE).ms();
    let signature = sceau(&etat)?.apposer(fin);
    let mis_a_jour = depot::offres::mise_a_jour(etat.db.read()).await?;
    Ok(Json(ExportApi {
        url: format!("{}{FICHIER}?expire={fin}&signature={signature}", etat.reglages.adresse),
        last_update: mis_a_jour.map_or(maintenant, Instant::from_ms),
    }))
}

/// Télécharger toutes les offres
///
/// Le fichier du lien donné par `GET /api/job/v1/export`.
#[utoipa::path(
    get,
    path = "/api/job/v1/export/offres.ndjson",
    params(
        ("expire" = i64, Query, description = "Fin du lien, en millisecondes depuis 1970"),
        ("signature" = String, Query, description = "Sceau du lien"),
    ),
    responses(
        (status = 200, description = "Une offre par ligne", body = String, content_type = "application/x-ndjson"),
        (status = 403, description = "Le lien est passé ou n’a pas été donné par ce site"),
        (status = 429, description = "Plus de 10 demandes par minute"),
        (status = 503, description = "Le service n’est pas prêt"),
    )
)]
pub async fn fichier(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let parametres = Parametres::lire(adresse.as_deref());
    let fin = parametres.texte("expire").and_then(|t| t.parse().ok()).unwrap_or_default();
    let signature = parametres.texte("signature").unwrap_or_default();
    let maintenant = etat.horloge.maintenant();
    if !sceau(&etat)?.est_bon(fin, signature, maintenant.ms()) {
        let message = "Ce lien n’est plus valable : demandez-en un autre à /api/job/v1/export.";
        return Err(Erreur::nouvelle(StatusCode::FORBIDDEN, "lien.passe", message));
    }
    let db = etat.db.read().clone();
    let offres = Offres::ouvrir(&db, maintenant).await?;
    let lignes = lignes(db, offres, etat.reglages.adresse.clone());
    let genre = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"offres.ndjson\""),
    ];
    Ok((genre, Body::from_stream(lignes)).into_response())
}

fn sceau(etat: &Etat) -> Result<std::sync::Arc<Sceau>, Erreur> {
    etat.piece::<Sceau>().ok_or_else(|| Erreur::indisponible("L’export n’est pas prêt."))
}

/// The lines of the file, a page of the database at a time.
fn lignes(
    db: Lecture,
    offres: Offres,
    site: String,
) -> impl futures::Stream<Item = anyhow::Result<String>> {
    stream::try_unfold((db, offres, site), |(db, mut offres, site)| async move {
        let Some(page) = offres.suivantes(&db).await? else { return Ok(None) };
        let mut texte = String::new();
        for offre in page.into_iter().filter_map(|o| OffreApi::de(o, &site)) {
            texte.push_str(&serde_json::to_string(&offre)?);
            texte.push('\n');
        }
        Ok(Some((texte, (db, offres, site))))
    })
}
