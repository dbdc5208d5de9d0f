//! `GET /api/job/v1/offer/{id}`.

use axum::Json;
use axum::extract::{Path, State};
use web::{Erreur, Etat};

use super::OffreApi;
use crate::porte;

/// Lire une offre
///
/// L'offre publiée de cet identifiant. Une offre pourvue, retirée ou arrivée à échéance n'est plus donnée.
#[utoipa::path(
    get,
    path = "/api/job/v1/offer/{id}",
    params(("id" = String, Path, description = "`identifier.id` d’une offre")),
    responses(
        (status = 200, description = "L’offre", body = OffreApi),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 404, description = "Cette offre n’existe pas ou n’est plus publiée"),
        (status = 429, description = "Plus de 120 demandes par minute"),
    )
)]
pub async fn offre(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<OffreApi>, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let offre = porte::offre(etat.db.read(), &id).await?.filter(|o| o.est_visible(maintenant));
    let lue = offre.and_then(|o| OffreApi::de(o, &etat.reglages.adresse));
    lue.map(Json)
        .ok_or_else(|| Erreur::introuvable("Cette offre n’existe pas ou n’est plus publiée."))
}
