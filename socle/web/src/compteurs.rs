//! Counters of use: what was asked each day, never by whom.
//!
//! A handler that reads must not write: it counts in memory. What was counted is taken from time
//! to time and added to the database by the service that keeps the figures.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use noyau::dates::DateCivile;
use noyau::horloge::Horloge;

/// Uses of one kind on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    /// Day, in Paris.
    pub jour: DateCivile,
    /// What is counted, e.g. `recherche.issue`.
    pub mesure: &'static str,
    /// Which one, from a closed list.
    pub cle: String,
    /// How many times.
    pub nombre: i64,
}

type Cases = BTreeMap<(DateCivile, &'static str), BTreeMap<String, i64>>;

/// The counters of this node since they were last taken.
pub struct Compteurs {
    horloge: Horloge,
    cases: Mutex<Cases>,
}

impl Compteurs {
    /// Counters at zero.
    pub fn nouveaux(horloge: Horloge) -> Self {
        Compteurs { horloge, cases: Mutex::default() }
    }

    /// Counts one use today.
    pub fn compter(&self, mesure: &'static str, cle: &str) {
        self.ajouter(self.horloge.aujourd_hui(), mesure, cle, 1);
    }

    /// Gives back counts that could not be kept.
    pub fn rendre(&self, comptes: &[Compte]) {
        for c in comptes {
            self.ajouter(c.jour, c.mesure, &c.cle, c.nombre);
        }
    }

    fn ajouter(&self, jour: DateCivile, mesure: &'static str, cle: &str, nombre: i64) {
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let du_jour = cases.entry((jour, mesure)).or_default();
        match du_jour.get_mut(cle) {
            Some(compte) => *compte += nombre,
            None => {
                du_jour.insert(cle.to_owned(), nombre);
            }
        }
    }

    /// Takes everything that was counted.
    pub fn prendre(&self) -> Vec<Compte> {
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        let prises = std::mem::take(&mut *cases).into_iter();
        let comptes = prises.flat_map(|((jour, mesure), cles)| {
            let compte = move |(cle, nombre)| Compte { jour, mesure, cle, nombre };
            cles.into_iter().map(compte)
        });
        comptes.collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn uses_are_counted_by_day_and_taken_once() {
        let horloge = Horloge::figee("2026-11-24T22:30:00Z".parse().unwrap());
        let compteurs = Compteurs::nouveaux(horloge.clone());
        compteurs.compter("recherche.issue", "vide");
        compteurs.compter("recherche.issue", "vide");
        // Half an hour later it is tomorrow in Paris.
        horloge.avancer(Duration::from_secs(1_800));
        compteurs.compter("recherche.issue", "vide");
        let pris = compteurs.prendre();
        let lus: Vec<(String, i64)> = pris.iter().map(|c| (c.jour.to_string(), c.nombre)).collect();
        assert_eq!(lus, [("2026-11-24".to_owned(), 2), ("2026-11-25".to_owned(), 1)]);
        assert_eq!(compteurs.prendre(), []);
        compteurs.compter("recherche.issue", "vide");
        compteurs.rendre(&pris);
        assert_eq!(compteurs.prendre().iter().map(|c| c.nombre).collect::<Vec<_>>(), [2, 2]);
    }
}
