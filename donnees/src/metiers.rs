//! The trades young people look for, with what the invented France needs to know about each.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tables::{Row, rows};

pub(crate) const TABLE: &str = include_str!("../metiers.csv");

/// A trade: its ROME code (France Travail, ROME 4.0) and how it is spoken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metier {
    /// ROME code.
    pub rome: &'static str,
    /// Name, masculine.
    pub masculin: &'static str,
    /// Name, feminine.
    pub feminin: &'static str,
    /// Other names employers and young people use.
    pub variantes: Vec<&'static str>,
    /// Family of the sentence pools in `textes.toml`.
    pub famille: &'static str,
    /// NAF codes of the sectors that employ it, most frequent first.
    pub naf: Vec<&'static str>,
    /// Relative frequency per inhabitant in villages, small towns, cities.
    pub frequence: [u32; 3],
    /// CFD codes of the diplomas that lead to it (keys of [`crate::diplomes()`]).
    pub diplomes: Vec<&'static str>,
    /// What one learns to do, as infinitives.
    pub competences: Vec<&'static str>,
}

static LISTE: LazyLock<Vec<Metier>> =
    LazyLock::new(|| rows(TABLE).map(|row| metier(&row)).collect());
static PAR_NAF: LazyLock<HashMap<&'static str, Vec<&'static Metier>>> = LazyLock::new(by_naf);
static PAR_ROME: LazyLock<HashMap<&'static str, &'static Metier>> =
    LazyLock::new(|| LISTE.iter().map(|m| (m.rome, m)).collect());

static PRINCIPAUX: LazyLock<HashMap<&'static str, &'static Metier>> = LazyLock::new(main_trades);

/// Every trade, by ROME code.
pub fn metiers() -> &'static [Metier] {
    &LISTE
}

/// The trade of this ROME code.
pub fn metier_par_rome(rome: &str) -> Option<&'static Metier> {
    PAR_ROME.get(rome).copied()
}

/// The trade a diploma is first thought of for: the one that lists it earliest, then the most frequent.
pub(crate) fn metier_principal(cfd: &str) -> Option<&'static Metier> {
    PRINCIPAUX.get(cfd).copied()
}

/// The trades that companies of this NAF code employ.
pub(crate) fn metiers_du_secteur(naf: &str) -> &'static [&'static Metier] {
    PAR_NAF.get(naf).map_or(&[], Vec::as_slice)
}

fn metier(row: &Row) -> Metier {
    Metier {
        rome: row.text(0),
        masculin: row.text(1),
        feminin: row.text(2),
        variantes: row.list(3),
        famille: row.text(4),
        naf: row.list(5),
        frequence: [row.number(6), row.number(7), row.number(8)],
        diplomes: row.list(9),
        competences: row.list(10),
    }
}

fn by_naf() -> HashMap<&'static str, Vec<&'static Metier>> {
    let mut map: HashMap<&'static str, Vec<&'static Metier>> = HashMap::new();
    for metier in LISTE.iter() {
        for naf in &metier.naf {
            map.entry(naf).or_default().push(metier);
        }
    }
    map
}

fn main_trades() -> HashMap<&'static str, &'static Metier> {
    let mut ranked: Vec<_> = LISTE
        .iter()
        .flat_map(|m| m.diplomes.iter().enumerate().map(move |(rank, cfd)| (rank, *cfd, m)))
        .collect();
    ranked.sort_by_key(|(rank, _, m)| (*rank, u32::MAX - m.frequence.iter().sum::<u32>()));
    let mut map = HashMap::new();
    for (_, cfd, metier) in ranked {
        map.entry(cfd).or_insert(metier);
    }
    map
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_is_rich_and_each_trade_complete() {
        assert!(metiers().len() >= 180);
        let domaines: HashSet<_> = metiers().iter().map(|m| &m.rome[..1]).collect();
        assert_eq!(domaines.len(), 14);
        for m in metiers() {
            assert!(m.competences.len() >= 4, "{}", m.rome);
            assert!(!m.variantes.is_empty() || m.masculin == m.feminin, "{}", m.rome);
            assert!(m.frequence.iter().sum::<u32>() > 0, "{}", m.rome);
            assert!(!m.naf.is_empty(), "{}", m.rome);
        }
    }

    #[test]
    fn trades_lead_to_known_sectors_diplomas_and_texts() {
        for m in metiers() {
            for naf in &m.naf {
                assert!(crate::secteur(naf).is_some(), "{} {naf}", m.rome);
            }
            for cfd in &m.diplomes {
                assert!(crate::diplome(cfd).is_some(), "{} {cfd}", m.rome);
            }
            assert!(crate::textes::famille(m.famille).is_some(), "{} {}", m.rome, m.famille);
        }
    }

    #[test]
    fn a_diploma_leads_first_to_its_own_trade() {
        let cases = [
            ("50022137", "boulanger"),
            ("45023216", "maçon"),
            ("32031408", "comptable"),
            ("50025524", "électricien"),
        ];
        for (cfd, name) in cases {
            assert_eq!(metier_principal(cfd).map(|m| m.masculin), Some(name));
        }
    }

    #[test]
    fn bakers_live_in_villages_and_developers_in_cities() {
        let frequence = |rome| metier_par_rome(rome).expect("a trade of the table").frequence;
        assert!(frequence("D1102")[0] > frequence("D1102")[2]);
        assert_eq!(frequence("M1805")[0], 0);
    }
}
