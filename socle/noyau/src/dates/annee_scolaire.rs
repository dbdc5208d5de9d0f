//! The school year, from 1 August to 31 July.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::civile::DateCivile;
use crate::erreur::{ValeurInvalide, extrait};

/// The school year belongs to the year it starts in, from this month on.
///
/// Training starts between July and September and contracts up to three months around; the
/// dashboards of apprenticeship all cut on 1 August.
const PREMIER_MOIS: u32 = 8;

/// A school year, `2024-2025`: from 1 August 2024 to 31 July 2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnneeScolaire(u16);

impl AnneeScolaire {
    /// The school year a day belongs to.
    pub fn de(date: DateCivile) -> Self {
        let annee = u16::try_from(date.annee()).unwrap_or_default();
        Self(if date.mois() >= PREMIER_MOIS { annee } else { annee - 1 })
    }

    /// The calendar year it starts in.
    pub fn premiere_annee(self) -> i32 {
        i32::from(self.0)
    }

    /// Whether a day belongs to it.
    pub fn contient(self, date: DateCivile) -> bool {
        Self::de(date) == self
    }

    /// The school year after this one.
    pub fn suivante(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// The school year before this one.
    pub fn precedente(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl FromStr for AnneeScolaire {
    type Err = ValeurInvalide;

    /// Reads `2024-2025` or `2024/2025`.
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let brut = texte.trim();
        let annees =
            brut.split_once(['-', '/']).and_then(|(debut, fin)| Some((annee(debut)?, annee(fin)?)));
        match annees {
            Some((debut, fin)) if fin == debut + 1 => Ok(Self(debut)),
            Some(_) => Err(refus(
                "anneescolaire.suite",
                texte,
                "n'est pas une année scolaire : la seconde année doit suivre la première, par exemple 2024-2025.",
            )),
            None => Err(refus(
                "anneescolaire.forme",
                texte,
                "n'est pas une année scolaire : deux années qui se suivent sont attendues, par exemple 2024-2025.",
            )),
        }
    }
}

/// Four digits from 1900 to 2199.
fn annee(texte: &str) -> Option<u16> {
    let texte = texte.trim();
    let chiffres = texte.len() == 4 && texte.bytes().all(|o| o.is_ascii_digit());
    texte.parse().ok().filter(|annee| chiffres && (1900..2200).contains(annee))
}

fn refus(regle: &'static str, texte: &str, suite: &str) -> ValeurInvalide {
    ValeurInvalide::new(regle, texte, format!("« {} » {suite}", extrait(texte)))
}

impl fmt::Display for AnneeScolaire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0, self.0 + 1)
    }
}

impl Serialize for AnneeScolaire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AnneeScolaire {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_boundary_is_the_first_of_august() {
        for (date, attendue) in [
            ("2024-07-31", "2023-2024"),
            ("2024-08-01", "2024-2025"),
            ("2025-01-01", "2024-2025"),
            ("2025-07-31", "2024-2025"),
        ] {
            let date = date.parse().unwrap();
            let annee = AnneeScolaire::de(date);
            assert_eq!(annee.to_string(), attendue);
            assert!(
                annee.contient(date)
                    && !annee.suivante().contient(date)
                    && !annee.precedente().contient(date)
            );
        }
    }

    #[test]
    fn spellings() {
        assert_eq!(
            "2024/2025".parse::<AnneeScolaire>().map(AnneeScolaire::premiere_annee),
            Ok(2024)
        );
        for (texte, regle) in [
            ("2024-2026", "anneescolaire.suite"),
            ("2024", "anneescolaire.forme"),
            ("2024-25", "anneescolaire.forme"),
            ("", "anneescolaire.forme"),
            ("9999-9999", "anneescolaire.forme"),
        ] {
            assert_eq!(texte.parse::<AnneeScolaire>().unwrap_err().regle, regle, "{texte}");
        }
    }

    proptest! {
        #[test]
        fn round_trip(debut in 1900u16..2199) {
            let annee = AnneeScolaire(debut);
            prop_assert_eq!(annee.to_string().parse::<AnneeScolaire>(), Ok(annee));
            prop_assert_eq!(annee.suivante().precedente(), annee);
        }
    }
}
