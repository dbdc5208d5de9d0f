//! Reading a form in several parts: its fields, and one file.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use web::Erreur;
use web::formulaire::Saisie;

use crate::regles::cv::TAILLE_MAX;

/// Most fields read.
const CHAMPS_MAX: usize = 60;

/// Largest body of the form: the CV, and what is typed around it.
pub const CORPS_MAX: usize = TAILLE_MAX + 1024 * 1024;

/// What was sent.
pub struct Envoi {
    /// What was typed.
    pub saisie: Saisie,
    /// Name and content of the file; empty when none was chosen.
    pub fichier: (String, Vec<u8>),
}

/// Reads the parts. A file larger than a CV may be is read up to that size and one byte more, which
/// is enough to know it.
///
/// # Errors
/// When the body is not such a form, or is larger than [`CORPS_MAX`].
pub async fn lire(mut parties: Multipart) -> Result<Envoi, Erreur> {
    let mut paires = Vec::new();
    let mut fichier = (String::new(), Vec::new());
    while let Some(partie) = parties.next_field().await.map_err(refuser)? {
        let nom = partie.name().unwrap_or_default().to_owned();
        if nom == "cv" {
            let sien = partie.file_name().unwrap_or_default().to_owned();
            fichier = (sien, lire_le_fichier(partie).await?);
        } else if paires.len() < CHAMPS_MAX {
            paires.push((nom, partie.text().await.map_err(refuser)?));
        }
    }
    Ok(Envoi { saisie: Saisie::des(paires), fichier })
}

async fn lire_le_fichier(
    mut partie: axum::extract::multipart::Field<'_>,
) -> Result<Vec<u8>, Erreur> {
    let mut octets = Vec::new();
    while let Some(morceau) = partie.chunk().await.map_err(refuser)? {
        let reste = (TAILLE_MAX + 1).saturating_sub(octets.len());
        octets.extend_from_slice(&morceau[..morceau.len().min(reste)]);
    }
    Ok(octets)
}

fn refuser(e: MultipartError) -> Erreur {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let dit = "L’envoi est trop lourd : un CV fait 3 Mo au plus. Revenez en arrière, ce que vous avez écrit y est encore.";
        return Erreur::nouvelle(StatusCode::PAYLOAD_TOO_LARGE, "corps.taille", dit);
    }
    illisible()
}

/// The body is not a form in several parts.
pub fn illisible() -> Erreur {
    let dit = "L’envoi n’a pas la forme d’un formulaire : rechargez la page puis recommencez.";
    Erreur::nouvelle(StatusCode::BAD_REQUEST, "requete.corps", dit)
}
