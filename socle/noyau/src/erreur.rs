//! The one error of this crate: a value that is not what it claims to be.

/// Longest piece of an offending value that is repeated in a message, in characters.
const EXTRAIT_MAX: usize = 60;

/// A value refused by a checked type, explained to the person who gave it.
///
/// `valeur` may be personal data (a phone number, an e-mail address): show it back to its
/// author, put it in a reject report, never in a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("{message}")]
pub struct ValeurInvalide {
    /// What the value should have been, for instance `siret`.
    pub objet: &'static str,
    /// The value as received, cut after 60 characters.
    pub valeur: String,
    /// Stable code of the rule that was broken, for instance `siret.cle`.
    pub regle: &'static str,
    /// A French sentence: what is wrong with this value, and what is expected.
    pub message: String,
}

impl ValeurInvalide {
    /// Builds a refusal. The object is the part of the rule before its first dot.
    pub fn new(regle: &'static str, valeur: &str, message: String) -> Self {
        let objet = regle.split('.').next().unwrap_or(regle);
        Self { objet, valeur: extrait(valeur), regle, message }
    }
}

/// The value as it may be quoted in a message: one line, at most 60 characters.
pub fn extrait(valeur: &str) -> String {
    let propre = |c: char| if c.is_control() { ' ' } else { c };
    let mut court: String = valeur.trim().chars().take(EXTRAIT_MAX).map(propre).collect();
    if valeur.trim().chars().nth(EXTRAIT_MAX).is_some() {
        court.push('…');
    }
    court
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_its_object_and_never_carries_a_huge_value() {
        let refus = ValeurInvalide::new("siret.cle", &"9".repeat(1_000_000), "non".into());
        assert_eq!(refus.objet, "siret");
        assert_eq!(refus.valeur.chars().count(), EXTRAIT_MAX + 1);
        assert_eq!(refus.to_string(), "non");
    }

    #[test]
    fn control_characters_do_not_reach_a_report() {
        assert_eq!(extrait(" a\r\nb\u{1b}[31m "), "a  b [31m");
    }
}
