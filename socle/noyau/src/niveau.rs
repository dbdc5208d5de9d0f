//! The level of a diploma in the European framework, 1 to 8 (code du travail, article D. 6113-19).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::erreur::{ValeurInvalide, extrait};
use crate::identifiants::Cfd;
use crate::tables;

/// The *mentions complémentaires* whose level is not that of their family.
const MENTIONS_A_PART: &str = include_str!("../donnees/niveaux-mentions-complementaires.csv");

/// What publishers write when a certification has no level.
const SANS_NIVEAU: &[&str] = &["", "0", "00", "99", "XX", "REPRISE", "NULL", "NONE"];

/// A level of diploma, from 1 to 8. A CAP is 3, a baccalauréat 4, a doctorate 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NiveauDiplome(u8);

impl NiveauDiplome {
    /// The level of that number.
    ///
    /// # Errors
    /// `niveau.borne` when it is not between 1 and 8.
    pub fn new(niveau: u8) -> Result<Self, ValeurInvalide> {
        if (1..=8).contains(&niveau) {
            return Ok(Self(niveau));
        }
        let message = format!(
            "« {niveau} » n'est pas un niveau de diplôme : un nombre de 1 à 8 est attendu."
        );
        Err(ValeurInvalide::new("niveau.borne", &niveau.to_string(), message))
    }

    /// The level of a diploma, from its code: the rule of the BCN on the first characters.
    ///
    /// None when the code says nothing of a level, as `00…` or `9…`. Where a file states the level,
    /// prefer what it states: the rule agrees with BCN on 3 909 of its 3 923 diplomas of 2024.
    pub fn de_cfd(cfd: &Cfd) -> Option<Self> {
        let code = cfd.as_str();
        let niveau = match code.as_bytes() {
            [b'0', b'1', b'0', ..] => return mention_complementaire(code),
            [b'5', ..] => 3,
            [b'4', ..] => 4,
            [b'3', ..] => 5,
            [b'2', ..] => 6,
            [b'1', ..] => 7,
            [b'8', ..] => 8,
            // Classes that discover trades, before a CAP.
            [b'6', ..] => 2,
            _ => return None,
        };
        Some(Self(niveau))
    }

    /// Reads a level as publishers write it, none being a possible answer: `NIV3`, `03`,
    /// `3 (CAP...)`, `3`; nothing, `99`, `XX` and `REPRISE` mean that there is none.
    ///
    /// # Errors
    /// `niveau.forme` when the text is neither a level nor one of the ways to say "none".
    pub fn lire(texte: &str) -> Result<Option<Self>, ValeurInvalide> {
        if SANS_NIVEAU.contains(&texte.trim().to_ascii_uppercase().as_str()) {
            return Ok(None);
        }
        texte.parse().map(Some)
    }

    /// The level as a number, 1 to 8.
    pub fn numero(self) -> u8 {
        self.0
    }

    /// The diplomas people know it by: `CAP, BEP`.
    pub fn libelle(self) -> &'static str {
        match self.0 {
            1 => "Savoirs de base",
            2 => "Premières compétences professionnelles",
            3 => "CAP, BEP",
            4 => "Bac, bac pro, BP",
            5 => "BTS, Bac+2",
            6 => "BUT, licence, Bac+3",
            7 => "Master, ingénieur, Bac+5",
            _ => "Doctorat",
        }
    }

    /// Every level, lowest first.
    pub fn tous() -> impl Iterator<Item = Self> {
        (1..=8).map(Self)
    }
}

/// Family `010`, *mentions complémentaires*: `0102` is level 3, `0103` level 4, but for a list.
fn mention_complementaire(code: &str) -> Option<NiveauDiplome> {
    let a_part = tables::champs(MENTIONS_A_PART).find(|[mention, _]| *mention == code);
    match (a_part, code.as_bytes()[3]) {
        (Some([_, niveau]), _) => niveau.parse().ok(),
        (None, b'2') => Some(NiveauDiplome(3)),
        (None, b'3') => Some(NiveauDiplome(4)),
        (None, _) => None,
    }
}

impl FromStr for NiveauDiplome {
    type Err = ValeurInvalide;

    /// Reads `3`, `03`, `NIV3`, `Niveau 3` or `3 (CAP...)`.
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let majuscules = texte.trim().to_uppercase();
        let sans_libelle = majuscules.split('(').next().unwrap_or_default();
        let numero = sans_libelle.trim_start_matches("NIVEAU").trim_start_matches("NIV").trim();
        match numero.strip_prefix('0').unwrap_or(numero).as_bytes() {
            [chiffre @ b'1'..=b'8'] => Ok(Self(chiffre - b'0')),
            _ => Err(forme(texte)),
        }
    }
}

fn forme(texte: &str) -> ValeurInvalide {
    let cite = extrait(texte);
    let message = format!(
        "« {cite} » n'est pas un niveau de diplôme : un nombre de 1 à 8 est attendu, par exemple 3 pour un CAP."
    );
    ValeurInvalide::new("niveau.forme", texte, message)
}

impl fmt::Display for NiveauDiplome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for NiveauDiplome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NiveauDiplome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_the_code_of_a_diploma() {
        let cas = [
            ("01025122", Some(4)),
            ("01022103", Some(3)),
            ("01033401", Some(4)),
            ("01033411", Some(3)),
            ("61010001", Some(2)),
            ("01013401", None),
            ("56M23202", Some(3)),
            ("50024307", Some(3)),
            ("45033404", Some(4)),
            ("32033422", Some(5)),
            ("2503120L", Some(6)),
            ("16X32679", Some(7)),
            ("80012345", Some(8)),
            ("99999902", None),
            ("00012345", None),
        ];
        for (cfd, attendu) in cas {
            assert_eq!(
                NiveauDiplome::de_cfd(&cfd.parse().unwrap()).map(NiveauDiplome::numero),
                attendu,
                "{cfd}"
            );
        }
        assert_eq!(tables::lignes(MENTIONS_A_PART).count(), 62);
    }

    #[test]
    fn as_publishers_write_it() {
        for (texte, attendu) in [
            ("3", 3),
            ("03", 3),
            ("NIV3", 3),
            ("niveau 5", 5),
            ("3 (CAP...)", 3),
            ("7 (Master, titre ingénieur...)", 7),
            (" 8 ", 8),
        ] {
            assert_eq!(
                NiveauDiplome::lire(texte).unwrap().map(NiveauDiplome::numero),
                Some(attendu),
                "{texte}"
            );
        }
        for vide in ["", "00", "99", "XX", "Reprise", "null"] {
            assert_eq!(NiveauDiplome::lire(vide), Ok(None), "{vide}");
        }
        for faux in ["9", "33", "CAP", "-3", "003", "(3)"] {
            assert_eq!(NiveauDiplome::lire(faux).unwrap_err().regle, "niveau.forme", "{faux}");
        }
        assert_eq!(NiveauDiplome::new(9).unwrap_err().regle, "niveau.borne");
    }

    #[test]
    fn every_level_reads_back_and_has_its_own_label() {
        let libelles: std::collections::BTreeSet<&str> =
            NiveauDiplome::tous().map(NiveauDiplome::libelle).collect();
        assert_eq!(libelles.len(), 8);
        for niveau in NiveauDiplome::tous() {
            let json = serde_json::to_string(&niveau).unwrap();
            assert_eq!(serde_json::from_str::<NiveauDiplome>(&json).unwrap(), niveau);
            assert_eq!(NiveauDiplome::new(niveau.numero()), Ok(niveau));
        }
    }
}
