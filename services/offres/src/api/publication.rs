//! `GET /api/job/v1/offer/{id}/publishing-informations`: whether an offer is shown, and why not.

use axum::Json;
use axum::extract::{Path, State};
use base::Lecture;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::depot::{deposees, moderation};
use crate::porte;
use crate::regles::vie::Etat as Etape;
use crate::regles::{Statut, repere};

/// Why an offer is not shown.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = JobPublishingError)]
pub struct Motif {
    /// Code stable.
    code: String,
    /// En clair.
    label: String,
}

/// Whether it is.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = JobPublishing)]
pub struct Publication {
    /// `PUBLISHED`, `WILL_BE_PUBLISHED` ou `WILL_NOT_BE_PUBLISHED`.
    status: &'static str,
    /// Pourquoi elle ne l’est pas.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Motif>,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobOfferPublishing)]
pub struct PublicationReponse {
    publishing: Publication,
}

/// Savoir si une offre est publiée
///
/// Quand elle ne l'est pas ou ne l'est plus, `error` dit pourquoi.
#[utoipa::path(
    get,
    path = "/api/job/v1/offer/{id}/publishing-informations",
    params(("id" = String, Path, description = "`identifier.id` d’une offre")),
    responses(
        (status = 200, description = "Où en est sa publication", body = PublicationReponse),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 404, description = "Aucune offre ne porte cet identifiant"),
        (status = 429, description = "Plus de 120 demandes par minute"),
    )
)]
pub async fn publication(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<PublicationReponse>, Erreur> {
    let offre = porte::offre(etat.db.read(), &id).await?;
    let offre =
        offre.ok_or_else(|| Erreur::introuvable("Aucune offre ne porte cet identifiant."))?;
    if let Some(publication) = retenue(etat.db.read(), &id).await? {
        return Ok(Json(PublicationReponse { publishing: publication }));
    }
    let visible = offre.est_visible(etat.horloge.maintenant());
    let situee = repere(&offre.lieu).is_some();
    Ok(Json(PublicationReponse { publishing: dire(offre.statut, visible, situee) }))
}

/// Why an offer deposited here is looked at, or refused; none when it is neither.
async fn retenue(db: &Lecture, id: &str) -> Result<Option<Publication>, Erreur> {
    let deposee = deposees::trouver(db, id).await?;
    let Some(d) = deposee.filter(|d| matches!(d.etat, Etape::AVerifier | Etape::Refusee)) else {
        return Ok(None);
    };
    let controles = moderation::controles(db, id).await?;
    let (code, label) = match controles.into_iter().next() {
        Some((regle, phrase)) => (regle.to_uppercase(), phrase),
        None => ("REFUSED".to_owned(), d.motif),
    };
    let status = "WILL_NOT_BE_PUBLISHED";
    Ok(Some(Publication { status, error: Some(Motif { code, label }) }))
}

fn dire(statut: Statut, visible: bool, situee: bool) -> Publication {
    let motif = match statut {
        Statut::EnAttente => return Publication { status: "WILL_BE_PUBLISHED", error: None },
        Statut::Pourvue => Some(("FILLED", "Elle est pourvue.")),
        Statut::Annulee => Some(("CANCELLED", "Elle a été retirée.")),
        Statut::Active if !visible => Some(("EXPIRED", "Sa date limite est passée.")),
        Statut::Active if !situee => {
            Some(("GEOLOCATION_NOT_FOUND", "Son adresse n’a pas pu être située."))
        }
        Statut::Active => None,
    };
    let status = if motif.is_none() { "PUBLISHED" } else { "WILL_NOT_BE_PUBLISHED" };
    let dit =
        |(code, label): (&str, &str)| Motif { code: code.to_owned(), label: label.to_owned() };
    Publication { status, error: motif.map(dit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_an_offer() {
        let refus = "WILL_NOT_BE_PUBLISHED";
        let cas = [
            (Statut::Active, true, true, "PUBLISHED", None),
            (Statut::Active, true, false, refus, Some("GEOLOCATION_NOT_FOUND")),
            (Statut::Active, false, true, refus, Some("EXPIRED")),
            (Statut::Pourvue, false, true, refus, Some("FILLED")),
            (Statut::Annulee, false, true, refus, Some("CANCELLED")),
            (Statut::EnAttente, false, false, "WILL_BE_PUBLISHED", None),
        ];
        for (statut, visible, situee, attendu, code) in cas {
            let dit = dire(statut, visible, situee);
            let lu = (dit.status, dit.error.map(|motif| motif.code));
            assert_eq!(lu, (attendu, code.map(str::to_owned)), "{statut:?} {visible} {situee}");
        }
    }
}
