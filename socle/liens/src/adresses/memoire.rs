//! Answers kept for a while.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use super::AdresseTrouvee;

/// A small memory of answers: the oldest leaves when it is full.
#[derive(Debug)]
pub(super) struct Memoire {
    capacite: usize,
    duree: Duration,
    reponses: HashMap<String, (Instant, Vec<AdresseTrouvee>)>,
    ordre: VecDeque<String>,
}

impl Memoire {
    /// An empty memory of that many answers, each kept that long.
    pub(super) fn nouvelle(capacite: usize, duree: Duration) -> Self {
        Memoire { capacite, duree, reponses: HashMap::new(), ordre: VecDeque::new() }
    }

    /// The answer to a question, if it is known and not too old.
    pub(super) fn lire(&self, question: &str, maintenant: Instant) -> Option<Vec<AdresseTrouvee>> {
        let (date, reponse) = self.reponses.get(question)?;
        (maintenant.duration_since(*date) < self.duree).then(|| reponse.clone())
    }

    /// Keeps an answer.
    pub(super) fn garder(
        &mut self,
        question: &str,
        reponse: &[AdresseTrouvee],
        maintenant: Instant,
    ) {
        let ancienne = self.reponses.insert(question.to_owned(), (maintenant, reponse.to_vec()));
        if ancienne.is_none() {
            self.ordre.push_back(question.to_owned());
        }
        while self.ordre.len() > self.capacite {
            if let Some(partie) = self.ordre.pop_front() {
                self.reponses.remove(&partie);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_age_and_the_oldest_leaves() {
        let debut = Instant::now();
        let mut memoire = Memoire::nouvelle(2, Duration::from_secs(10));
        memoire.garder("a", &[], debut);
        memoire.garder("a", &[], debut);
        memoire.garder("b", &[], debut);
        assert!(memoire.lire("a", debut).is_some());
        assert!(memoire.lire("a", debut + Duration::from_secs(10)).is_none());
        memoire.garder("c", &[], debut);
        let presents: Vec<bool> =
            ["a", "b", "c"].map(|q| memoire.lire(q, debut).is_some()).to_vec();
        assert_eq!(presents, [false, true, true]);
    }
}
