//! What is known of a company from its SIRET.
//!
//! Three answers are told apart, which the systems before confused: the establishment, "nobody has
//! this SIRET", and an [`ErreurLien`] when the source does not answer. Only the first two decide
//! anything.

mod api_entreprise;
mod connues;
mod feintes;
mod recherche;
mod reglages;
mod suite;

use async_trait::async_trait;
use noyau::identifiants::Siret;
use serde::{Deserialize, Serialize};

pub use api_entreprise::{Acces, ApiEntreprise};
pub use connues::{Connue, Connues, LesConnues};
pub use feintes::EntreprisesFeintes;
pub use recherche::RechercheEntreprises;
pub use reglages::Reglages;
pub use suite::Suite;

use crate::ErreurLien;

/// An establishment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entreprise {
    /// Its SIRET.
    pub siret: String,
    /// The name over the door, else the registered one.
    pub nom: String,
    /// Postal address on one line.
    pub adresse: String,
    /// Town.
    pub ville: String,
    /// Département, by its code; empty when the address does not say.
    pub departement: String,
    /// Activity, as `85.59A`.
    pub naf: String,
    /// Its collective agreements.
    pub idcc: Vec<String>,
    /// False once closed (Sirene: état administratif F).
    pub ouverte: bool,
    /// Who says it, as pages show it.
    pub source: String,
}

/// What a source answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reponse {
    /// The establishment.
    Trouvee(Entreprise),
    /// Nobody has this SIRET.
    Inconnue,
    /// It asked that nothing of it be published (code de commerce, art. R. 123-232).
    NonDiffusible,
}

/// A source of companies.
#[async_trait]
pub trait Entreprises: Send + Sync {
    /// The establishment of this SIRET.
    ///
    /// # Errors
    /// When the source does not answer: nothing is then known of the SIRET.
    async fn par_siret(&self, siret: &Siret) -> Result<Reponse, ErreurLien>;

    /// At most `limite` open establishments that match `texte`, best first. Fewer than three
    /// letters find nothing.
    ///
    /// # Errors
    /// When the source does not answer.
    async fn chercher(&self, texte: &str, limite: usize) -> Result<Vec<Entreprise>, ErreurLien>;
}

/// The source in service, as a piece of the program.
pub type LesEntreprises = std::sync::Arc<dyn Entreprises>;

/// `8559A` and `85.59A` are the same activity.
fn naf(code: &str) -> String {
    let nu: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    match nu.len() {
        5 => format!("{}.{}", &nu[..2], &nu[2..]),
        _ => String::new(),
    }
}

/// Département of a commune, else of a postal code.
fn departement(commune: &str, code_postal: &str) -> String {
    use noyau::territoires::Departement;
    let par_commune = commune.parse().ok().and_then(|c| Departement::de_commune(&c));
    let trouve = par_commune
        .or_else(|| code_postal.parse().ok().and_then(|c| Departement::de_code_postal(&c)));
    trouve.map_or_else(String::new, |d| d.code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activities_and_places() {
        for (lu, attendu) in [("8559A", "85.59A"), ("85.59A", "85.59A"), ("", ""), ("85", "")] {
            assert_eq!(naf(lu), attendu, "{lu}");
        }
        for (commune, postal, attendu) in
            [("35238", "35000", "35"), ("", "97400", "974"), ("2A004", "20000", "2A"), ("", "", "")]
        {
            assert_eq!(departement(commune, postal), attendu, "{commune} {postal}");
        }
    }
}
