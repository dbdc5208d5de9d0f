//! Finding a place from an address.

mod ban;
mod feint;

use async_trait::async_trait;
use noyau::geo::Point;
use noyau::identifiants::{CodeCommune, CodePostal};

pub use ban::Ban;
pub use feint::GeocodeurFeint;

use crate::ErreurLien;

/// Below this score, an answer of the Base Adresse Nationale is more often wrong than right.
pub const SCORE_MIN: f64 = 0.6;

/// What an answer designates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A house.
    Numero,
    /// A street.
    Rue,
    /// A hamlet, a place.
    LieuDit,
    /// A whole commune.
    Commune,
}

/// A place found.
#[derive(Clone, Debug, PartialEq)]
pub struct AdresseTrouvee {
    /// The address, written properly.
    pub libelle: String,
    /// Where it is.
    pub point: Point,
    /// How well it matches, 0 to 1.
    pub score: f64,
    /// What it designates.
    pub grain: Grain,
    /// Its postal code.
    pub code_postal: Option<CodePostal>,
    /// Its commune.
    pub commune: Option<CodeCommune>,
}

/// Finds places from addresses.
#[async_trait]
pub trait Geocodeur: Send + Sync {
    /// At most `limite` places that match `texte`, best first, none under [`SCORE_MIN`]. A text
    /// of fewer than three letters finds nothing.
    async fn chercher(&self, texte: &str, limite: usize)
    -> Result<Vec<AdresseTrouvee>, ErreurLien>;
}

/// Shortest text that the Base Adresse Nationale reads.
const TEXTE_MIN: usize = 3;

/// Longest one.
const TEXTE_MAX: usize = 200;

/// The text as it is sent, or nothing when it is not worth sending.
fn preparer(texte: &str) -> Option<String> {
    let texte = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    let utile = texte.chars().filter(|c| c.is_alphanumeric()).count() >= TEXTE_MIN
        && texte.starts_with(char::is_alphanumeric);
    utile.then(|| texte.chars().take(TEXTE_MAX).collect())
}

/// Keeps what can be believed.
fn garder(trouvees: Vec<AdresseTrouvee>, limite: usize) -> Vec<AdresseTrouvee> {
    trouvees.into_iter().filter(|a| a.score >= SCORE_MIN).take(limite).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worth_sending() {
        let cas = [
            ("  8   bd du port ", Some("8 bd du port")),
            ("ru", None),
            ("r . u", None),
            ("", None),
            (".rue", None),
        ];
        for (texte, attendu) in cas {
            assert_eq!(preparer(texte).as_deref(), attendu, "{texte}");
        }
        assert_eq!(preparer(&"é".repeat(500)).map(|t| t.chars().count()), Some(TEXTE_MAX));
    }
}
