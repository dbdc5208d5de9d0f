//! When a diploma and a sheet of the register hold together, and when one of them holds alone.
//!
//! A certification is a pair CFD × RNCP. What a pair does not cover of the life of its diploma or of
//! its sheet is told by a certification that has one identifier only, so that each day of each of
//! them is told once.

use noyau::dates::DateCivile;

/// Days from `debut` to `fin`, both included; none means without bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Intervalle {
    /// First day.
    pub debut: Option<DateCivile>,
    /// Last day.
    pub fin: Option<DateCivile>,
}

impl Intervalle {
    /// From the latest beginning to the earliest end. It holds no day when it ends before it begins:
    /// two things that the publisher joins and that were never open together.
    pub fn commun(self, autre: Self) -> Self {
        let debut = match (self.debut, autre.debut) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let fin = match (self.fin, autre.fin) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Intervalle { debut, fin }
    }

    /// Whether it holds no day.
    pub fn est_vide(self) -> bool {
        matches!((self.debut, self.fin), (Some(debut), Some(fin)) if fin < debut)
    }

    /// Whether it holds that day.
    pub fn contient(self, jour: DateCivile) -> bool {
        self.debut.is_none_or(|debut| debut <= jour) && self.fin.is_none_or(|fin| jour <= fin)
    }

    /// What is left of it without that one: nothing, one piece, or one on each side.
    fn sans(self, autre: Self) -> impl Iterator<Item = Self> {
        let touche = !self.commun(autre).est_vide() && !autre.est_vide();
        let avant = autre.debut.map(|jour| Intervalle { fin: Some(jour.plus_jours(-1)), ..self });
        let apres = autre.fin.map(|jour| Intervalle { debut: Some(jour.plus_jours(1)), ..self });
        let (avant, apres) = if touche { (avant, apres) } else { (Some(self), None) };
        avant.into_iter().chain(apres).filter(|reste| !reste.est_vide())
    }
}

/// What `vie` keeps when the intervals of its pairs are taken out, in the order of the days.
pub fn a_decouvert(vie: Intervalle, paires: &[Intervalle]) -> Vec<Intervalle> {
    let depart: Vec<_> = Some(vie).filter(|v| !v.est_vide()).into_iter().collect();
    let mut restes = paires.iter().fold(depart, |restes, paire| {
        restes.into_iter().flat_map(|reste| reste.sans(*paire)).collect()
    });
    restes.sort_by_key(|reste| reste.debut);
    restes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Days of January 2026; 0 stands for no bound.
    fn jours(debut: u32, fin: u32) -> Intervalle {
        let jour = |n: u32| (n > 0).then(|| DateCivile::new(2026, 1, n).unwrap());
        Intervalle { debut: jour(debut), fin: jour(fin) }
    }

    #[test]
    fn what_is_left_of_a_life() {
        let cas: [(_, &[Intervalle], &[Intervalle]); 9] = [
            (jours(1, 9), &[], &[jours(1, 9)]),
            (jours(1, 9), &[jours(0, 0)], &[]),
            (jours(1, 9), &[jours(3, 5)], &[jours(1, 2), jours(6, 9)]),
            (jours(1, 9), &[jours(1, 5)], &[jours(6, 9)]),
            (jours(0, 0), &[jours(3, 5)], &[jours(0, 2), jours(6, 0)]),
            (jours(1, 9), &[jours(2, 3), jours(3, 6)], &[jours(1, 1), jours(7, 9)]),
            (jours(1, 9), &[jours(6, 8), jours(2, 3)], &[jours(1, 1), jours(4, 5), jours(9, 9)]),
            (jours(1, 9), &[jours(12, 20)], &[jours(1, 9)]),
            (jours(5, 2), &[], &[]),
        ];
        for (vie, paires, restes) in cas {
            assert_eq!(a_decouvert(vie, paires), restes, "{vie:?} {paires:?}");
        }
    }

    #[test]
    fn a_pair_never_open_takes_nothing() {
        let jamais = jours(1, 9).commun(jours(12, 20));
        assert!(jamais.est_vide());
        assert_eq!(a_decouvert(jours(1, 9), &[jamais]), [jours(1, 9)]);
    }

    fn intervalle() -> impl Strategy<Value = Intervalle> {
        (0u32..31, 0u32..31).prop_map(|(debut, fin)| jours(debut, fin))
    }

    proptest! {
        /// Each day of a life is either in a pair or in exactly one of the intervals left.
        #[test]
        fn no_gap_and_no_overlap(vie in intervalle(), autres in proptest::collection::vec(intervalle(), 0..6)) {
            let paires: Vec<_> = autres.into_iter().map(|autre| vie.commun(autre)).collect();
            let restes = a_decouvert(vie, &paires);
            for n in 1..=31 {
                let jour = DateCivile::new(2026, 1, n).unwrap();
                let apparie = paires.iter().any(|paire| paire.contient(jour));
                let seuls = restes.iter().filter(|reste| reste.contient(jour)).count();
                let attendus = usize::from(vie.contient(jour) && !apparie);
                prop_assert_eq!(seuls, attendus, "{}", jour);
            }
        }
    }
}
