//! The public figures: by région and département, small counts hidden, coverage beside.

use noyau::dates::DateCivile;
use noyau::territoires::{Departement, Region};

use crate::cube::{Comptes, Couverture, Cube, Demande};
use crate::regles::secret::{Publiable, masquer};

/// How many figures a territory has.
pub const MESURES: usize = 6;

/// What they are called.
pub const LIBELLES: [&str; MESURES] = [
    "Apprentis",
    "Inscrits sans contrat",
    "En rupture de contrat",
    "Sorties d’apprentissage",
    "Entrées depuis la rentrée",
    "Sorties depuis la rentrée",
];

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
    [c.apprentis, c.inscrits, c.rupturants, c.abandons, c.entrees, c.sorties]
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
    let masques: [Publiable; MESURES] = std::array::from_fn(|m| {
        let arbre = regions.iter().map(|(_, ds)| ds.iter().map(|d| de(d)[m]).collect()).collect();
        masquer(&arbre)
    });
    let mesures =
        |choisir: &dyn Fn(&Publiable) -> Option<i64>| std::array::from_fn(|m| choisir(&masques[m]));
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
