//! Communes and municipal arrondissements.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use base::Lecture;
use noyau::geo::{Point, distance_km};
use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::texte::mots;

use crate::depot::Rangees;
use crate::depot::communes as depot;

/// Height of a degree of latitude, in km: two points are never nearer than their latitudes.
const KM_PAR_DEGRE: f64 = 111.19;

/// A commune, or an arrondissement of Paris, Lyon or Marseille (which are communes too).
#[derive(Debug, Clone, PartialEq)]
pub struct Commune {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name, with accents.
    pub nom: String,
    /// Postal codes that serve it; none for a few islands without inhabitants.
    pub codes_postaux: Vec<CodePostal>,
    /// Code of its département: `35`, `2A`, `974`.
    pub departement: String,
    /// INSEE code of its région; that of the collectivity itself overseas.
    pub region: String,
    /// Inhabitants; 0 when unknown.
    pub population: i64,
    /// Centre of its territory.
    pub centre: Option<Point>,
}

/// Every commune, ready to be looked up.
#[derive(Debug, Default)]
pub struct Communes {
    /// In the order of the codes.
    toutes: Vec<Commune>,
    par_code: HashMap<CodeCommune, usize>,
    par_code_postal: HashMap<CodePostal, Vec<usize>>,
    /// Key of the name → ranks, most inhabitants first; made on first use.
    par_nom: OnceLock<HashMap<String, Vec<usize>>>,
    /// (latitude, rank), from south to north.
    par_latitude: Vec<(f64, usize)>,
}

impl Communes {
    /// The current version, shared by all who hold it, or the table that comes with the program
    /// when none was imported.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn charger(db: &Lecture) -> anyhow::Result<Arc<Self>> {
        db.partager(&["communes"], Self::lire(db)).await
    }

    async fn lire(db: &Lecture) -> anyhow::Result<Self> {
        let (rangees, postaux) = tokio::try_join!(depot::toutes(db), depot::codes_postaux(db))?;
        let toutes = if rangees.est_vide() { embarquees() } else { assembler(&rangees, &postaux) };
        Ok(Self::nouvelles(toutes))
    }

    /// Indexes communes.
    pub fn nouvelles(mut toutes: Vec<Commune>) -> Self {
        toutes.sort_by_key(|c| c.code);
        let mut communes = Communes { toutes, ..Communes::default() };
        for (rang, commune) in communes.toutes.iter().enumerate() {
            communes.par_code.insert(commune.code, rang);
            for code_postal in &commune.codes_postaux {
                communes.par_code_postal.entry(*code_postal).or_default().push(rang);
            }
            communes.par_latitude.extend(commune.centre.map(|p| (p.lat(), rang)));
        }
        let toutes = &communes.toutes;
        for rangs in communes.par_code_postal.values_mut() {
            les_plus_peuplees_d_abord(rangs, toutes);
        }
        communes.par_latitude.sort_by(|a, b| a.0.total_cmp(&b.0));
        communes
    }

    /// The table that comes with the program.
    #[cfg(test)]
    pub(crate) fn embarquees() -> Self {
        Self::nouvelles(embarquees())
    }

    /// Every commune, in the order of the codes. Paris, Lyon and Marseille come whole and by
    /// arrondissement.
    pub fn toutes(&self) -> impl Iterator<Item = &Commune> {
        self.toutes.iter()
    }

    /// The commune of a code; that of the whole town for an arrondissement that is not in the table.
    pub fn par_code(&self, code: &CodeCommune) -> Option<&Commune> {
        let rang =
            self.par_code.get(code).or_else(|| self.par_code.get(&code.commune_entiere()))?;
        Some(&self.toutes[*rang])
    }

    /// The communes that a postal code serves, most inhabitants first.
    pub fn par_code_postal(&self, code: &CodePostal) -> impl Iterator<Item = &Commune> {
        let rangs = self.par_code_postal.get(code).map_or(&[][..], Vec::as_slice);
        rangs.iter().map(|rang| &self.toutes[*rang])
    }

    /// The communes of that name, whatever its accents, hyphens and "St", most inhabitants first;
    /// only those of a département when it is given.
    pub fn par_nom<'a>(
        &'a self,
        nom: &str,
        departement: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Commune> {
        let noms = self.par_nom.get_or_init(|| nommer(&self.toutes));
        let rangs = noms.get(&cle(nom)).map_or(&[][..], Vec::as_slice);
        let communes = rangs.iter().map(|rang| &self.toutes[*rang]);
        communes.filter(move |c| departement.is_none_or(|d| c.departement == d))
    }

    /// The commune whose centre is nearest to a point, and how far it is, in km.
    pub fn proche(&self, point: Point) -> Option<(&Commune, f64)> {
        let ici = self.par_latitude.partition_point(|(lat, _)| *lat < point.lat());
        let (sud, nord) = self.par_latitude.split_at(ici);
        let mut meilleure = None;
        self.chercher(point, sud.iter().rev(), &mut meilleure);
        self.chercher(point, nord.iter(), &mut meilleure);
        meilleure
    }

    /// Goes away from a latitude until latitudes alone are farther than what was found.
    fn chercher<'a>(
        &'a self,
        point: Point,
        voisines: impl Iterator<Item = &'a (f64, usize)>,
        meilleure: &mut Option<(&'a Commune, f64)>,
    ) {
        for (lat, rang) in voisines {
            let record = meilleure.map_or(f64::INFINITY, |(_, km)| km);
            if (lat - point.lat()).abs() * KM_PAR_DEGRE > record {
                return;
            }
            let commune = &self.toutes[*rang];
            let km = commune.centre.map_or(f64::INFINITY, |centre| distance_km(point, centre));
            if km < record {
                *meilleure = Some((commune, km));
            }
        }
    }
}

