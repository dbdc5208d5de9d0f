//! Where things happen: communes drawn by population, points jittered around their centre.

use std::collections::HashMap;

use super::echelle::Echelle;
use super::json::Objet;
use super::tirage::Tirage;
use crate::communes::{Commune, communes};

/// Organisations settle in towns of at least this many people.
const VILLE: u32 = 8_000;
/// Antennas of organisations, in the same département, at least this.
const BOURG: u32 = 3_000;
/// From this population, a commune counts as a city.
const GRANDE_VILLE: u32 = 30_000;
/// Farthest a point is moved from the centre of its commune, in km.
const ECART_KM: f64 = 3.0;
const KM_PAR_DEGRE: f64 = 111.2;
/// Around Rennes, the small scale draws this many times more often.
const ACCENT_PETIT: u64 = 30;
const DEPARTEMENT_ACCENTUE: &str = "35";

/// The communes of a scale, ready to be drawn.
pub(crate) struct Territoire {
    communes: Vec<&'static Commune>,
    cumul: Vec<u64>,
    villes: Vec<&'static Commune>,
    cumul_villes: Vec<u64>,
    bourgs: HashMap<&'static str, Vec<&'static Commune>>,
}

/// A point on the ground with its postal address.
pub(crate) struct Lieu {
    pub(crate) commune: &'static Commune,
    pub(crate) voie: String,
    pub(crate) code_postal: &'static str,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
}

impl Territoire {
    pub(crate) fn new(echelle: &Echelle) -> Self {
        let communes: Vec<_> = communes().iter().filter(|c| is_drawn(c, echelle)).collect();
        let villes = towns(&communes);
        Self {
            cumul: running_weights(&communes, echelle),
            cumul_villes: running_weights(&villes, echelle),
            bourgs: by_departement(&communes),
            communes,
            villes,
        }
    }

    /// A commune, each as likely as its share of the population.
    pub(crate) fn commune(&self, tirage: &mut Tirage) -> &'static Commune {
        pick(&self.communes, &self.cumul, tirage)
    }

    /// A town large enough for a training organisation.
    pub(crate) fn ville(&self, tirage: &mut Tirage) -> &'static Commune {
        pick(&self.villes, &self.cumul_villes, tirage)
    }

    /// Another place of the same département, the same one when there is none.
    pub(crate) fn bourg_voisin(
        &self,
        commune: &'static Commune,
        tirage: &mut Tirage,
    ) -> &'static Commune {
        let bourgs = self.bourgs.get(commune.departement).map_or(&[][..], Vec::as_slice);
        tirage.parmi(bourgs).copied().unwrap_or(commune)
    }

    /// Communes of this scale less than `km` from a point.
    pub(crate) fn autour(&self, lat: f64, lon: f64, km: f64) -> Vec<&'static Commune> {
        self.communes.iter().copied().filter(|c| distance_km(c, lat, lon) < km).collect()
    }
}

/// The stratum of a commune: 0 village, 1 small town, 2 city.
pub(crate) fn strate(commune: &Commune) -> usize {
    match commune.population {
        0..BOURG => 0,
        BOURG..GRANDE_VILLE => 1,
        _ => 2,
    }
}

/// An address somewhere in the commune.
pub(crate) fn lieu(commune: &'static Commune, tirage: &mut Tirage) -> Lieu {
    let rayon = ECART_KM * tirage.fraction();
    let angle = std::f64::consts::TAU * tirage.fraction();
    let numero = tirage.entre(1, 98);
    let voie = tirage.mot(&crate::noms::noms().voie);
    Lieu {
        commune,
        voie: format!("{numero} {voie}"),
        code_postal: tirage.parmi(&commune.codes_postaux).copied().unwrap_or(""),
        lat: rounded(commune.lat + rayon * angle.sin() / KM_PAR_DEGRE),
        lon: rounded(
            commune.lon + rayon * angle.cos() / (KM_PAR_DEGRE * commune.lat.to_radians().cos()),
        ),
    }
}

impl Lieu {
    /// The address on one line.
    pub(crate) fn adresse(&self) -> String {
        format!("{} {} {}", self.voie, self.code_postal, self.commune.ville())
    }

