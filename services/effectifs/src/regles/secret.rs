//! Small counts are never published, nor what would give them back.
//!
//! A cell of one to four persons is hidden; then enough of the others for no sum to tell it: whoever reads a total and the
//! parts that show knows what the hidden ones make together, so they are none, or at least two that make no small count.

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
    let sommes: Vec<[i64; 1]> = arbre.iter().map(|region| [region.iter().sum()]).collect();
    let nation: i64 = sommes.iter().flatten().sum();
    let mut regions: Vec<bool> = sommes.iter().map(|[n]| petit(*n)).collect();
    completer(&mut regions, &sommes);
    let departements = arbre.iter().zip(&regions).map(|(comptes, cachee)| {
        let comptes: Vec<[i64; 1]> = comptes.iter().map(|n| [*n]).collect();
        let mut caches: Vec<bool> = comptes.iter().map(|[n]| petit(*n)).collect();
        if !cachee {
            completer(&mut caches, &comptes);
        } else if !caches.contains(&true) {
            cacher_une_de_plus(&mut caches, &comptes);
        }
        montrer(&comptes, &caches)
    });
    let departements = departements.collect();
    Publiable {
        nation: Some(nation).filter(|n| !petit(*n)),
        regions: montrer(&sommes, &regions),
        departements,
    }
}

/// The sum of rows of counts, and each row, when they may be published. The counts of a row add up: a row with a small
/// one is hidden whole.
pub fn masquer_les_lignes<const N: usize>(
    lignes: &[[i64; N]],
) -> (Option<[i64; N]>, Vec<Option<[i64; N]>>) {
    let petite = |ligne: &[i64; N]| ligne.iter().any(|n| petit(*n));
    let mut caches: Vec<bool> = lignes.iter().map(petite).collect();
    completer(&mut caches, lignes);
    let somme = std::array::from_fn(|m| lignes.iter().map(|l| l[m]).sum());
    let montrees = lignes.iter().zip(&caches).map(|(l, cachee)| Some(*l).filter(|_| !cachee));
    (Some(somme).filter(|s| !petite(s)), montrees.collect())
}

fn petit(n: i64) -> bool {
    (1..SEUIL).contains(&n)
}

/// Hides more, as long as what is hidden can be read from a sum and there is more to hide.
fn completer<const N: usize>(caches: &mut [bool], lignes: &[[i64; N]]) {
    while se_devine(caches, lignes) && cacher_une_de_plus(caches, lignes) {}
}

fn se_devine<const N: usize>(caches: &[bool], lignes: &[[i64; N]]) -> bool {
    let cachees = || lignes.iter().zip(caches).filter(|(_, cachee)| **cachee).map(|(l, _)| l);
    cachees().count() == 1 || (0..N).any(|m| petit(cachees().map(|l| l[m]).sum()))
}

/// Hides the smallest row that still shows and holds someone, by its first count; false when there is none.
fn cacher_une_de_plus<const N: usize>(caches: &mut [bool], lignes: &[[i64; N]]) -> bool {
    let visibles = (0..lignes.len()).filter(|n| !caches[*n] && lignes[*n].iter().any(|c| *c > 0));
    let choisie = visibles.min_by_key(|n| lignes[*n].first());
    if let Some(rang) = choisie {
        caches[rang] = true;
    }
    choisie.is_some()
}

fn montrer(comptes: &[[i64; 1]], caches: &[bool]) -> Vec<Option<i64>> {
    comptes.iter().zip(caches).map(|([n], cache)| Some(*n).filter(|_| !cache)).collect()
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

    #[test]
    fn two_hidden_counts_do_not_make_a_small_one() {
        let lu = masquer(&vec![vec![1, 1, 40, 60]]);
        assert_eq!(lu.departements, [vec![None, None, None, Some(60)]]);
        let lu = masquer(&vec![vec![2], vec![1], vec![30], vec![500]]);
        assert_eq!(lu.regions, [None, None, None, Some(500)]);
    }

    /// A sum that shows gives back no part: none is hidden, or two at least that make no small count; and a sum that does
    /// not show has a hidden part unless it is nothing.
    fn sur(somme: Option<i64>, parts: &[Option<i64>]) -> bool {
        let caches = parts.iter().filter(|p| p.is_none()).count();
        match somme {
            Some(somme) => {
                let montre: i64 = parts.iter().flatten().sum();
                caches != 1 && !petit(somme - montre)
            }
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

        #[test]
        fn rows_are_hidden_whole_and_no_sum_gives_one_back(
            parts in proptest::collection::vec((0i64..20, 0i64..20), 1..8)
        ) {
            let lignes: Vec<[i64; 3]> = parts.iter().map(|(a, b)| [a + b, *a, *b]).collect();
            let (somme, montrees) = masquer_les_lignes(&lignes);
            prop_assert!(montrees.iter().flatten().chain(&somme).flatten().all(|n| !petit(*n)));
            for m in 0..3 {
                let parts: Vec<Option<i64>> = montrees.iter().map(|l| l.map(|l| l[m])).collect();
                prop_assert!(somme.is_none() || sur(somme.map(|s| s[m]), &parts), "{montrees:?}");
            }
        }
    }
}
