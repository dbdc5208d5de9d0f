//! The public figures: by région and département, small counts hidden, coverage beside.

use noyau::dates::DateCivile;
use noyau::territoires::{Departement, Region};

use crate::cube::{Comptes, Couverture, Cube, Demande};
use crate::regles::secret::{Publiable, masquer};

/// The figures of one territory; `None` is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Territoire {
    /// Its code; empty for the country.
    pub code: &'static str,
    /// Its name.
    pub nom: &'static str,
    /// Apprentices, enrolled without a contract, after a rupture, gone.
    pub mesures: [Option<i64>; 4],
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

fn valeurs(c: &Comptes) -> [i64; 4] {
    [c.apprentis, c.inscrits, c.rupturants, c.abandons]
}

/// The figures of a day, as everyone may read them.
pub fn publier(cube: &Cube, jour: DateCivile) -> Publication {
    let departements = Departement::tous();
    let rang = |code: &str| departements.iter().position(|d| d.code == code);
    let des_centres: Vec<Option<usize>> =
        cube.centres.iter().map(|c| rang(&c.departement)).collect();
    let comptes = cube
        .compter(jour, &Demande::default(), departements.len(), |centre, _, _| des_centres[centre]);
    let de = |d: &Departement| rang(d.code).map(|r| valeurs(&comptes[r])).unwrap_or_default();
    let regions: Vec<(&Region, Vec<&Departement>)> =
        Region::toutes().iter().map(|r| (r, r.departements().collect())).collect();
    let masques: [Publiable; 4] = std::array::from_fn(|m| {
        let arbre = regions.iter().map(|(_, ds)| ds.iter().map(|d| de(d)[m]).collect()).collect();
        masquer(&arbre)
    });
    let couverture = |dans: &dyn Fn(&str) -> bool| cube.couverture(jour, |c| dans(&c.departement));
    let mesures =
        |choisir: &dyn Fn(&Publiable) -> Option<i64>| std::array::from_fn(|m| choisir(&masques[m]));
    let lignes = regions.iter().enumerate().map(|(r, (region, ds))| {
        let codes: Vec<&str> = ds.iter().map(|d| d.code).collect();
        let tete = Territoire {
            code: region.code,
            nom: region.nom,
            mesures: mesures(&|p| p.regions[r]),
            couverture: couverture(&|d| codes.contains(&d)),
        };
        let suite = ds.iter().enumerate().map(|(n, d)| Territoire {
            code: d.code,
            nom: d.nom,
            mesures: mesures(&|p| p.departements[r][n]),
            couverture: couverture(&|code| code == d.code),
        });
        (tete, suite.collect())
    });
    Publication {
        jour,
        nation: Territoire {
            code: "",
            nom: "France",
            mesures: mesures(&|p| p.nation),
            couverture: couverture(&|_| true),
        },
        regions: lignes.collect(),
    }
}
