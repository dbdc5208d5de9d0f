//! Chance, reproducible: one independent stream of random numbers per row.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::Graine;

/// What a stream of chance is for; two series never share numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Serie {
    Entreprise = 1,
    Organisme,
    Familles,
    Taille,
    Formation,
    Offre,
    Recruteur,
    Missions,
    Dossier,
}

/// The random numbers of one row.
pub(crate) struct Tirage(ChaCha8Rng);

impl Tirage {
    pub(crate) fn new(graine: Graine, serie: Serie, rang: u32) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(graine.0 ^ ((serie as u64) << 56));
        rng.set_stream(u64::from(rang));
        Self(rng)
    }

    /// A whole number below `borne`; zero when `borne` is zero.
    pub(crate) fn sous(&mut self, borne: u64) -> u64 {
        let product = u128::from(self.0.next_u64()) * u128::from(borne);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A whole number from `min` to `max`, both included.
    pub(crate) fn entre(&mut self, min: u32, max: u32) -> u32 {
        min + u32::try_from(self.sous(u64::from(max - min) + 1)).unwrap_or_default()
    }

    /// True `pour_cent` times in a hundred.
    pub(crate) fn chance(&mut self, pour_cent: u64) -> bool {
        self.sous(100) < pour_cent
    }

    /// A number from 0 included to 1 excluded.
    pub(crate) fn fraction(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// An element of `liste`, `None` when it is empty.
    pub(crate) fn parmi<'a, T>(&mut self, liste: &'a [T]) -> Option<&'a T> {
        liste.get(usize::try_from(self.sous(liste.len() as u64)).unwrap_or_default())
    }

    /// A word of `liste`.
    pub(crate) fn mot<'a, T: AsRef<str>>(&mut self, liste: &'a [T]) -> &'a str {
        self.parmi(liste).map_or("", AsRef::as_ref)
    }

    /// The rank of an element, each as likely as its share of the running totals `cumul`.
    pub(crate) fn pondere(&mut self, cumul: &[u64]) -> usize {
        let total = cumul.last().copied().unwrap_or_default();
        let tire = self.sous(total);
        cumul.partition_point(|&c| c <= tire)
    }

    /// `combien` words of `liste` in an order of chance, each at most once.
    pub(crate) fn mots<'a>(&mut self, liste: &[&'a str], combien: usize) -> Vec<&'a str> {
        let mut reste = liste.to_vec();
        let mut choisis = Vec::with_capacity(combien);
        while choisis.len() < combien && !reste.is_empty() {
            let index = usize::try_from(self.sous(reste.len() as u64)).unwrap_or_default();
            choisis.push(reste.swap_remove(index));
        }
        choisis
    }

    /// Twenty-four hexadecimal digits, the shape of the publishers' identifiers.
    pub(crate) fn identifiant(&mut self) -> String {
        format!("{:08x}{:016x}", self.0.next_u32(), self.0.next_u64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_always_draws_the_same_numbers_and_rows_differ() {
        let draw = |serie, rang| Tirage::new(Graine(7), serie, rang).sous(1 << 40);
        assert_eq!(draw(Serie::Offre, 3), draw(Serie::Offre, 3));
        assert_ne!(draw(Serie::Offre, 3), draw(Serie::Offre, 4));
        assert_ne!(draw(Serie::Offre, 3), draw(Serie::Formation, 3));
    }

    #[test]
    fn draws_stay_in_their_bounds() {
        let mut tirage = Tirage::new(Graine(1), Serie::Offre, 0);
        for _ in 0..1_000 {
            assert!((3..=5).contains(&tirage.entre(3, 5)));
            assert!((0.0..1.0).contains(&tirage.fraction()));
            assert_ne!(tirage.pondere(&[5, 5, 9]), 1, "a weight of zero is never drawn");
        }
        assert_eq!(tirage.parmi::<u8>(&[]), None);
        assert_eq!(tirage.mots(&["a", "b"], 5).len(), 2);
    }
}
