//! The public figures: by région and département, small counts hidden, coverage beside.

use noyau::dates::DateCivile;
use noyau::territoires::{Departement, Region};

use crate::cube::{Comptes, Couverture, Cube, Demande};
use crate::regles::secret::{Publiable, masquer};

/// How many figures a territory has.
pub const MESURES: usize = 8;

/// What they are called.
pub const LIBELLES: [&str; MESURES] = [
    "Apprentis",
    "Inscrits sans contrat",
    "En rupture de contrat",
    "Sorties d’apprentissage",
    "Entrées depuis la rentrée",
    "Sorties depuis la rentrée",
    "Ruptures depuis la rentrée",
    "Ruptures nettes depuis la rentrée",
];

/// Rank of the net breaks among them.
const NETTES: usize = 7;

/// The figures of one territory; `None` is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Territoire {
    /// Its code; empty for the country.
    pub code: &'static str,
    /// Its name.
    pub nom: &'static str,
    /// In the order of [`LIBELLES`].
    pub mesures: [Option<i64>; MESURES],
    /// What the figures cover.
    pub couverture: Couverture,
}

/// The figures of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The day.
    pub jour: DateCivile,
    /// The country.
    pub nation: Territoire,
    /// Each région with its départements.
    pub regions: Vec<(Territoire, Vec<Territoire>)>,
}

fn valeurs(c: &Comptes) -> [i64; MESURES] {
    [
        c.apprentis,
        c.inscrits,
        c.rupturants,
        c.abandons,
        c.entrees,
        c.sorties,
        c.ruptures,
        c.ruptures_nettes,
    ]
}

/// Figures and coverage of a département.
pub type Part = (Comptes, Couverture);

/// The figures of a day by département, in the order of [`Departement::tous`]; those of centres whose département nobody
/// knows come last.
pub fn par_departement(cube: &Cube, jour: DateCivile) -> Vec<Part> {
    let departements = Departement::tous();
    let rang = |code: &str| {
        let rang = departements.iter().position(|d| d.code == code);
        rang.unwrap_or(departements.len())
    };
    let des_centres: Vec<usize> = cube.centres.iter().map(|c| rang(&c.departement)).collect();
    let mut parts = vec![Part::default(); departements.len() + 1];
    cube.parcourir(jour, &Demande::default(), |ligne, marque| {
        parts[des_centres[ligne.centre as usize]].0.ajouter(marque);
    });
    let fin = jour.fin().ms();
    for (centre, rang) in cube.centres.iter().zip(&des_centres) {
        parts[*rang].1 = parts[*rang].1.avec(centre, fin);
    }
    parts
}

/// The figures of a day, as everyone may read them. Once the enrolments of its time are erased, those of the end of month
/// before it stand for it.
pub fn publier(cube: &Cube, jour: DateCivile) -> Publication {
    match cube.agregats_au(jour) {
        Some((jour, parts)) => composer(jour, parts),
        None => composer(jour, &par_departement(cube, jour)),
    }
}

fn composer(jour: DateCivile, parts: &[Part]) -> Publication {
    let rang = |code: &str| Departement::tous().iter().position(|d| d.code == code);
    let part =
        |d: &Departement| rang(d.code).and_then(|r| parts.get(r)).copied().unwrap_or_default();
    let de = |d: &Departement| valeurs(&part(d).0);
    let couverte = |d: &Departement| part(d).1;
    let regions: Vec<(&Region, Vec<&Departement>)> =
        Region::toutes().iter().map(|r| (r, r.departements().collect())).collect();
    let masquees = |compter: &dyn Fn(&Departement) -> i64| {
        let arbre = regions.iter().map(|(_, ds)| ds.iter().map(|d| compter(d)).collect()).collect();
        masquer(&arbre)
    };
    let masques: [Publiable; MESURES] = std::array::from_fn(|m| masquees(&|d| de(d)[m]));
    // Those who signed again are what both counts of breaks differ by: hidden, the net count is too.
    let reprises = masquees(&|d| part(d).0.ruptures - part(d).0.ruptures_nettes);
    let mesures = |choisir: &dyn Fn(&Publiable) -> Option<i64>| {
        let mut mesures = std::array::from_fn(|m| choisir(&masques[m]));
        if choisir(&reprises).is_none() {
            mesures[NETTES] = None;
        }
        mesures
    };
    let lignes = regions.iter().enumerate().map(|(r, (region, ds))| {
        let tete = Territoire {
            code: region.code,
            nom: region.nom,
            mesures: mesures(&|p| p.regions[r]),
            couverture: ds
                .iter()
                .map(|d| couverte(d))
                .fold(Couverture::default(), Couverture::plus),
        };
        let suite = ds.iter().enumerate().map(|(n, d)| Territoire {
            code: d.code,
            nom: d.nom,
            mesures: mesures(&|p| p.departements[r][n]),
            couverture: couverte(d),
        });
        (tete, suite.collect())
    });
    Publication {
        jour,
        nation: Territoire {
            code: "",
            nom: "France",
            mesures: mesures(&|p| p.nation),
            couverture: parts.iter().map(|(_, c)| *c).fold(Couverture::default(), Couverture::plus),
        },
        regions: lignes.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_few_who_signed_again_cannot_be_told_from_both_counts_of_breaks() {
        let departements = Departement::tous();
        let mut parts = vec![Part::default(); departements.len() + 1];
        for (code, ruptures, ruptures_nettes) in
            [("35", 20, 18), ("29", 40, 30), ("22", 30, 15), ("75", 50, 50)]
        {
            let rang = departements.iter().position(|d| d.code == code).unwrap();
            parts[rang].0 = Comptes { ruptures, ruptures_nettes, ..Comptes::default() };
        }
        let p = composer("2026-11-24".parse().unwrap(), &parts);
        let lus = |code: &str| {
            let tous = p.regions.iter().flat_map(|(_, ds)| ds);
            let un = tous.into_iter().find(|d| d.code == code).unwrap();
            (un.mesures[NETTES - 1], un.mesures[NETTES])
        };
        assert_eq!(lus("35"), (Some(20), None), "two signed again");
        let caches = ["29", "22"].into_iter().filter(|code| lus(code).1.is_none());
        assert_eq!(caches.count(), 1, "the sum of the région would tell them");
        assert_eq!(lus("75"), (Some(50), Some(50)));
        assert_eq!(p.nation.mesures[NETTES], Some(113));
    }
}
