//! The file of rules: TOML, one `[[regle]]` each; documented at its head.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::regle::{Regle, STATUTS_D_ACADEMIE};
use super::statut::Plateforme;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    #[serde(default)]
    regle: Vec<Regle>,
}

/// Why a file of rules is refused, in French.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReglesInvalides(pub String);

/// Reads a file of rules.
///
/// # Errors
/// The first fault: TOML, a number used twice, a status that its condition does not allow, an
/// académie's status on Parcoursup, a rule that ends before it begins.
pub fn lire(texte: &str) -> Result<Vec<Regle>, ReglesInvalides> {
    let lu = toml::from_str::<Fichier>(texte);
    let regles = lu.map_err(|e| ReglesInvalides(e.to_string()))?.regle;
    let mut numeros = BTreeSet::new();
    for regle in &regles {
        let dire = |faute: &str| ReglesInvalides(format!("Règle n° {} : {faute}.", regle.numero));
        if !numeros.insert(regle.numero) {
            return Err(dire("ce numéro sert déjà"));
        }
        verifier(regle).map_err(dire)?;
    }
    Ok(regles)
}

fn verifier(regle: &Regle) -> Result<(), &'static str> {
    if !regle.condition.statuts(regle.plateforme).contains(&regle.statut) {
        return Err("ce statut n’est pas permis par cette condition");
    }
    if regle.plateforme == Plateforme::Parcoursup && !regle.academies.is_empty() {
        return Err("les académies ne changent pas les règles de Parcoursup");
    }
    if !regle.academies.values().all(|s| STATUTS_D_ACADEMIE.contains(s)) {
        return Err("une académie ne peut pas donner ce statut");
    }
    if regle.clauses.iter().any(|c| c.valeurs.is_empty()) {
        return Err("une clause n’a pas de valeur");
    }
    if regle.fin.is_some_and(|fin| fin < regle.debut) {
        return Err("elle finit avant de commencer");
    }
    Ok(())
}
