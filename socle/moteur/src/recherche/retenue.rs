//! The best candidates seen so far.

/// A document that passed every filter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidat {
    /// Rank of the document: larger is better.
    pub ordre: u128,
    pub score: f32,
    /// Squared distance to the centre; NaN without one.
    pub carre: f32,
    pub segment: u32,
    pub doc: u32,
}

/// Keeps the `places` best candidates without sorting the others.
pub(crate) struct Retenue {
    places: usize,
    candidats: Vec<Candidat>,
    /// Nothing at or under this rank can be kept.
    pub seuil: u128,
}

impl Retenue {
    pub fn new(places: usize) -> Self {
        let seuil = if places == 0 { u128::MAX } else { 0 };
        Self { places, candidats: Vec::new(), seuil }
    }

    #[inline]
    pub fn proposer(&mut self, candidat: Candidat) {
        if candidat.ordre <= self.seuil {
            return;
        }
        self.candidats.push(candidat);
        if self.candidats.len() >= 2 * self.places + 64 {
            self.tasser();
        }
    }

    fn tasser(&mut self) {
        if self.candidats.len() > self.places {
            let limite = self.places - 1;
            self.candidats.select_nth_unstable_by_key(limite, |c| std::cmp::Reverse(c.ordre));
            self.seuil = self.candidats[limite].ordre;
            self.candidats.truncate(self.places);
        }
    }

    /// The candidates kept, best first.
    pub fn finir(mut self) -> Vec<Candidat> {
        if self.places > 0 {
            self.tasser();
        }
        self.candidats.sort_unstable_by_key(|c| std::cmp::Reverse(c.ordre));
        self.candidats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_in_order() {
        for places in [0, 1, 10, 5_000] {
            let mut retenue = Retenue::new(places);
            for i in 0..2_000_u32 {
                let ordre = u128::from(i.wrapping_mul(2_654_435_761)) + 1;
                retenue.proposer(Candidat { ordre, score: 0.0, carre: 0.0, segment: 0, doc: i });
            }
            let mut attendu: Vec<u128> =
                (0..2_000_u32).map(|i| u128::from(i.wrapping_mul(2_654_435_761)) + 1).collect();
            attendu.sort_unstable_by(|a, b| b.cmp(a));
            attendu.truncate(places);
            let obtenu: Vec<u128> = retenue.finir().iter().map(|c| c.ordre).collect();
            assert_eq!(obtenu, attendu);
        }
    }
}
