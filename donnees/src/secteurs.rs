//! Sectors of activity (NAF rév. 2) of the companies that take apprentices, with their usual agreement and OPCO.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tables::{Row, rows};

pub(crate) const TABLE: &str = include_str!("../naf.csv");
pub(crate) const OPCO: &str = include_str!("../opco.csv");

/// A NAF class and what the invented France needs to know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secteur {
    /// NAF code with its dot: `10.71C`.
    pub code: &'static str,
    /// Label of the nomenclature (INSEE).
    pub libelle: &'static str,
    /// Usual collective agreement; `None` for public employers and unusual cases.
    pub idcc: Option<u32>,
    /// Label of the usual OPCO.
    pub opco: Option<&'static str>,
    /// Usual size, from 1 (a few people) to 4 (hundreds).
    pub taille: u8,
    /// Patterns of invented names.
    pub enseignes: Vec<&'static str>,
}

static LIBELLES_OPCO: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| rows(OPCO).map(|row| (row.text(0), row.text(1))).collect());
static LISTE: LazyLock<Vec<Secteur>> =
    LazyLock::new(|| rows(TABLE).map(|row| secteur_of(&row)).collect());
static PAR_CODE: LazyLock<HashMap<&'static str, &'static Secteur>> =
    LazyLock::new(|| LISTE.iter().map(|s| (s.code, s)).collect());

/// Every sector, by code.
pub fn secteurs() -> &'static [Secteur] {
    &LISTE
}

/// The sector of this NAF code, written with its dot.
pub fn secteur(code: &str) -> Option<&'static Secteur> {
    PAR_CODE.get(code).copied()
}

fn secteur_of(row: &Row) -> Secteur {
    Secteur {
        code: row.text(0),
        libelle: row.text(1),
        idcc: row.text(2).parse().ok(),
        opco: LIBELLES_OPCO.get(row.text(3)).copied(),
        taille: row.number(4),
        enseignes: row.list(5),
    }
}

/// Names of the opérateurs de compétences (arrêtés of 29 March 2019), as the ministry writes them.
pub fn opcos() -> impl Iterator<Item = &'static str> {
    rows(OPCO).map(|row| row.text(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sector_has_an_opco_a_size_and_names() {
        for s in secteurs() {
            assert!(s.opco.is_some(), "{}", s.code);
            assert!((1..=4).contains(&s.taille), "{}", s.code);
            assert!(!s.enseignes.is_empty(), "{}", s.code);
        }
        assert_eq!(secteur("10.71C").and_then(|s| s.idcc), Some(843));
    }
}
