//! Which certifications can be prepared in apprenticeship (code du travail, article L. 6211-1, and
//! the voies d'accès that France compétences registers).

use std::str::FromStr;

/// How a certification came into the register (code du travail, article L. 6113-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Enregistrement {
    /// By right: diplomas and titles of the State.
    DeDroit,
    /// At the demand of its owner, for a time.
    SurDemande,
    /// The publisher does not say.
    #[default]
    Inconnu,
}

impl FromStr for Enregistrement {
    type Err = std::convert::Infallible;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        Ok(match texte.trim() {
            "Enregistrement de droit" => Enregistrement::DeDroit,
            "Enregistrement sur demande" => Enregistrement::SurDemande,
            _ => Enregistrement::Inconnu,
        })
    }
}

/// By right, always; on demand, when the sheet opens the way of apprenticeship.
pub fn eligible_apprentissage(enregistrement: Enregistrement, voie_ouverte: bool) -> bool {
    match enregistrement {
        Enregistrement::DeDroit => true,
        Enregistrement::SurDemande => voie_ouverte,
        Enregistrement::Inconnu => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case() {
        let cas = [
            ("Enregistrement de droit", false, true),
            ("Enregistrement de droit", true, true),
            ("Enregistrement sur demande", false, false),
            ("Enregistrement sur demande", true, true),
            ("", true, false),
            ("NR", true, false),
        ];
        for (enregistrement, voie, attendu) in cas {
            let lu = enregistrement.parse().unwrap();
            assert_eq!(eligible_apprentissage(lu, voie), attendu, "{enregistrement} {voie}");
        }
    }
}
