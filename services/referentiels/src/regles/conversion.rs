//! What a code became: found, replaced (with the way that leads there), out of date, unknown.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// The answer for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conversion<T> {
    /// It is up to date.
    Trouve,
    /// Codes up to date that took its place, each with the whole way from the code asked for.
    MisAJour(Vec<Vec<T>>),
    /// It is out of date, and nothing up to date took its place.
    Perime,
    /// No list knows it.
    Inconnu,
}

/// Follows successors until codes that are up to date. A code met twice is not followed again: the
/// real lists have loops. The way to each is the shortest.
///
/// `valide` tells whether a code is up to date, none when it is unknown.
pub fn convertir<'a, T: Copy + Eq + Hash + 'a>(
    code: T,
    valide: impl Fn(&T) -> Option<bool>,
    successeurs: impl Fn(&T) -> &'a [T],
) -> Conversion<T> {
    match valide(&code) {
        None => return Conversion::Inconnu,
        Some(true) => return Conversion::Trouve,
        Some(false) => {}
    }
    let mut venus_de: HashMap<T, Option<T>> = HashMap::from([(code, None)]);
    let mut a_suivre = VecDeque::from([code]);
    let mut chemins = Vec::new();
    while let Some(courant) = a_suivre.pop_front() {
        for suivant in successeurs(&courant) {
            if venus_de.contains_key(suivant) {
                continue;
            }
            venus_de.insert(*suivant, Some(courant));
            match valide(suivant) {
                Some(true) => chemins.push(chemin(*suivant, &venus_de)),
                Some(false) => a_suivre.push_back(*suivant),
                None => {}
            }
        }
    }
    if chemins.is_empty() { Conversion::Perime } else { Conversion::MisAJour(chemins) }
}

fn chemin<T: Copy + Eq + Hash>(arrivee: T, venus_de: &HashMap<T, Option<T>>) -> Vec<T> {
    let suivre = |code: &T| venus_de.get(code).copied().flatten();
    let mut chemin: Vec<T> = std::iter::successors(Some(arrivee), suivre).collect();
    chemin.reverse();
    chemin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn essai(code: u8, valides: &[u8], fleches: &[(u8, &'static [u8])]) -> Conversion<u8> {
        let liens: HashMap<u8, &'static [u8]> = fleches.iter().copied().collect();
        convertir(
            code,
            |c| (*c < 10).then(|| valides.contains(c)),
            |c| liens.get(c).copied().unwrap_or_default(),
        )
    }

    #[test]
    fn found_replaced_out_of_date_unknown() {
        let cas = [
            (essai(1, &[1], &[]), Conversion::Trouve),
            (essai(1, &[3], &[(1, &[2]), (2, &[3])]), Conversion::MisAJour(vec![vec![1, 2, 3]])),
            (
                essai(1, &[2, 4], &[(1, &[2, 3]), (3, &[4])]),
                Conversion::MisAJour(vec![vec![1, 2], vec![1, 3, 4]]),
            ),
            (essai(1, &[], &[(1, &[1])]), Conversion::Perime),
            (essai(1, &[], &[(1, &[2]), (2, &[1])]), Conversion::Perime),
            (essai(1, &[], &[(1, &[77])]), Conversion::Perime),
            (essai(77, &[1], &[(77, &[1])]), Conversion::Inconnu),
        ];
        for (obtenue, attendue) in cas {
            assert_eq!(obtenue, attendue);
        }
    }
}
