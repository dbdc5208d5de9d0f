use std::collections::HashMap;
use std::sync::LazyLock;

use super::departement::Departement;
use super::noms;
use crate::tables;

static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let champs = tables::champs(include_str!("../../donnees/regions.csv"));
    champs.map(|[code, nom, autres_noms]| Region { code, nom, autres_noms }).collect()
});

static PAR_NOM: LazyLock<HashMap<String, &'static Region>> =
    LazyLock::new(|| noms::index(&REGIONS, Region::noms));

/// A région, or an overseas collectivité that belongs to none.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// INSEE code: `53`, `04`, `975`.
    pub code: &'static str,
    /// Official name.
    pub nom: &'static str,
    autres_noms: &'static str,
}

impl Region {
    /// Every région, mainland first.
    pub fn toutes() -> &'static [Region] {
        &REGIONS
    }

    /// The région of that INSEE code; `4` is read as `04`.
    pub fn par_code(code: &str) -> Option<&'static Region> {
        let code = format!("{:0>2}", code.trim());
        REGIONS.iter().find(|region| region.code == code)
    }

    /// The région a person names: `Ile de France`, `IDF`, `paca`, or a région of before 2016.
    pub fn par_nom(nom: &str) -> Option<&'static Region> {
        PAR_NOM.get(&noms::cle(nom)).copied()
    }

    /// Its official name and the others it answers to.
    pub fn noms(&self) -> Vec<&'static str> {
        std::iter::once(self.nom).chain(tables::valeurs(self.autres_noms)).collect()
    }

    /// Its départements, by code.
    pub fn departements(&self) -> impl Iterator<Item = &'static Departement> {
        let code = self.code;
        Departement::tous().iter().filter(move |departement| departement.region().code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighteen_regions_and_eight_collectivites() {
        assert_eq!(Region::toutes().iter().filter(|region| region.code.len() == 2).count(), 18);
        assert_eq!(Region::toutes().len(), 26);
        assert!(Region::toutes().iter().all(|region| region.departements().next().is_some()));
    }

    #[test]
    fn names_people_type() {
        let cas = [
            ("idf", "11"),
            ("Ile de France", "11"),
            ("ÎLE-DE-FRANCE", "11"),
            ("île de france ", "11"),
            ("région parisienne", "11"),
            ("PACA", "93"),
            ("Provence-Alpes-Côte d’Azur", "93"),
            ("provence alpes cote d azur", "93"),
            ("aura", "84"),
            ("auvergne rhone-alpes", "84"),
            ("Rhône-Alpes", "84"),
            ("la réunion", "04"),
            ("Réunion", "04"),
            ("hauts de france", "32"),
            ("picardie", "32"),
            ("Pays de la Loire", "52"),
            ("St-Pierre et Miquelon", "975"),
            ("bretagne", "53"),
            ("grand est", "44"),
            ("Centre - Val de Loire", "24"),
        ];
        for (nom, code) in cas {
            assert_eq!(Region::par_nom(nom).map(|region| region.code), Some(code), "{nom}");
        }
        for inconnu in ["", "france", "rennes", "loire", "la"] {
            assert_eq!(Region::par_nom(inconnu), None, "{inconnu}");
        }
    }

    #[test]
    fn codes() {
        assert_eq!(Region::par_code("4").map(|region| region.nom), Some("La Réunion"));
        assert_eq!(Region::par_code("53").map(|region| region.nom), Some("Bretagne"));
        assert_eq!(Region::par_code("99"), None);
        let bretons: Vec<&str> = Region::par_code("53")
            .into_iter()
            .flat_map(Region::departements)
            .map(|d| d.code)
            .collect();
        assert_eq!(bretons, ["22", "29", "35", "56"]);
    }
}
