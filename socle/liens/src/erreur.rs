//! Why a partner did not answer.

/// Why a partner did not answer. The message is in French, for the person who waits.
#[derive(Debug, thiserror::Error)]
pub enum ErreurLien {
    /// It took too long.
    #[error("{0} ne répond pas assez vite. Réessayez dans un instant.")]
    TropLent(&'static str),
    /// It refuses more requests for the moment.
    #[error("{0} reçoit trop de demandes. Réessayez dans un instant.")]
    Sature(&'static str),
    /// It cannot be reached, or fails.
    #[error("{0} est indisponible pour le moment.")]
    Indisponible(&'static str),
    /// Its answer is not what it documents.
    #[error("La réponse de {0} n’est pas lisible.")]
    Illisible(&'static str),
}

impl ErreurLien {
    /// What happened to a request to `partenaire`.
    pub(crate) fn de(partenaire: &'static str, erreur: &reqwest::Error) -> Self {
        let statut = erreur.status().map(|s| s.as_u16());
        match statut {
            Some(429) => ErreurLien::Sature(partenaire),
            _ if erreur.is_timeout() => ErreurLien::TropLent(partenaire),
            _ if erreur.is_decode() => ErreurLien::Illisible(partenaire),
            _ => ErreurLien::Indisponible(partenaire),
        }
    }
}
