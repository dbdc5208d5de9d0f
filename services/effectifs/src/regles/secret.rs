//! Small counts are never published, nor what would give them back.
//!
//! A cell of one to four persons is hidden; then enough of the others for no sum to tell it: where a total is published,
//! either none or at least two of its parts are hidden.

/// Counts below this one are hidden (five, as public statistics do).
const SEUIL: i64 = 5;

/// Counts of one measure: one list of départements for each région.
pub type Arbre = Vec<Vec<i64>>;

/// What may be published; `None` is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publiable {
    /// The country.
    pub nation: Option<i64>,
    /// Each région.
    pub regions: Vec<Option<i64>>,
    /// Each département, by région.
    pub departements: Vec<Vec<Option<i64>>>,
}

/// Hides what must be.
pub fn masquer(arbre: &Arbre) -> Publiable {
    let sommes: Vec<i64> = arbre.iter().map(|region| region.iter().sum()).collect();
    let nation: i64 = sommes.iter().sum();
    let mut regions: Vec<bool> = sommes.iter().map(|n| petit(*n)).collect();
    if cachees(&regions) == 1 {
        cacher_une_de_plus(&mut regions, &sommes);
    }
    let departements = arbre.iter().zip(&regions).map(|(comptes, cachee)| {
        let mut caches: Vec<bool> = comptes.iter().map(|n| petit(*n)).collect();
        let manque = match cachees(&caches) {
            0 => *cachee,
            1 => !cachee,
            _ => false,
        };
        if manque {
            cacher_une_de_plus(&mut caches, comptes);
        }
        montrer(comptes, &caches)
    });
    let departements = departements.collect();
    Publiable {
        nation: Some(nation).filter(|n| !petit(*n)),
        regions: montrer(&sommes, &regions),
        departements,
    }
}

fn petit(n: i64) -> bool {
    (1..SEUIL).contains(&n)
}

fn cachees(caches: &[bool]) -> usize {
    caches.iter().filter(|c| **c).count()
}

/// Hides the smallest count that still shows and holds someone.
fn cacher_une_de_plus(caches: &mut [bool], comptes: &[i64]) {
    let visibles = (0..comptes.len()).filter(|n| !caches[*n] && comptes[*n] > 0);
    if let Some(rang) = visibles.min_by_key(|n| comptes[*n]) {
        caches[rang] = true;
    }
}

fn montrer(comptes: &[i64], caches: &[bool]) -> Vec<Option<i64>> {
    comptes.iter().zip(caches).map(|(n, cache)| Some(*n).filter(|_| !cache)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_count_takes_another_with_it() {
        let lu = masquer(&vec![vec![3, 40, 60], vec![10, 0]]);
        assert_eq!((lu.nation, lu.regions), (Some(113), vec![Some(103), Some(10)]));
        assert_eq!(lu.departements, [vec![None, None, Some(60)], vec![Some(10), Some(0)]]);
        let seule = masquer(&vec![vec![3], vec![10, 20], vec![500]]);
        assert_eq!(
            seule.regions,
            [None, None, Some(500)],
            "a région of one département is a sum too"
        );
        assert_eq!(seule.departements, [vec![None], vec![None, Some(20)], vec![Some(500)]]);
        assert_eq!(masquer(&vec![vec![2], vec![0]]).nation, None);
    }

    /// A sum that shows gives back no part: none is hidden, or two at least; and a sum that does not show has a hidden part
    /// unless it is nothing.
    fn sur(somme: Option<i64>, parts: &[Option<i64>]) -> bool {
        let caches = parts.iter().filter(|p| p.is_none()).count();
        match somme {
            Some(_) => caches != 1,
            None => caches >= 1,
        }
    }

    proptest! {
        #[test]
        fn nothing_small_shows_and_no_sum_gives_it_back(
            arbre in proptest::collection::vec(proptest::collection::vec(0i64..30, 1..6), 1..6)
        ) {
            let lu = masquer(&arbre);
            let tout = lu.departements.iter().flatten().chain(&lu.regions).chain([&lu.nation]);
            prop_assert!(tout.flatten().all(|n| !petit(*n)));
            prop_assert!(sur(lu.nation, &lu.regions), "{lu:?}");
            for (region, departements) in lu.regions.iter().zip(&lu.departements) {
                prop_assert!(sur(*region, departements), "{lu:?}");
            }
        }
    }
}
