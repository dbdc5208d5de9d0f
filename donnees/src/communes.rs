//! Real places: the communes of France, the arrondissements of Paris, Lyon and Marseille, the départements.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tables::rows;

pub(crate) const TABLE: &str = include_str!("../communes.csv");
pub(crate) const DEPARTEMENTS: &str = include_str!("../departements.csv");

/// How the position of a commune is known; see `README.md` for the errors measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// The place itself, about 1 km off the centre of the territory.
    Lieu,
    /// Deduced from neighbours that share the postal code, about 7 km off.
    Postal,
    /// Deduced from the same intercommunalité, about 15 km off.
    Epci,
}

/// A commune or a municipal arrondissement (Code officiel géographique).
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    /// INSEE code: five characters, `2A004` in Corsica, `97411` overseas.
    pub code: &'static str,
    /// Name with its article and accents.
    pub nom: &'static str,
    /// Postal codes that serve it.
    pub codes_postaux: Vec<&'static str>,
    /// Code of its département: `35`, `2A`, `974`.
    pub departement: &'static str,
    /// INSEE code of its region: `53` for Bretagne.
    pub region: &'static str,
    /// Municipal population.
    pub population: u32,
    /// Latitude, WGS 84 degrees.
    pub lat: f64,
    /// Longitude, WGS 84 degrees.
    pub lon: f64,
    /// How the position is known.
    pub precision: Precision,
}

/// A département with its region and its académie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departement {
    /// Code: `35`, `2A`, `974`.
    pub code: &'static str,
    /// Name.
    pub nom: &'static str,
    /// INSEE code of the region.
    pub region: &'static str,
    /// Name of the region.
    pub region_nom: &'static str,
    /// Two-digit code of the académie.
    pub academie: &'static str,
    /// Name of the académie.
    pub academie_nom: &'static str,
}

/// Communes that are also listed by arrondissement, so that a sum over all rows counts them twice.
pub const COMMUNES_A_ARRONDISSEMENTS: [&str; 3] = ["75056", "69123", "13055"];

static LISTE: LazyLock<Vec<Commune>> =
    LazyLock::new(|| rows(TABLE).map(|row| commune(&row)).collect());
static LISTE_DEPARTEMENTS: LazyLock<Vec<Departement>> =
    LazyLock::new(|| rows(DEPARTEMENTS).map(|row| departement_of(&row)).collect());
static PAR_CODE: LazyLock<HashMap<&'static str, &'static Departement>> =
    LazyLock::new(|| LISTE_DEPARTEMENTS.iter().map(|d| (d.code, d)).collect());

/// Every commune and municipal arrondissement, by code.
pub fn communes() -> &'static [Commune] {
    &LISTE
}

/// Every département, by code.
pub fn departements() -> &'static [Departement] {
    &LISTE_DEPARTEMENTS
}

/// The département of this code.
pub fn departement(code: &str) -> Option<&'static Departement> {
    PAR_CODE.get(code).copied()
}

impl Commune {
    /// The name people give the town: `Paris` for `Paris 11e Arrondissement`.
    pub fn ville(&self) -> &'static str {
        match self.nom.strip_suffix(" Arrondissement") {
            Some(reste) => reste.rsplit_once(' ').map_or(reste, |(ville, _)| ville),
            None => self.nom,
        }
    }

    /// True for Paris, Lyon and Marseille as a whole.
    pub fn a_arrondissements(&self) -> bool {
        COMMUNES_A_ARRONDISSEMENTS.contains(&self.code)
    }
}

fn commune(row: &crate::tables::Row) -> Commune {
    let code = row.text(0);
    let departement_code = departement_code(code);
    Commune {
        code,
        nom: row.text(1),
        codes_postaux: row.list(2),
        departement: departement_code,
        region: departement(departement_code).map_or("", |d| d.region),
        population: row.number(3),
        lat: row.number(4),
        lon: row.number(5),
        precision: precision(row.text(6)),
    }
}

fn departement_code(commune: &'static str) -> &'static str {
    let length = if commune.starts_with("97") { 3 } else { 2 };
    commune.get(..length).unwrap_or(commune)
}

fn precision(word: &str) -> Precision {
    match word {
        "lieu" => Precision::Lieu,
        "postal" => Precision::Postal,
        _ => Precision::Epci,
    }
}

fn departement_of(row: &crate::tables::Row) -> Departement {
    Departement {
        code: row.text(0),
        nom: row.text(1),
        region: row.text(2),
        region_nom: row.text(3),
        academie: row.text(4),
        academie_nom: row.text(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(code: &str) -> &'static Commune {
        communes().iter().find(|c| c.code == code).expect("a known commune")
    }

    #[test]
    fn places_are_where_people_expect_them() {
        let cases = [
            ("35238", "Rennes", "35", "53", 48.11, -1.68),
            ("2A004", "Ajaccio", "2A", "94", 41.92, 8.73),
            ("97411", "Saint-Denis", "974", "04", -20.88, 55.45),
            ("75111", "Paris 11e Arrondissement", "75", "11", 48.86, 2.38),
            ("97601", "Acoua", "976", "06", -12.72, 45.06),
        ];
        for (code, nom, departement, region, lat, lon) in cases {
            let c = find(code);
            assert_eq!((c.nom, c.departement, c.region), (nom, departement, region));
            assert!(
                (c.lat - lat).abs() < 0.1 && (c.lon - lon).abs() < 0.1,
                "{nom} at {}, {}",
                c.lat,
                c.lon
            );
        }
    }

    #[test]
    fn towns_lose_their_arrondissement() {
        assert_eq!(find("69381").ville(), "Lyon");
        assert_eq!(find("35238").ville(), "Rennes");
    }

    #[test]
    fn every_commune_has_a_known_departement_a_postal_code_and_a_plausible_position() {
        for c in communes() {
            assert!(departement(c.departement).is_some(), "{}", c.code);
            assert!(!c.codes_postaux.is_empty(), "{}", c.code);
            assert!(c.lat.abs() > 1.0 && c.lon.abs() < 180.0, "{}", c.code);
        }
    }

    #[test]
    fn nine_inhabitants_in_ten_live_where_the_position_is_exact() {
        let (mut exact, mut all) = (0u64, 0u64);
        for c in communes().iter().filter(|c| !c.a_arrondissements()) {
            all += u64::from(c.population);
            exact += if c.precision == Precision::Lieu { u64::from(c.population) } else { 0 };
        }
        assert!(exact * 10 > all * 9, "{exact} of {all}");
    }
}
