//! Communes looked up by what an address says of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use donnees::{Commune, communes};
use noyau::geo::{Point, distance_km};
use noyau::texte::mots;

/// A commune named without more is believed when it is the only one of its name or at least this
/// large.
const VILLE_CONNUE: u32 = 20_000;

/// Beyond this distance, the nearest commune says nothing of a point.
const VOISINAGE_KM: f64 = 30.0;

static LIEUX: LazyLock<Lieux> = LazyLock::new(Lieux::new);

type Liste = Vec<&'static Commune>;

struct Lieux {
    par_code: HashMap<&'static str, &'static Commune>,
    par_code_postal: HashMap<&'static str, Liste>,
    par_nom: HashMap<String, Liste>,
    plus_peuplee: HashMap<&'static str, &'static Commune>,
}

impl Lieux {
    fn new() -> Self {
        let mut lieux = Lieux {
            par_code: HashMap::new(),
            par_code_postal: HashMap::new(),
            par_nom: HashMap::new(),
            plus_peuplee: HashMap::new(),
        };
        communes().iter().for_each(|c| lieux.ajouter(c));
        lieux
    }

    fn ajouter(&mut self, commune: &'static Commune) {
        self.par_code.insert(commune.code, commune);
        // Paris, Lyon and Marseille are named as a whole, and placed by arrondissement.
        if !commune.a_arrondissements() {
            for code in &commune.codes_postaux {
                self.par_code_postal.entry(code).or_default().push(commune);
            }
        }
        if commune.ville() == commune.nom {
            self.par_nom.entry(cle(commune.nom)).or_default().push(commune);
        }
        let premiere = self.plus_peuplee.entry(commune.departement).or_insert(commune);
        if commune.population > premiere.population {
            *premiere = commune;
        }
    }
}

/// The commune of an INSEE code.
pub(super) fn de_code(code: &str) -> Option<&'static Commune> {
    LIEUX.par_code.get(code).copied()
}

/// The commune of a postal code that is called so; the only one or the largest when none is.
pub(super) fn de_code_postal(code: &str, nom: &str) -> Option<&'static Commune> {
    let toutes = LIEUX.par_code_postal.get(code)?;
    let cherche = cle(nom);
    let nommee = toutes.iter().find(|c| cle(c.ville()) == cherche);
    nommee.or_else(|| toutes.iter().max_by_key(|c| c.population)).copied()
}

/// The commune of that name in a département.
pub(super) fn de_nom(nom: &str, departement: &str) -> Option<&'static Commune> {
    let homonymes = LIEUX.par_nom.get(&cle(nom))?;
    homonymes.iter().find(|c| c.departement == departement).copied()
}

/// The commune of that name, when there is no doubt about which.
pub(super) fn de_nom_seul(nom: &str) -> Option<&'static Commune> {
    let homonymes = LIEUX.par_nom.get(&cle(nom))?;
    let plus_grande = homonymes.iter().max_by_key(|c| c.population).copied()?;
    (homonymes.len() == 1 || plus_grande.population >= VILLE_CONNUE).then_some(plus_grande)
}

/// The most populated commune of a département.
pub(super) fn plus_peuplee(departement: &str) -> Option<&'static Commune> {
    LIEUX.plus_peuplee.get(departement).copied()
}

/// The commune whose centre is nearest to a point, if one is near. Looks at them all.
pub(super) fn plus_proche(point: Point) -> Option<&'static Commune> {
    let distance = |c: &&'static Commune| centre(c).map_or(f64::MAX, |p| distance_km(p, point));
    let proche = communes().iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    (distance(&proche) <= VOISINAGE_KM).then_some(proche)
}

/// The centre of a commune.
pub(super) fn centre(commune: &Commune) -> Option<Point> {
    Point::new(commune.lat, commune.lon).ok()
}

/// A name for comparison: folded words, *saint* in full, without the courier's "cedex".
fn cle(nom: &str) -> String {
    let mut cle = String::with_capacity(nom.len());
    for mot in mots(nom) {
        let mot = match mot.as_str() {
            "st" => "saint",
            "ste" => "sainte",
            "cedex" => break,
            autre => autre,
        };
        if !cle.is_empty() {
            cle.push(' ');
        }
        cle.push_str(mot);
    }
    cle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(commune: Option<&'static Commune>) -> Option<&'static str> {
        commune.map(|c| c.code)
    }

    #[test]
    fn by_postal_code() {
        let cas = [
            ("35000", "Rennes", Some("35238")),
            ("35000", "", Some("35238")),
            ("13105", "MIMET", Some("13062")),
            ("75011", "Paris", Some("75111")),
            ("20000", "Ajaccio", Some("2A004")),
            ("35340", "Liffre cedex 3", Some("35152")),
            ("99999", "Rennes", None),
        ];
        for (postal, nom, attendu) in cas {
            assert_eq!(code(de_code_postal(postal, nom)), attendu, "{postal} {nom}");
        }
    }

    #[test]
    fn by_name() {
        assert_eq!(code(de_nom("ST MALO", "35")), Some("35288"));
        assert_eq!(code(de_nom("Saint-Malo", "22")), None);
        assert_eq!(code(de_nom_seul("paris")), Some("75056"));
        assert_eq!(code(de_nom_seul("Saint-Denis")).map(|c| c.len()), Some(5));
        assert_eq!(code(de_nom_seul("Saint-Aubin")), None, "there are many");
        assert_eq!(code(de_nom_seul("rue du Cantal")), None);
    }

    #[test]
    fn largest_and_nearest() {
        assert_eq!(code(plus_peuplee("15")), Some("15014"));
        assert_eq!(code(plus_peuplee("974")), Some("97411"));
        assert_eq!(code(plus_proche(Point::new(48.11, -1.68).unwrap())), Some("35238"));
        assert_eq!(code(plus_proche(Point::new(0.0, 0.0).unwrap())), None);
    }
}
