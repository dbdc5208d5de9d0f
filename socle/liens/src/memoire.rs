//! Answers kept for a while.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// A small memory of answers: the oldest leaves when it is full.
#[derive(Debug)]
pub(crate) struct Memoire<T> {
    capacite: usize,
    duree: Duration,
    reponses: HashMap<String, (Instant, T)>,
    ordre: VecDeque<String>,
}

impl<T: Clone> Memoire<T> {
    /// An empty memory of that many answers, each kept that long.
    pub(crate) fn nouvelle(capacite: usize, duree: Duration) -> Self {
        Memoire { capacite, duree, reponses: HashMap::new(), ordre: VecDeque::new() }
    }

    /// The answer to a question, if it is known and not too old.
    pub(crate) fn lire(&self, question: &str, maintenant: Instant) -> Option<T> {
        let (date, reponse) = self.reponses.get(question)?;
        (maintenant.duration_since(*date) < self.duree).then(|| reponse.clone())
    }

    /// Keeps an answer.
    pub(crate) fn garder(&mut self, question: &str, reponse: &T, maintenant: Instant) {
        let ancienne = self.reponses.insert(question.to_owned(), (maintenant, reponse.clone()));
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
        memoire.garder("a", &1, debut);
        memoire.garder("a", &1, debut);
        memoire.garder("b", &1, debut);
        assert!(memoire.lire("a", debut).is_some());
        assert!(memoire.lire("a", debut + Duration::from_secs(10)).is_none());
        memoire.garder("c", &1, debut);
        let presents: Vec<bool> =
            ["a", "b", "c"].map(|q| memoire.lire(q, debut).is_some()).to_vec();
        assert_eq!(presents, [false, true, true]);
    }
}
