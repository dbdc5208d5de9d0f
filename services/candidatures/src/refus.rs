//! Why an application is not taken, with stable codes.

use axum::http::StatusCode;
use noyau::dates::Instant;
use offres::porte::Fermeture;
use web::Erreur;

use crate::regles::limites::{Limite, secondes_jusqu_a_demain};

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// Nothing has this identifier.
    Inconnu,
    /// The offer takes no more.
    Close(Fermeture),
    /// Nobody can be written to.
    SansContact,
    /// The employer does not want these mails.
    Oppose,
    /// A limit is reached.
    Limite(Limite),
}

impl Refus {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Refus::Inconnu => "candidature.destinataire.inconnu",
            Refus::Close(Fermeture::Expiree) => "candidature.offre.expiree",
            Refus::Close(Fermeture::Pourvue) => "candidature.offre.pourvue",
            Refus::Close(Fermeture::Annulee) => "candidature.offre.annulee",
            Refus::Close(Fermeture::PlafondAtteint) => "candidature.offre.plafond",
            Refus::Close(Fermeture::NonPubliee) => "candidature.offre.non_publiee",
            Refus::SansContact => "candidature.sans_contact",
            Refus::Oppose => "candidature.refusees",
            Refus::Limite(limite) => limite.code(),
        }
    }

    /// What the candidate reads.
    pub fn phrase(self) -> String {
        let dit = match self {
            Refus::Inconnu => "Cette offre n’existe pas ou n’est plus publiée.",
            Refus::Close(Fermeture::Expiree) => "La date limite de cette offre est passée.",
            Refus::Close(Fermeture::Pourvue) => "Cette offre est pourvue.",
            Refus::Close(Fermeture::Annulee) => "Cette offre a été retirée par l’employeur.",
            Refus::Close(Fermeture::PlafondAtteint) => {
                "Cette offre a reçu le nombre de candidatures que l’employeur souhaitait : elle n’en prend plus."
            }
            Refus::Close(Fermeture::NonPubliee) => "Cette offre n’est pas publiée.",
            Refus::SansContact => "On ne peut pas postuler ici par ce service.",
            Refus::Oppose => {
                "Cette entreprise ne souhaite pas recevoir de candidatures spontanées."
            }
            Refus::Limite(limite) => return limite.phrase(),
        };
        dit.to_owned()
    }

    /// Its status.
    pub fn statut(self) -> StatusCode {
        match self {
            Refus::Inconnu => StatusCode::NOT_FOUND,
            Refus::Close(_) => StatusCode::GONE,
            Refus::SansContact | Refus::Oppose => StatusCode::CONFLICT,
            Refus::Limite(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    /// As the API says it; a limit of the day says when it is lifted.
    pub fn erreur(self, maintenant: Instant) -> Erreur {
        let erreur = Erreur::nouvelle(self.statut(), self.code(), self.phrase());
        let attente = match self {
            Refus::Limite(l) if l.passe_demain() => Some(secondes_jusqu_a_demain(maintenant)),
            _ => None,
        };
        Erreur { attente, ..erreur }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_refusal_has_its_code_and_its_sentence() {
        let tous = [
            Refus::Inconnu,
            Refus::Close(Fermeture::Expiree),
            Refus::Close(Fermeture::Pourvue),
            Refus::Close(Fermeture::Annulee),
            Refus::Close(Fermeture::PlafondAtteint),
            Refus::Close(Fermeture::NonPubliee),
            Refus::SansContact,
            Refus::Oppose,
            Refus::Limite(Limite::Jour),
            Refus::Limite(Limite::Objet),
            Refus::Limite(Limite::Entreprise),
        ];
        let codes: BTreeSet<_> = tous.iter().map(|r| r.code()).collect();
        let phrases: BTreeSet<_> = tous.iter().map(|r| r.phrase()).collect();
        assert_eq!((codes.len(), phrases.len()), (tous.len(), tous.len()));
        let midi: Instant = "2026-11-24T11:00:00Z".parse().unwrap();
        assert_eq!(Refus::Limite(Limite::Jour).erreur(midi).attente, Some(12 * 3_600));
        assert_eq!(Refus::Limite(Limite::Objet).erreur(midi).attente, None);
    }
}
