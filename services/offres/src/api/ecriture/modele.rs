//! An offer as partners write it (`JobOfferWrite` of the public job API).

use serde::Deserialize;
use utoipa::ToSchema;

/// Identifier at the partner's.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteIdentifier)]
pub struct IdentifiantEcrit {
    /// Identifiant de l’offre chez le partenaire.
    pub partner_job_id: Option<String>,
}

/// Where the job is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteLocation)]
pub struct LieuEcrit {
    /// Adresse du lieu de travail.
    pub address: Option<String>,
}

/// The company.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteWorkplace)]
pub struct EntrepriseEcrite {
    /// SIRET de l’établissement.
    #[schema(example = "90000000100009")]
    pub siret: String,
    /// Nom à afficher.
    pub name: Option<String>,
    /// Ce qu’elle dit d’elle-même.
    pub description: Option<String>,
    /// Son site.
    pub website: Option<String>,
    /// Lieu de travail, s’il n’est pas l’adresse de l’établissement.
    pub location: Option<LieuEcrit>,
}

/// How to apply: one at least.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteApply)]
pub struct CandidatureEcrite {
    /// Adresse qui reçoit les candidatures ; jamais montrée.
    pub email: Option<String>,
    /// Page où postuler.
    pub url: Option<String>,
    /// Téléphone : accepté pour les clients existants, il n’est ni gardé ni montré.
    pub phone: Option<String>,
}

/// The contract.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteContract)]
pub struct ContratEcrit {
    /// Début.
    pub start: Option<String>,
    /// Durée en mois.
    pub duration: Option<i64>,
    /// `onsite`, `hybrid` ou `remote`.
    pub remote: Option<String>,
    /// `Apprentissage`, `Professionnalisation` ; les deux si rien n’est dit.
    #[serde(rename = "type")]
    pub genres: Option<Vec<String>>,
}

/// Diploma aimed at.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteDiploma)]
pub struct DiplomeEcrit {
    /// Niveau européen, 3 à 7.
    pub european: Option<String>,
}

/// Dates of the publication.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWritePublication)]
pub struct DatesEcrites {
    /// Publiée le.
    pub creation: Option<String>,
    /// Montrée jusqu’au ; deux mois si rien n’est dit.
    pub expiration: Option<String>,
}

/// The job.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteOffer)]
pub struct PosteEcrit {
    /// Intitulé, 3 caractères au moins.
    #[schema(example = "Boulanger, boulangère")]
    pub title: String,
    /// Description, 30 caractères au moins.
    #[schema(example = "Vous pétrissez, façonnez et cuisez avec une équipe de trois personnes.")]
    pub description: String,
    /// Qualités attendues.
    pub desired_skills: Option<Vec<String>>,
    /// Compétences qui seront apprises.
    pub to_be_acquired_skills: Option<Vec<String>>,
    /// Conditions d’accès.
    pub access_conditions: Option<Vec<String>>,
    /// Nombre de postes.
    pub opening_count: Option<i64>,
    /// Métiers ; trouvés d’après l’intitulé si rien n’est dit.
    pub rome_codes: Option<Vec<String>>,
    /// Diplôme préparé.
    pub target_diploma: Option<DiplomeEcrit>,
    /// Dates de publication.
    pub publication: Option<DatesEcrites>,
    /// `Active`, `Filled` ou `Cancelled`.
    pub status: Option<String>,
}

/// An offer as partners write it.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWrite)]
pub struct OffreEcrite {
    /// Identifiants.
    #[serde(default)]
    pub identifier: IdentifiantEcrit,
    /// L’entreprise.
    pub workplace: EntrepriseEcrite,
    /// Comment postuler.
    pub apply: CandidatureEcrite,
    /// Le contrat.
    #[serde(default)]
    pub contract: ContratEcrit,
    /// Le poste.
    pub offer: PosteEcrit,
}

impl OffreEcrite {
    /// Its identifier at the partner's.
    pub fn reference(&self) -> Option<&str> {
        self.identifier.partner_job_id.as_deref().map(str::trim).filter(|r| !r.is_empty())
    }
}
