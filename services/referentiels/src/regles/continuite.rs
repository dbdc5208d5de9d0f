//! Which certifications are one and the same through its successive renewals: everything that the
//! links "old, new" join, directly or not, is one lineage (union-find).

use std::collections::HashMap;
use std::hash::Hash;

/// Lineages: who belongs with whom.
#[derive(Debug)]
pub struct Lignees<T> {
    rang: HashMap<T, usize>,
    groupes: Vec<Vec<T>>,
}

impl<T> Default for Lignees<T> {
    fn default() -> Self {
        Lignees { rang: HashMap::new(), groupes: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash + Ord> Lignees<T> {
    /// The lineages that these links make. A link from a code to itself joins nothing.
    pub fn nouvelles(liens: impl IntoIterator<Item = (T, T)>) -> Self {
        let mut foret = Foret::default();
        for (ancien, nouveau) in liens {
            if ancien != nouveau {
                foret.joindre(ancien, nouveau);
            }
        }
        foret.lignees()
    }

    /// Everyone of the lineage of a code, itself included; nobody when no link names it.
    pub fn de(&self, code: &T) -> &[T] {
        self.rang.get(code).map_or(&[], |rang| &self.groupes[*rang])
    }
}

/// Codes and their parents; a code is the root of its tree when it is its own parent.
struct Foret<T> {
    places: HashMap<T, usize>,
    codes: Vec<T>,
    parents: Vec<usize>,
}

impl<T> Default for Foret<T> {
    fn default() -> Self {
        Foret { places: HashMap::new(), codes: Vec::new(), parents: Vec::new() }
    }
}

impl<T: Copy + Eq + Hash + Ord> Foret<T> {
    fn place(&mut self, code: T) -> usize {
        let neuve = self.codes.len();
        let place = *self.places.entry(code).or_insert(neuve);
        if place == neuve {
            self.codes.push(code);
            self.parents.push(neuve);
        }
        place
    }

    /// Root of a place, halving the way on the walk.
    fn racine(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    fn joindre(&mut self, un: T, autre: T) {
        let (un, autre) = (self.place(un), self.place(autre));
        let (un, autre) = (self.racine(un), self.racine(autre));
        self.parents[autre] = un;
    }

    fn lignees(mut self) -> Lignees<T> {
        let mut lignees = Lignees::default();
        let mut groupe_de: HashMap<usize, usize> = HashMap::new();
        for place in 0..self.codes.len() {
            let racine = self.racine(place);
            let rang = *groupe_de.entry(racine).or_insert(lignees.groupes.len());
            if rang == lignees.groupes.len() {
                lignees.groupes.push(Vec::new());
            }
            lignees.groupes[rang].push(self.codes[place]);
            lignees.rang.insert(self.codes[place], rang);
        }
        lignees.groupes.iter_mut().for_each(|groupe| groupe.sort_unstable());
        lignees
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_splits_merges_and_loops() {
        type Cas = (&'static str, &'static [(u8, u8)], u8, &'static [u8]);
        let cas: [Cas; 7] = [
            ("chain", &[(1, 2), (2, 3)], 2, &[1, 2, 3]),
            ("split", &[(1, 2), (1, 3)], 3, &[1, 2, 3]),
            ("merge", &[(1, 3), (2, 3)], 1, &[1, 2, 3]),
            ("two lineages merged last", &[(1, 2), (3, 4), (2, 4)], 3, &[1, 2, 3, 4]),
            ("apart", &[(1, 2), (3, 4)], 1, &[1, 2]),
            ("self loop joins nothing", &[(1, 1)], 1, &[]),
            ("round", &[(1, 2), (2, 1), (2, 2)], 1, &[1, 2]),
        ];
        for (nom, liens, code, attendus) in cas {
            assert_eq!(Lignees::nouvelles(liens.iter().copied()).de(&code), attendus, "{nom}");
        }
    }
}
