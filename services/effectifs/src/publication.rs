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

/// The figures of a day, as everyone may read them.
pub fn publier(cube: &Cube, jour: DateCivile) -> Publication {
    let departements = Departement::tous();
    let rang = |code: &str| departements.iter().position(|d| d.code == code);
    let des_centres: Vec<Option<usize>> =
        cube.centres.iter().map(|c| rang(&c.departement)).collect();
    let mut comptes = vec![Comptes::default(); departements.len()];
    cube.parcourir(jour, &Demande::default(), |ligne, marque| {
        if let Some(rang) = des_centres[ligne.centre as usize] {
            comptes[rang].ajouter(marque);
        }
    });
    let fin = jour.fin().ms();
    let mut couvertures = vec![Couverture::default(); departements.len()];
    for (centre, rang) in cube.centres.iter().zip(&des_centres) {
        if let Some(rang) = *rang {
            couvertures[rang] = couvertures[rang].avec(centre, fin);
        }
    }
    let de = |d: &Departement| rang(d.code).map(|r| valeurs(&comptes[r])).unwrap_or_default();
    let couverte = |d: &Departement| rang(d.code).map(|r| couvertures[r]).unwrap_or_default();
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
            couverture: cube.couverture(jour, |_| true),
        },
        regions: lignes.collect(),
    }
}
