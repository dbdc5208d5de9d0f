//! Clauses of a request, and what satisfies them. A field with several values satisfies a test as soon
//! as one does, and fails its negation then, as clients of the catalogue are used to.

use std::cmp::Ordering;

use super::Valeur;
use super::champs::{Champ, Lu};
use crate::regles::vivier::Rangee;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// A field passes every test.
    Champ(Champ, Vec<Test>),
    /// Every branch holds.
    Toutes(Vec<Vec<Clause>>),
    /// At least one branch holds.
    Une(Vec<Vec<Clause>>),
    /// No branch holds.
    Aucune(Vec<Vec<Clause>>),
}

/// A test of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of its values is this one; with null, it has none.
    Egal(Valeur),
    /// One of its values is among these.
    Parmi(Vec<Valeur>),
    /// It has all these values.
    Tous(Vec<Valeur>),
    /// One of its values comes after this one.
    Plus(Valeur),
    /// After, or the same.
    PlusOuEgal(Valeur),
    /// Before.
    Moins(Valeur),
    /// Before, or the same.
    MoinsOuEgal(Valeur),
    /// It has a value, or none.
    Existe(bool),
    /// One of these tests fails.
    Non(Vec<Test>),
}

impl Clause {
    /// Whether a training satisfies it.
    pub fn retient(&self, r: &Rangee) -> bool {
        let tient = |branche: &Vec<Clause>| branche.iter().all(|c| c.retient(r));
        match self {
            Clause::Champ(champ, tests) => tests.iter().all(|t| t.passe(*champ, r)),
            Clause::Toutes(branches) => branches.iter().all(tient),
            Clause::Une(branches) => branches.iter().any(tient),
            Clause::Aucune(branches) => !branches.iter().any(tient),
        }
    }
}

impl Test {
    fn passe(&self, champ: Champ, r: &Rangee) -> bool {
        let un = |valeur: &Valeur, convient: fn(Ordering) -> bool| {
            champ.un(r, |lu| comparer(lu, valeur).is_some_and(convient))
        };
        let egal = |valeur: &Valeur| match valeur {
            Valeur::Nul => !champ.un(r, |_| true),
            _ => un(valeur, Ordering::is_eq),
        };
        match self {
            Test::Egal(valeur) => egal(valeur),
            Test::Parmi(valeurs) => valeurs.iter().any(egal),
            Test::Tous(valeurs) => valeurs.iter().all(egal),
            Test::Plus(valeur) => un(valeur, Ordering::is_gt),
            Test::PlusOuEgal(valeur) => un(valeur, Ordering::is_ge),
            Test::Moins(valeur) => un(valeur, Ordering::is_lt),
            Test::MoinsOuEgal(valeur) => un(valeur, Ordering::is_le),
            Test::Existe(voulu) => champ.un(r, |_| true) == *voulu,
            Test::Non(tests) => !tests.iter().all(|t| t.passe(champ, r)),
        }
    }
}

/// Values of two kinds are not compared.
fn comparer(lu: Lu<'_>, valeur: &Valeur) -> Option<Ordering> {
    match (lu, valeur) {
        (Lu::Texte(a), Valeur::Texte(b)) => Some(a.cmp(b.as_str())),
        (Lu::Nombre(a), Valeur::Nombre(b)) => (a as f64).partial_cmp(b),
        (Lu::Oui(a), Valeur::Oui(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
