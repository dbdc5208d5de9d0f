//! How large an invented France is wanted.

use std::str::FromStr;

use crate::communes::departement;

/// Scale of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echelle {
    /// A few thousand rows over the whole country, denser around Rennes.
    Petit,
    /// One dense département, by code.
    Departement(String),
    /// The whole country at its real size.
    France,
}

/// The département shown when none is named.
const DEPARTEMENT_PAR_DEFAUT: &str = "35";

/// A scale nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("échelle inconnue « {0} » : attendu petit, departement, departement:CODE ou france")]
pub struct EchelleInconnue(String);

/// Number of rows of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effectifs {
    /// Training organisations.
    pub organismes: u32,
    /// Trainings.
    pub formations: u32,
    /// Job offers.
    pub offres: u32,
    /// Companies of the hidden market.
    pub recruteurs: u32,
    /// Training centres that send their enrolments.
    pub centres: u32,
    /// Enrolments they send, over three school years.
    pub dossiers: u32,
}

impl Echelle {
    /// Rows generated at this scale.
    pub fn effectifs(&self) -> Effectifs {
        let [organismes, formations, offres, recruteurs, centres, dossiers] = match self {
            Self::Petit => [300, 1_500, 2_500, 3_000, 30, 900],
            Self::Departement(_) => [240, 3_000, 10_000, 25_000, 120, 36_000],
            Self::France => [6_000, 60_000, 200_000, 500_000, 3_500, 1_000_000],
        };
        Effectifs { organismes, formations, offres, recruteurs, centres, dossiers }
    }
}

impl FromStr for Echelle {
    type Err = EchelleInconnue;

    fn from_str(mot: &str) -> Result<Self, Self::Err> {
        match mot {
            "petit" => Ok(Self::Petit),
            "france" => Ok(Self::France),
            "departement" => Ok(Self::Departement(DEPARTEMENT_PAR_DEFAUT.to_owned())),
            _ => mot
                .strip_prefix("departement:")
                .filter(|code| departement(code).is_some())
                .map(|code| Self::Departement(code.to_owned()))
                .ok_or_else(|| EchelleInconnue(mot.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_read_from_the_command_line() {
        let cases = [
            ("petit", Some(Echelle::Petit)),
            ("departement", Some(Echelle::Departement("35".to_owned()))),
            ("departement:2A", Some(Echelle::Departement("2A".to_owned()))),
            ("departement:99", None),
            ("Europe", None),
        ];
        for (mot, expected) in cases {
            assert_eq!(mot.parse::<Echelle>().ok(), expected, "{mot}");
        }
    }
}