    /// The GeoJSON point.
    pub(crate) fn point(&self) -> Objet {
        let mut point = Objet::new();
        point.champ("type", "Point").champ("coordinates", vec![self.lon, self.lat]);
        point
    }

    /// `lat,lon`, as the catalogue writes places.
    pub(crate) fn lat_lon(&self) -> String {
        format!("{},{}", self.lat, self.lon)
    }
}

/// A commune as geo.api.gouv.fr writes it.
pub(crate) fn commune_json(commune: &Commune) -> String {
    let kind = if commune.nom.ends_with("Arrondissement") {
        "arrondissement-municipal"
    } else {
        "commune-actuelle"
    };
    let mut centre = Objet::new();
    centre.champ("type", "Point").champ("coordinates", vec![commune.lon, commune.lat]);
    let mut o = Objet::new();
    o.champ("nom", commune.nom).champ("code", commune.code);
    o.champ("codesPostaux", commune.codes_postaux.as_slice());
    o.champ("codeDepartement", commune.departement).champ("codeRegion", commune.region);
    o.champ("population", commune.population).champ("centre", centre).champ("type", kind);
    o.fin()
}

fn is_drawn(commune: &Commune, echelle: &Echelle) -> bool {
    let wanted = match echelle {
        Echelle::Departement(code) => commune.departement == code,
        Echelle::Petit | Echelle::France => true,
    };
    wanted && commune.population > 0 && !commune.a_arrondissements()
}

// A département without a large town uses its largest one.
fn towns(communes: &[&'static Commune]) -> Vec<&'static Commune> {
    let villes: Vec<_> = communes.iter().copied().filter(|c| c.population >= VILLE).collect();
    if villes.is_empty() {
        communes.iter().copied().max_by_key(|c| c.population).into_iter().collect()
    } else {
        villes
    }
}

fn running_weights(communes: &[&'static Commune], echelle: &Echelle) -> Vec<u64> {
    let weights = communes.iter().map(|c| weight(c, echelle));
    weights
        .scan(0, |total, weight| {
            *total += weight;
            Some(*total)
        })
        .collect()
}

fn weight(commune: &Commune, echelle: &Echelle) -> u64 {
    let accented = *echelle == Echelle::Petit && commune.departement == DEPARTEMENT_ACCENTUE;
    u64::from(commune.population) * if accented { ACCENT_PETIT } else { 1 }
}

fn by_departement(communes: &[&'static Commune]) -> HashMap<&'static str, Vec<&'static Commune>> {
    let mut map: HashMap<_, Vec<_>> = HashMap::new();
    for commune in communes.iter().filter(|c| c.population >= BOURG) {
        map.entry(commune.departement).or_default().push(*commune);
    }
    map
}

// A scale always has communes: `Echelle` accepts only known départements.
fn pick(communes: &[&'static Commune], cumul: &[u64], tirage: &mut Tirage) -> &'static Commune {
    communes.get(tirage.pondere(cumul)).copied().unwrap_or(&crate::communes()[0])
}

fn distance_km(commune: &Commune, lat: f64, lon: f64) -> f64 {
    let north = (commune.lat - lat) * KM_PAR_DEGRE;
    let east = (commune.lon - lon) * KM_PAR_DEGRE * lat.to_radians().cos();
    north.hypot(east)
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

#[cfg(test)]
mod tests {
    use super::super::{Graine, tirage::Serie};
    use super::*;

    #[test]
    fn points_stay_near_their_commune() {
        let territoire = Territoire::new(&Echelle::France);
        for rang in 0..2_000 {
            let mut tirage = Tirage::new(Graine(3), Serie::Entreprise, rang);
            let commune = territoire.commune(&mut tirage);
            let lieu = lieu(commune, &mut tirage);
            assert!(distance_km(commune, lieu.lat, lieu.lon) < ECART_KM + 0.1, "{}", commune.nom);
        }
    }

    #[test]
    fn a_departement_keeps_to_itself() {
        let territoire = Territoire::new(&Echelle::Departement("48".to_owned()));
        let mut tirage = Tirage::new(Graine(3), Serie::Entreprise, 0);
        for _ in 0..200 {
            assert_eq!(territoire.commune(&mut tirage).departement, "48");
            assert!(territoire.ville(&mut tirage).population >= VILLE);
        }
    }
}
