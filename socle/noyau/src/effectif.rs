//! How many people an establishment employs, by the brackets of the Sirene register (INSEE).

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::erreur::{ValeurInvalide, extrait};
use crate::tables;
use crate::texte::{accord, nombre};

static TRANCHES: LazyLock<Vec<TrancheEffectif>> = LazyLock::new(|| {
    let champs = tables::champs(include_str!("../donnees/tranches-effectif.csv"));
    champs
        .filter_map(|[code, min, max]| {
            Some(TrancheEffectif { min: min.parse().ok()?, max: max.parse().ok(), code })
        })
        .collect()
});

/// A bracket of employees, ordered by size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrancheEffectif {
    min: u32,
    max: Option<u32>,
    code: &'static str,
}

impl TrancheEffectif {
    /// Every bracket, smallest first.
    pub fn toutes() -> &'static [TrancheEffectif] {
        &TRANCHES
    }

    /// INSEE code: `11` for 10 to 19 employees.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Fewest employees.
    pub fn min(self) -> u32 {
        self.min
    }

    /// Most employees; none for the last bracket.
    pub fn max(self) -> Option<u32> {
        self.max
    }

    /// The bracket in words: `10 à 19 salariés`.
    pub fn libelle(self) -> String {
        match self.max {
            Some(0) => "aucun salarié".to_owned(),
            Some(max) => format!(
                "{} à {}",
                nombre(self.min.into()),
                accord(max.into(), "salarié", "salariés")
            ),
            None => format!("{} et plus", accord(self.min.into(), "salarié", "salariés")),
        }
    }

    /// Reads a bracket that may be unknown: nothing, `NN`, `NULL` and `None` mean so.
    ///
    /// # Errors
    /// As `parse`.
    pub fn lire(texte: &str) -> Result<Option<Self>, ValeurInvalide> {
        match texte.trim().to_ascii_uppercase().as_str() {
            "" | "NN" | "NULL" | "NONE" => Ok(None),
            connu => connu.parse().map(Some),
        }
    }
}

impl FromStr for TrancheEffectif {
    type Err = ValeurInvalide;

    /// Reads an INSEE code, `11`, or the bounds themselves, `10-19`.
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = texte.trim();
        let trouvee =
            TRANCHES.iter().find(|tranche| tranche.code == compact || tranche.bornes() == compact);
        trouvee.copied().ok_or_else(|| {
            let cite = extrait(texte);
            let message = format!("« {cite} » n'est pas une tranche d'effectif : un code de l'Insee (11) ou deux nombres (10-19) sont attendus.");
            ValeurInvalide::new("trancheeffectif.forme", texte, message)
        })
    }
}

impl TrancheEffectif {
    fn bornes(self) -> String {
        match self.max {
            Some(max) => format!("{}-{max}", self.min),
            None => format!("{}+", self.min),
        }
    }
}

impl fmt::Display for TrancheEffectif {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl Serialize for TrancheEffectif {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for TrancheEffectif {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_follow_each_other_without_a_hole() {
        assert_eq!(TrancheEffectif::toutes().len(), 15);
        for paire in TrancheEffectif::toutes().windows(2) {
            assert_eq!(paire[0].max().map(|max| max + 1), Some(paire[1].min()));
        }
    }

    #[test]
    fn spellings_and_labels() {
        let cas = [
            ("11", "10 à 19 salariés"),
            ("10-19", "10 à 19 salariés"),
            ("00", "aucun salarié"),
            ("01", "1 à 2 salariés"),
            ("53", "10\u{202f}000 salariés et plus"),
            ("10000+", "10\u{202f}000 salariés et plus"),
        ];
        for (texte, libelle) in cas {
            assert_eq!(
                texte.parse::<TrancheEffectif>().map(TrancheEffectif::libelle),
                Ok(libelle.to_owned()),
                "{texte}"
            );
        }
        for inconnue in ["", "NN", "null", "None"] {
            assert_eq!(TrancheEffectif::lire(inconnue), Ok(None));
        }
        assert_eq!(TrancheEffectif::lire("10-20").unwrap_err().regle, "trancheeffectif.forme");
    }
}
