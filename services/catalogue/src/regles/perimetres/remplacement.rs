//! "Annule et remplace": a training that takes the place of another on a platform.

use super::fiche::Fiche;
use super::statut::Statut;

/// Reason given to the training that leaves.
pub const MOTIF: &str = "Non publication automatique (offre remplacée par une plus récente)";

/// What happens to both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remplacement {
    /// Status of the new one.
    pub successeur: Statut,
    /// UAI of the new one: its own, else that which people corrected on the old one.
    pub uai: String,
    /// Status of the old one; the platform's identifier leaves it.
    pub predecesseur: Statut,
    /// Why.
    pub motif: &'static str,
}

/// The new one takes the place of the only one it replaces, when that one is shown. With several
/// predecessors, or none, nothing happens: people decide.
pub fn remplacer(
    successeur: &Fiche,
    predecesseurs: &[&Fiche],
    uai_corrige: Option<&str>,
) -> Option<Remplacement> {
    let [ancien] = predecesseurs else { return None };
    if ancien.statut != Some(Statut::Publie) {
        return None;
    }
    let herite = uai_corrige.unwrap_or_default();
    let uai = successeur.uai.as_ref().map_or(herite, |uai| uai.as_str());
    Some(Remplacement {
        successeur: Statut::Pret,
        uai: uai.to_owned(),
        predecesseur: Statut::NonPublie,
        motif: MOTIF,
    })
}
