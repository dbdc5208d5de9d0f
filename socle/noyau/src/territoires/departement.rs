use std::collections::HashMap;
use std::sync::LazyLock;

use super::academie::Academie;
use super::noms;
use super::region::Region;
use crate::identifiants::{CodeCommune, CodePostal};
use crate::tables;

static DEPARTEMENTS: LazyLock<Vec<Departement>> = LazyLock::new(|| {
    let champs = tables::champs(include_str!("../../donnees/departements.csv"));
    champs.filter_map(lire).collect()
});

static PAR_NOM: LazyLock<HashMap<String, &'static Departement>> =
    LazyLock::new(|| noms::index(&DEPARTEMENTS, Departement::noms));

/// A département, or an overseas collectivité that stands for one.
#[derive(Debug, PartialEq, Eq)]
pub struct Departement {
    /// INSEE code: `35`, `2A`, `974`.
    pub code: &'static str,
    /// Official name.
    pub nom: &'static str,
    region: &'static Region,
    academie: Option<&'static Academie>,
    autres_noms: &'static str,
}

/// A line of the table; one whose région is unknown is left out, which a test forbids.
fn lire([code, nom, region, academie, autres_noms]: [&'static str; 5]) -> Option<Departement> {
    let academie = Academie::par_code(academie);
    Region::par_code(region).map(|region| Departement { code, nom, region, academie, autres_noms })
}

impl Departement {
    /// Every département, by code.
    pub fn tous() -> &'static [Departement] {
        &DEPARTEMENTS
    }

    /// The département of that code, as publishers write it: `1`, `01`, `001`, `2a`, `02A`, `974`.
    pub fn par_code(code: &str) -> Option<&'static Departement> {
        let majuscules = code.trim().to_ascii_uppercase();
        let code = format!("{:0>2}", majuscules.trim_start_matches('0'));
        DEPARTEMENTS.iter().find(|departement| departement.code == code)
    }

    /// The département of that name, whatever the spelling: `Seine St Denis`, `cotes d'armor`.
    pub fn par_nom(nom: &str) -> Option<&'static Departement> {
        PAR_NOM.get(&noms::cle(nom)).copied()
    }

    /// The département of a commune. None for a foreign code.
    pub fn de_commune(commune: &CodeCommune) -> Option<&'static Departement> {
        Self::par_code(commune.departement())
    }

    /// The département most communes of a postal code belong to.
    ///
    /// A guess: 24 of the 35 539 pairs of commune and postal code of 2026 say otherwise, because a
    /// village is served from across the border. None for Monaco, the armed forces and abroad.
    pub fn de_code_postal(code: &CodePostal) -> Option<&'static Departement> {
        let code = code.as_str();
        match code.as_bytes() {
            // Both islands left the Guadeloupe in 2007 and kept their postal codes.
            b"97133" => Self::par_code("977"),
            b"97150" => Self::par_code("978"),
            [b'2', b'0', b'0' | b'1', ..] => Self::par_code("2A"),
            [b'2', b'0', ..] => Self::par_code("2B"),
            [b'9', b'7' | b'8', ..] => Self::par_code(&code[..3]),
            _ => Self::par_code(&code[..2]),
        }
    }

    /// The région it belongs to.
    pub fn region(&self) -> &'static Region {
        self.region
    }

    /// The académie it belongs to; none where nobody goes to school.
    pub fn academie(&self) -> Option<&'static Academie> {
        self.academie
    }

    /// Its official name and the others it answers to.
    pub fn noms(&self) -> Vec<&'static str> {
        std::iter::once(self.nom).chain(tables::valeurs(self.autres_noms)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let lignes = tables::lignes(include_str!("../../donnees/departements.csv")).count();
        assert_eq!((lignes, Departement::tous().len()), (109, 109));
        let sans_academie: Vec<&str> =
            Departement::tous().iter().filter(|d| d.academie().is_none()).map(|d| d.code).collect();
        assert_eq!(sans_academie, ["984", "989"]);
    }

    #[test]
    fn codes_as_publishers_write_them() {
        for (code, nom) in [
            ("1", "Ain"),
            ("01", "Ain"),
            ("001", "Ain"),
            ("2a", "Corse-du-Sud"),
            ("02A", "Corse-du-Sud"),
            ("974", "La Réunion"),
            ("90", "Territoire de Belfort"),
        ] {
            assert_eq!(Departement::par_code(code).map(|d| d.nom), Some(nom), "{code}");
        }
        for inconnu in ["", "0", "20", "96", "99", "1000"] {
            assert_eq!(Departement::par_code(inconnu), None, "{inconnu}");
        }
    }

    #[test]
    fn names_as_people_write_them() {
        let cas = [
            ("Seine St Denis", "93"),
            ("SEINE-SAINT-DENIS", "93"),
            ("cotes d’armor", "22"),
            ("Val-D'Oise", "95"),
            ("ille et vilaine", "35"),
            ("réunion", "974"),
            ("Cantal", "15"),
            ("loire", "42"),
        ];
        for (nom, code) in cas {
            assert_eq!(Departement::par_nom(nom).map(|d| d.code), Some(code), "{nom}");
        }
        assert_eq!(Departement::par_nom("rue du cantal"), None);
    }

    #[test]
    fn from_a_postal_code() {
        let cas = [
            ("35000", Some("35")),
            ("01400", Some("01")),
            ("20000", Some("2A")),
            ("20190", Some("2A")),
            ("20200", Some("2B")),
            ("20600", Some("2B")),
            ("97410", Some("974")),
            ("97133", Some("977")),
            ("97150", Some("978")),
            ("97500", Some("975")),
            ("98800", Some("988")),
            ("98000", None),
            ("00200", None),
            ("99100", None),
        ];
        for (code, attendu) in cas {
            assert_eq!(
                Departement::de_code_postal(&code.parse().unwrap()).map(|d| d.code),
                attendu,
                "{code}"
            );
        }
    }

    #[test]
    fn from_a_commune_to_its_region_and_academie() {
        let cas = [
            ("35238", "35", "53", "14"),
            ("2A004", "2A", "94", "27"),
            ("97411", "974", "04", "28"),
            ("14118", "14", "28", "70"),
        ];
        for (commune, code, region, academie) in cas {
            let departement = Departement::de_commune(&commune.parse().unwrap()).unwrap();
            assert_eq!(
                (
                    departement.code,
                    departement.region().code,
                    departement.academie().map(|a| a.code)
                ),
                (code, region, Some(academie))
            );
        }
        assert_eq!(Departement::de_commune(&"99100".parse().unwrap()), None);
    }
}
