//! What is wrong with an enrolment, told to whoever sent it.

use noyau::erreur::extrait;
use serde::{Deserialize, Serialize};

/// One fault. `valeur` may be personal data: shown to its author, never logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faute {
    /// The field of the API v3; empty for the whole enrolment.
    pub champ: String,
    /// Stable code of the rule.
    pub code: String,
    /// What was received, cut after 60 characters.
    pub valeur: String,
    /// What is wrong and what is expected, in French.
    pub message: String,
}

impl Faute {
    /// A fault of a field.
    pub fn nouvelle(
        champ: impl Into<String>,
        code: impl Into<String>,
        valeur: &str,
        message: impl Into<String>,
    ) -> Self {
        Faute {
            champ: champ.into(),
            code: code.into(),
            valeur: extrait(valeur),
            message: message.into(),
        }
    }
}
