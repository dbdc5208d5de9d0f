//! Diplomas prepared by apprenticeship, with their real codes (BCN, RNCP, Certif Info).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tables::{Row, rows};

pub(crate) const TABLE: &str = include_str!("../diplomes.csv");

/// A diploma or title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diplome {
    /// Code formation diplôme (BCN), eight characters.
    pub cfd: &'static str,
    /// `RNCP` and its number.
    pub rncp: &'static str,
    /// Certif Info number, six digits; `9` and the RNCP number when Certif Info has none.
    pub certifinfo: &'static str,
    /// `CAP`, `Bac pro`, `BTS`, `TP`, `Titre`…
    pub sigle: &'static str,
    /// European level, 3 to 7.
    pub niveau: u8,
    /// Usual duration in years.
    pub duree: u8,
    /// Name as people read it.
    pub intitule: &'static str,
    /// Name as the BCN writes it: capitals, kind in brackets.
    pub intitule_long: &'static str,
    /// Kind of diploma as the BCN writes it.
    pub diplome: &'static str,
    /// ROME codes it leads to.
    pub romes: Vec<&'static str>,
}

static LISTE: LazyLock<Vec<Diplome>> =
    LazyLock::new(|| rows(TABLE).map(|row| diplome_of(&row)).collect());
static PAR_CFD: LazyLock<HashMap<&'static str, &'static Diplome>> =
    LazyLock::new(|| LISTE.iter().map(|d| (d.cfd, d)).collect());

/// Every diploma, by CFD.
pub fn diplomes() -> &'static [Diplome] {
    &LISTE
}

/// The diploma of this CFD.
pub fn diplome(cfd: &str) -> Option<&'static Diplome> {
    PAR_CFD.get(cfd).copied()
}

/// Label of a European level in the public job API.
pub fn libelle_niveau_offre(niveau: u8) -> &'static str {
    match niveau {
        3 => "CAP, BEP (Infrabac)",
        4 => "Bac, Bac Pro, BP (Bac)",
        5 => "BTS, DEUST (Bac+2)",
        6 => "Licence, BUT, Licence Pro (Bac+3)",
        _ => "Master, titre ingénieur, grande école (Bac+5)",
    }
}

/// Label of a European level in the catalogue of trainings.
pub fn libelle_niveau_catalogue(niveau: u8) -> &'static str {
    match niveau {
        3 => "3 (CAP...)",
        4 => "4 (BAC...)",
        5 => "5 (BTS, DEUST...)",
        6 => "6 (Licence, BUT...)",
        _ => "7 (Master, titre ingénieur...)",
    }
}

impl Diplome {
    /// Short name with its kind: `CAP Boulanger`; a title keeps its bare name.
    pub fn nom_usuel(&self) -> String {
        match self.sigle {
            "Titre" => self.intitule.to_owned(),
            sigle => format!("{sigle} {}", self.intitule),
        }
    }
}

fn diplome_of(row: &Row) -> Diplome {
    Diplome {
        cfd: row.text(0),
        rncp: row.text(1),
        certifinfo: row.text(2),
        sigle: row.text(3),
        niveau: row.number(4),
        duree: row.number(5),
        intitule: row.text(6),
        intitule_long: row.text(7),
        diplome: row.text(8),
        romes: row.list(9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_their_shape_and_levels_agree_with_kinds() {
        for d in diplomes() {
            assert_eq!(d.cfd.len(), 8, "{}", d.cfd);
            assert_eq!(d.certifinfo.len(), 6, "{}", d.cfd);
            assert!((3..=7).contains(&d.niveau), "{}", d.cfd);
            assert!((1..=3).contains(&d.duree), "{}", d.cfd);
            assert!(
                !d.romes.is_empty() && !d.intitule.is_empty() && !d.diplome.is_empty(),
                "{}",
                d.cfd
            );
            let expected = match d.sigle {
                "CAP" | "CAPA" => 3,
                "Bac pro" | "BP" => 4,
                "BTS" | "BTSA" => 5,
                "BUT" => 6,
                _ => d.niveau,
            };
            assert_eq!(d.niveau, expected, "{}", d.cfd);
        }
    }

    #[test]
    fn names_read_as_people_say_them() {
        assert_eq!(diplome("50022137").map(Diplome::nom_usuel).as_deref(), Some("CAP Boulanger"));
        assert_eq!(libelle_niveau_offre(3), "CAP, BEP (Infrabac)");
        assert_eq!(libelle_niveau_catalogue(6), "6 (Licence, BUT...)");
    }
}
