//! What a diploma became: the chains of successors of the BCN.

use std::collections::{HashSet, VecDeque};

use noyau::identifiants::Cfd;

/// What stands for a diploma on a given day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suite {
    /// It is up to date.
    Valide,
    /// These diplomas, up to date, took its place (a diploma may be split in several).
    Remplace(Vec<Cfd>),
    /// It is out of date and nothing up to date took its place.
    Perime,
    /// The BCN does not know it.
    Inconnu,
}

/// Follows the successors of a diploma until diplomas that are up to date. A diploma met twice is
/// not followed again: the BCN has loops.
///
/// `valide` tells whether a diploma is up to date, none when the BCN does not know it;
/// `successeurs` are those of a diploma, in their order.
pub fn suivre<'a>(
    cfd: Cfd,
    valide: impl Fn(&Cfd) -> Option<bool>,
    successeurs: impl Fn(&Cfd) -> &'a [Cfd],
) -> Suite {
    match valide(&cfd) {
        None => return Suite::Inconnu,
        Some(true) => return Suite::Valide,
        Some(false) => {}
    }
    let mut vus = HashSet::from([cfd]);
    let mut a_suivre = VecDeque::from([cfd]);
    let mut trouves = Vec::new();
    while let Some(courant) = a_suivre.pop_front() {
        for suivant in successeurs(&courant) {
            if !vus.insert(*suivant) {
                continue;
            }
            match valide(suivant) {
                Some(true) => trouves.push(*suivant),
                Some(false) => a_suivre.push_back(*suivant),
                None => {}
            }
        }
    }
    if trouves.is_empty() { Suite::Perime } else { Suite::Remplace(trouves) }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn cfd(n: u32) -> Cfd {
        format!("{n:08}").parse().unwrap()
    }

    /// Diplomas 1 to 9, those in `valides` up to date; arrows from one to others.
    fn suite(depart: u32, valides: &[u32], fleches: &[(u32, &[u32])]) -> Suite {
        let liens: HashMap<Cfd, Vec<Cfd>> = fleches
            .iter()
            .map(|(de, vers)| (cfd(*de), vers.iter().map(|n| cfd(*n)).collect()))
            .collect();
        let connus: Vec<Cfd> = (1..=9).map(cfd).collect();
        let valides: Vec<Cfd> = valides.iter().map(|n| cfd(*n)).collect();
        suivre(
            cfd(depart),
            |c| connus.contains(c).then(|| valides.contains(c)),
            |c| liens.get(c).map_or(&[][..], Vec::as_slice),
        )
    }

    #[test]
    fn chains_splits_loops_and_holes() {
        let remplace = |codes: &[u32]| Suite::Remplace(codes.iter().map(|n| cfd(*n)).collect());
        let cas = [
            ("up to date, successor or not", suite(1, &[1, 2], &[(1, &[2])]), Suite::Valide),
            ("one step", suite(1, &[2], &[(1, &[2])]), remplace(&[2])),
            (
                "five steps",
                suite(1, &[6], &[(1, &[2]), (2, &[3]), (3, &[4]), (4, &[5]), (5, &[6])]),
                remplace(&[6]),
            ),
            ("split in order", suite(1, &[2, 3], &[(1, &[3, 2])]), remplace(&[3, 2])),
            ("joined again", suite(1, &[4], &[(1, &[2, 3]), (2, &[4]), (3, &[4])]), remplace(&[4])),
            ("self loop", suite(1, &[], &[(1, &[1])]), Suite::Perime),
            ("into a loop", suite(1, &[], &[(1, &[2]), (2, &[2])]), Suite::Perime),
            ("round", suite(1, &[], &[(1, &[2]), (2, &[1])]), Suite::Perime),
            ("dangling", suite(1, &[], &[(1, &[77])]), Suite::Perime),
            ("no successor", suite(1, &[], &[]), Suite::Perime),
            ("unknown", suite(77, &[2], &[(77, &[2])]), Suite::Inconnu),
        ];
        for (nom, obtenue, attendue) in cas {
            assert_eq!(obtenue, attendue, "{nom}");
        }
    }
}
