//! `POST /api/job/v1/apply`: a partner sends an application.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use noyau::identifiants::Telephone;
use offres::porte::Objet;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Erreur, Etat, Partenaire};

use crate::candidater::{Issue, trouver_et_candidater};
use crate::refus::Refus;
use crate::regles::cv::{self, Cv, DOCX, PDF};
use crate::regles::demande::{Demande, MESSAGE_MAX, lire_un_courriel, lire_un_nom};
use crate::regles::texte::sans_liens;

/// Longest content, once encoded: that of 3 Mio, and what is written before it.
const CONTENU_MAX: usize = 4_215_276;

/// Une candidature.
#[derive(Deserialize, ToSchema)]
#[schema(as = JobApplicationWrite)]
#[serde(deny_unknown_fields)]
pub struct Candidature {
    /// Prénom du candidat, 50 caractères au plus.
    applicant_first_name: String,
    /// Nom du candidat, 50 caractères au plus.
    applicant_last_name: String,
    /// Son adresse électronique ; une adresse jetable est refusée.
    applicant_email: String,
    /// Son téléphone, mobile ou fixe.
    applicant_phone: String,
    /// Nom du fichier de son CV, en `.pdf` ou `.docx`.
    applicant_attachment_name: String,
    /// Le CV : `data:application/pdf;base64,…`, 3 Mo au plus.
    applicant_attachment_content: String,
    /// Son message à l’employeur.
    #[serde(default)]
    applicant_message: Option<String>,
    /// `apply.recipient_id` de la recherche : `partners_…` ou `recruiters_…`.
    recipient_id: String,
}

/// Ce qui a été enregistré.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobApplicationAccepted)]
pub struct Enregistree {
    /// Identifiant de la candidature.
    id: String,
}

/// Envoyer une candidature
///
/// Elle est enregistrée, puis part par courriel à l'employeur avec le CV. Une même candidature n'est
/// pas envoyée deux fois de suite par erreur : un candidat peut s'adresser trois fois à la même offre
/// ou à la même entreprise, et envoyer 100 candidatures par jour ; un partenaire peut en adresser 20
/// par jour à un même établissement. `Retry-After` dit quand une limite du jour sera levée.
#[utoipa::path(
    post,
    operation_id = "jobApply",
    path = "/api/job/v1/apply",
    request_body = Candidature,
    responses(
        (status = 202, description = "La candidature est enregistrée", body = Enregistree),
        (status = 400, description = "Une valeur est à corriger : le message dit laquelle"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 404, description = "Rien n’a cet identifiant"),
        (status = 409, description = "On ne peut pas écrire à cet employeur par ici"),
        (status = 410, description = "L’offre ne prend plus de candidatures"),
        (status = 413, description = "Le corps dépasse 5 Mo"),
        (status = 415, description = "Le corps n’est pas du JSON"),
        (status = 422, description = "Le corps n’a pas la forme décrite"),
        (status = 429, description = "Une limite d’envoi est atteinte, ou plus de 300 demandes par minute"),
    )
)]
pub async fn postuler(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    Json(recue): Json<Candidature>,
) -> Result<(StatusCode, Json<Enregistree>), Erreur> {
    let objet = Objet::lire(&recue.recipient_id);
    let objet = objet.ok_or_else(|| {
        Erreur::parametre("recipient_id", "`partners_…` ou `recruiters_…` est attendu.")
    })?;
    let demande = lire(recue, partenaire.nom)?;
    match trouver_et_candidater(&etat, &objet, &demande).await? {
        Issue::Acceptee(id) | Issue::Deja(id) => {
            Ok((StatusCode::ACCEPTED, Json(Enregistree { id })))
        }
        Issue::Refusee(refus) => Err(refuser(refus, &etat)),
    }
}

fn refuser(refus: Refus, etat: &Etat) -> Erreur {
    refus.erreur(etat.horloge.maintenant())
}

fn lire(recue: Candidature, appelant: String) -> Result<Demande, Erreur> {
    let nomme = |nom: &'static str| move |dit: String| Erreur::parametre(nom, &dit);
    let telephone = recue.applicant_phone.parse::<Telephone>();
    let message = recue.applicant_message.unwrap_or_default();
    if message.chars().count() > MESSAGE_MAX {
        let dit = format!("{MESSAGE_MAX} caractères au plus.");
        return Err(Erreur::parametre("applicant_message", &dit));
    }
    Ok(Demande {
        jeton: None,
        appelant,
        prenom: lire_un_nom(&recue.applicant_first_name).map_err(nomme("applicant_first_name"))?,
        nom: lire_un_nom(&recue.applicant_last_name).map_err(nomme("applicant_last_name"))?,
        courriel: lire_un_courriel(&recue.applicant_email).map_err(nomme("applicant_email"))?,
        telephone: telephone.map_err(|e| Erreur::parametre("applicant_phone", &e.message))?,
        message: sans_liens(message.trim()),
        recherche: Vec::new(),
        reponses: Vec::new(),
        anonyme: false,
        cv: lire_le_cv(&recue.applicant_attachment_name, &recue.applicant_attachment_content)
            .map_err(nomme("applicant_attachment_content"))?,
    })
}

/// `data:<type>;base64,<content>`: the type, the extension and the content say the same.
fn lire_le_cv(nom: &str, contenu: &str) -> Result<Cv, String> {
    let dit = |refus: cv::Refus| refus.phrase().to_owned();
    if contenu.len() > CONTENU_MAX {
        return Err(dit(cv::Refus::TropGrand));
    }
    let forme = || "« data:application/pdf;base64,… » est attendu.".to_owned();
    let suite = contenu.strip_prefix("data:").ok_or_else(forme)?;
    let (genre, code) = suite.split_once(";base64,").ok_or_else(forme)?;
    if ![PDF, DOCX].contains(&genre) {
        return Err(dit(cv::Refus::Format));
    }
    let octets = STANDARD.decode(code).map_err(|_| forme())?;
    let cv = cv::lire(nom, octets).map_err(dit)?;
    if cv.genre == genre { Ok(cv) } else { Err(dit(cv::Refus::Format)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cv_in_base64() {
        let pdf = STANDARD.encode(b"%PDF-1.7 x");
        let cas = [
            ("cv.pdf", format!("data:application/pdf;base64,{pdf}"), true),
            ("cv.docx", format!("data:application/pdf;base64,{pdf}"), false),
            ("cv.pdf", format!("data:{DOCX};base64,{pdf}"), false),
            ("cv.pdf", format!("data:text/html;base64,{pdf}"), false),
            ("cv.pdf", pdf.clone(), false),
            ("cv.pdf", "data:application/pdf;base64,@@".to_owned(), false),
            ("cv.pdf", format!("data:application/pdf;base64,{}", "A".repeat(CONTENU_MAX)), false),
        ];
        for (nom, contenu, bon) in cas {
            let debut: String = contenu.chars().take(40).collect();
            assert_eq!(lire_le_cv(nom, &contenu).is_ok(), bon, "{nom} {debut}");
        }
    }
}
