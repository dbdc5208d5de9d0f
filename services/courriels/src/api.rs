//! What a mail provider tells.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use courrier::Adresse;
use courrier::porte::{self, Genre, Retour};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::guichet::cle_presentee;
use web::{Erreur, Etat};

/// Events accepted in one call.
const MAX: usize = 1_000;

/// Ce que le prestataire a appris.
#[derive(Deserialize, ToSchema)]
pub struct Evenements {
    /// De 1 à 1 000 événements.
    evenements: Vec<Evenement>,
}

/// Ce qui est arrivé à un courriel.
#[derive(Deserialize, ToSchema)]
pub struct Evenement {
    /// Identifiant chez le prestataire : reçu deux fois, l'événement compte une fois.
    id: String,
    /// Ce qui est arrivé.
    genre: GenreRecu,
    /// Adresse du destinataire.
    adresse: String,
    /// Réponse du serveur, par exemple « 550 5.1.1 ».
    #[serde(default)]
    motif: String,
}

/// Ce qui peut arriver à un courriel.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GenreRecu {
    /// Il est arrivé.
    Remis,
    /// L'adresse l'a refusé pour un temps.
    RebondPassager,
    /// L'adresse n'existe pas.
    RebondDefinitif,
    /// La personne l'a signalé comme indésirable.
    Plainte,
}

impl From<GenreRecu> for Genre {
    fn from(genre: GenreRecu) -> Genre {
        match genre {
            GenreRecu::Remis => Genre::Remis,
            GenreRecu::RebondPassager => Genre::RebondPassager,
            GenreRecu::RebondDefinitif => Genre::RebondDefinitif,
            GenreRecu::Plainte => Genre::Plainte,
        }
    }
}

/// Ce qui a été retenu.
#[derive(Serialize, ToSchema)]
pub struct Retenus {
    /// Événements nouveaux.
    retenus: usize,
    /// Événements déjà connus.
    connus: usize,
}

/// Retours du prestataire d'envoi
///
/// Reçoit les rebonds, les plaintes et les remises. Le prestataire présente le secret convenu
/// (`Authorization: Bearer …`). Une adresse qui n'existe plus ne reçoit plus rien ; une plainte
/// arrête toutes les listes ; un rebond passager est compté.
#[utoipa::path(post, path = "/api/courriels/evenements", request_body = Evenements, responses(
    (status = 200, description = "Les événements sont retenus", body = Retenus),
    (status = 400, description = "Le corps n'a pas la forme attendue"),
    (status = 401, description = "Le secret manque ou n'est pas le bon"),
    (status = 404, description = "Aucun prestataire n'est configuré"),
    (status = 429, description = "Trop de demandes")
))]
pub async fn evenements(
    State(etat): State<Etat>,
    entetes: HeaderMap,
    corps: Bytes,
) -> Result<Json<Retenus>, Erreur> {
    verifier_le_secret(&etat, &entetes)?;
    let retours = lire(&corps)?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut retenus = 0;
    let mut tx = etat.db.write().await?;
    for retour in &retours {
        retenus += usize::from(porte::apprendre(&mut tx, retour, maintenant).await?);
    }
    tx.commit().await?;
    Ok(Json(Retenus { retenus, connus: retours.len() - retenus }))
}

/// Fingerprints are compared, so that the time it takes says nothing of the secret.
fn verifier_le_secret(etat: &Etat, entetes: &HeaderMap) -> Result<(), Erreur> {
    let secret = etat.reglages.courriel.secret.as_deref();
    let secret = secret.ok_or_else(|| {
        Erreur::introuvable("Aucun prestataire d’envoi n’est configuré sur ce site.")
    })?;
    let presente = cle_presentee(entetes)?;
    if coffre::empreinte(presente) == coffre::empreinte(secret) {
        return Ok(());
    }
    Err(Erreur::non_identifie("courriels.secret", "Ce secret n’est pas celui du prestataire."))
}

fn lire(corps: &[u8]) -> Result<Vec<Retour>, Erreur> {
    let lus: Evenements = serde_json::from_slice(corps).map_err(|e| {
        Erreur::parametre("corps", &format!("ce JSON n’a pas la forme attendue ({e})"))
    })?;
    if lus.evenements.is_empty() || lus.evenements.len() > MAX {
        return Err(Erreur::parametre("evenements", "de 1 à 1 000 événements"));
    }
    lus.evenements.into_iter().enumerate().map(|(rang, e)| retour(rang, e)).collect()
}

fn retour(rang: usize, evenement: Evenement) -> Result<Retour, Erreur> {
    let nom = |champ: &str| format!("evenements[{rang}].{champ}");
    let adresse = Adresse::lire(&evenement.adresse)
        .ok_or_else(|| Erreur::parametre(&nom("adresse"), "ce n’est pas une adresse"))?;
    let cle = evenement.id.trim().to_owned();
    if cle.is_empty() || cle.len() > 200 || cle.contains('\0') {
        return Err(Erreur::parametre(&nom("id"), "de 1 à 200 caractères"));
    }
    let motif = evenement.motif.replace('\0', "");
    Ok(Retour { cle, genre: evenement.genre.into(), adresse, motif })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_names_what_is_wrong_with_it() {
        let un = |champs: &str| format!("{{\"evenements\":[{{{champs}}}]}}");
        let cas = [
            (un(r#""id":"1","genre":"remis","adresse":"a@b.fr""#), None),
            (un(r#""id":"1","genre":"remis","adresse":"a""#), Some("evenements[0].adresse")),
            (un(r#""id":"","genre":"remis","adresse":"a@b.fr""#), Some("evenements[0].id")),
            (un(r#""id":"1","genre":"parti","adresse":"a@b.fr""#), Some("corps")),
            ("{\"evenements\":[]}".to_owned(), Some("evenements")),
            ("pas du JSON".to_owned(), Some("corps")),
        ];
        for (corps, faute) in cas {
            let lu = lire(corps.as_bytes());
            let dit = lu.err().map(|e| e.message);
            assert_eq!(dit.is_some(), faute.is_some(), "{corps}");
            assert!(dit.unwrap_or_default().starts_with(faute.unwrap_or_default()), "{corps}");
        }
    }
}
