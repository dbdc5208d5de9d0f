//! The words of the platforms, and what may follow what.

use serde::{Deserialize, Serialize};

/// A platform of the ministries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plateforme {
    /// After the baccalauréat.
    Parcoursup,
    /// After the third year of collège.
    Affelnet,
}

impl Plateforme {
    /// Both.
    pub const TOUTES: [Self; 2] = [Self::Parcoursup, Self::Affelnet];

    /// Value in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parcoursup => "parcoursup",
            Self::Affelnet => "affelnet",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Parcoursup => "Parcoursup",
            Self::Affelnet => "Affelnet",
        }
    }

    /// The platform of a word.
    pub fn lire(texte: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|p| p.code() == texte)
    }
}

/// Where a training stands on a platform (catalogue des formations, vocabulary of 2024).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Statut {
    /// Outside of the perimeter, or not to be shown as it is.
    #[serde(rename = "non publiable en l'état")]
    NonPubliable,
    /// An academy decides (Affelnet).
    #[serde(rename = "à définir")]
    ADefinir,
    /// To be shown once the organisation holds its habilitation (Parcoursup).
    #[serde(rename = "à publier (sous condition habilitation)")]
    SousHabilitation,
    /// To be shown once someone checked that a baccalauréat gives direct access (Parcoursup).
    #[serde(rename = "à publier (vérifier accès direct postbac)")]
    VerifierAcces,
    /// To be shown once the recteur agrees (Parcoursup).
    #[serde(rename = "à publier (soumis à validation Recteur)")]
    ValidationRecteur,
    /// To be shown once the academy agrees (Affelnet).
    #[serde(rename = "à publier (soumis à validation)")]
    Validation,
    /// To be shown.
    #[serde(rename = "à publier")]
    APublier,
    /// Ready for the next exchange.
    #[serde(rename = "prêt pour intégration")]
    Pret,
    /// Shown.
    #[serde(rename = "publié")]
    Publie,
    /// Waits for a correction.
    #[serde(rename = "en attente de mise à jour")]
    EnAttente,
    /// Someone decided that it is not shown.
    #[serde(rename = "non publié")]
    NonPublie,
    /// The platform refused it, for a known reason (Parcoursup).
    #[serde(rename = "rejet de publication")]
    Rejet,
    /// The exchange failed (Parcoursup).
    #[serde(rename = "échec d'envoi")]
    Echec,
    /// Closed on the platform (Parcoursup).
    #[serde(rename = "fermé")]
    Ferme,
}

impl Statut {
    /// Every status, in the order of lists.
    pub const TOUS: [Self; 14] = [
        Self::Publie,
        Self::Pret,
        Self::APublier,
        Self::SousHabilitation,
        Self::VerifierAcces,
        Self::ValidationRecteur,
        Self::Validation,
        Self::ADefinir,
        Self::EnAttente,
        Self::Rejet,
        Self::Echec,
        Self::NonPublie,
        Self::Ferme,
        Self::NonPubliable,
    ];

    /// The word of the catalogue.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::NonPubliable => "non publiable en l’état",
            Self::ADefinir => "à définir",
            Self::SousHabilitation => "à publier (sous condition habilitation)",
            Self::VerifierAcces => "à publier (vérifier accès direct postbac)",
            Self::ValidationRecteur => "à publier (soumis à validation Recteur)",
            Self::Validation => "à publier (soumis à validation)",
            Self::APublier => "à publier",
            Self::Pret => "prêt pour intégration",
            Self::Publie => "publié",
            Self::EnAttente => "en attente de mise à jour",
            Self::NonPublie => "non publié",
            Self::Rejet => "rejet de publication",
            Self::Echec => "échec d’envoi",
            Self::Ferme => "fermé",
        }
    }

    /// Reads a word of the catalogue; the older ones too (`hors périmètre`, `non intégrable`, `en
    /// attente de publication`), whatever the apostrophe.
    pub fn lire(texte: &str) -> Option<Self> {
        let texte = texte.trim().replace('\'', "’");
        match texte.as_str() {
            "hors périmètre" | "non intégrable" => Some(Self::NonPubliable),
            "en attente de publication" => Some(Self::Pret),
            _ => Self::TOUS.into_iter().find(|s| s.libelle() == texte),
        }
    }

    /// Decided by people or by the platform: the nightly computation leaves it alone.
    pub fn est_intouchable(self, plateforme: Plateforme) -> bool {
        match plateforme {
            Plateforme::Parcoursup => matches!(self, Self::Publie | Self::NonPublie | Self::Ferme),
            Plateforme::Affelnet => matches!(self, Self::NonPublie),
        }
    }

    /// On its way: a rule that lets it in does not send it back to the beginning.
    pub fn est_engage(self) -> bool {
        matches!(self, Self::Publie | Self::Pret | Self::EnAttente | Self::Rejet | Self::Echec)
    }

    /// Statuses that someone may give by hand to a training that stands here.
    pub fn suites_manuelles(self) -> &'static [Self] {
        match self {
            Self::APublier
            | Self::SousHabilitation
            | Self::VerifierAcces
            | Self::ValidationRecteur
            | Self::Validation => &[Self::Pret, Self::NonPublie, Self::EnAttente],
            Self::Pret | Self::Publie => &[Self::NonPublie, Self::EnAttente],
            Self::Rejet | Self::Echec | Self::EnAttente | Self::NonPublie => &[Self::Pret],
            Self::NonPubliable | Self::ADefinir | Self::Ferme => &[],
        }
    }
}