fn nommer(toutes: &[Commune]) -> HashMap<String, Vec<usize>> {
    let mut noms: HashMap<String, Vec<usize>> = HashMap::new();
    for (rang, commune) in toutes.iter().enumerate() {
        noms.entry(cle(&commune.nom)).or_default().push(rang);
    }
    noms.values_mut().for_each(|rangs| les_plus_peuplees_d_abord(rangs, toutes));
    noms
}

fn les_plus_peuplees_d_abord(rangs: &mut [usize], toutes: &[Commune]) {
    rangs.sort_by_key(|rang| std::cmp::Reverse(toutes[*rang].population));
}

/// Folded words, "St" and "Ste" written out: what two spellings of a name share.
pub(super) fn cle(nom: &str) -> String {
    let mut mots = mots(nom);
    for mot in &mut mots {
        match mot.as_str() {
            "st" => *mot = "saint".to_owned(),
            "ste" => *mot = "sainte".to_owned(),
            _ => {}
        }
    }
    mots.join(" ")
}

fn assembler(rangees: &Rangees, postaux: &Rangees) -> Vec<Commune> {
    let mut codes_postaux: HashMap<CodeCommune, Vec<CodePostal>> = HashMap::new();
    for mut champs in postaux.iter() {
        if let (Some(commune), Some(code)) = (champs.valeur(), champs.valeur()) {
            codes_postaux.entry(commune).or_default().push(code);
        }
    }
    let communes = rangees.iter().filter_map(|mut champs| {
        let code = champs.valeur()?;
        let mut postaux = codes_postaux.remove(&code).unwrap_or_default();
        postaux.sort_unstable();
        Some(Commune {
            code,
            nom: champs.texte().to_owned(),
            codes_postaux: postaux,
            departement: champs.texte().to_owned(),
            region: champs.texte().to_owned(),
            population: champs.valeur().unwrap_or(0),
            centre: centre(champs.valeur(), champs.valeur()),
        })
    });
    communes.collect()
}

fn centre(lat: Option<f64>, lon: Option<f64>) -> Option<Point> {
    Point::new(lat?, lon?).ok()
}

fn embarquees() -> Vec<Commune> {
    let communes = donnees::communes().iter().filter_map(|c| {
        Some(Commune {
            code: c.code.parse().ok()?,
            nom: c.nom.to_owned(),
            codes_postaux: c.codes_postaux.iter().filter_map(|cp| cp.parse().ok()).collect(),
            departement: c.departement.to_owned(),
            region: c.region.to_owned(),
            population: c.population.into(),
            centre: Point::new(c.lat, c.lon).ok(),
        })
    });
    communes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embarquees_indexees() -> Communes {
        Communes::nouvelles(embarquees())
    }

    #[test]
    fn codes_of_every_shape() {
        let communes = embarquees_indexees();
        let cas = [
            ("35238", Some("Rennes")),
            ("2A004", Some("Ajaccio")),
            ("97411", Some("Saint-Denis")),
            ("75056", Some("Paris")),
            ("75111", Some("Paris 11e Arrondissement")),
            ("99999", None),
        ];
        for (code, nom) in cas {
            let trouvee = communes.par_code(&code.parse().unwrap());
            assert_eq!(trouvee.map(|c| c.nom.as_str()), nom, "{code}");
        }
    }

    #[test]
    fn an_arrondissement_that_is_missing_is_its_town() {
        let paris = |c: &Commune| c.code.as_str() == "75056";
        let communes = Communes::nouvelles(embarquees().into_iter().filter(paris).collect());
        let trouvee = communes.par_code(&"75103".parse().unwrap()).unwrap();
        assert_eq!(trouvee.nom, "Paris");
    }

    #[test]
    fn names_whatever_their_spelling() {
        let communes = embarquees_indexees();
        let cas = [
            ("rennes", None, "35238"),
            ("SAINT DENIS", Some("93"), "93066"),
            ("st-denis", Some("974"), "97411"),
            ("L’Haÿ les Roses", None, "94038"),
        ];
        for (nom, departement, code) in cas {
            let trouvee = communes.par_nom(nom, departement).next().map(|c| c.code.to_string());
            assert_eq!(trouvee.as_deref(), Some(code), "{nom}");
        }
        assert_eq!(communes.par_nom("Rennes", Some("75")).count(), 0);
        assert_eq!(communes.par_nom("", None).count(), 0);
    }

    #[test]
    fn a_postal_code_may_serve_several_communes() {
        let communes = embarquees_indexees();
        let codes: Vec<&str> =
            communes.par_code_postal(&"01400".parse().unwrap()).map(|c| c.nom.as_str()).collect();
        assert!(codes.len() > 1 && codes[0].starts_with("Châtillon"), "{codes:?}");
        assert_eq!(communes.par_code_postal(&"00000".parse().unwrap()).count(), 0);
    }

    #[test]
    fn the_nearest_commune_is_the_one_a_full_scan_finds() {
        let communes = embarquees_indexees();
        for (lat, lon) in [(48.11, -1.68), (43.3, 5.4), (-20.9, 55.5), (16.2, -61.5), (47.0, 2.9)] {
            let point = Point::new(lat, lon).unwrap();
            let km = |c: &Commune| c.centre.map_or(f64::INFINITY, |p| distance_km(p, point));
            let attendue = communes.toutes().map(km).fold(f64::INFINITY, f64::min);
            let (trouvee, distance) = communes.proche(point).unwrap();
            assert_eq!(distance, attendue, "{} pour {lat},{lon}", trouvee.nom);
        }
        assert!(Communes::default().proche(Point::new(48.0, 2.0).unwrap()).is_none());
    }
}
