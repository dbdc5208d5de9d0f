//! A set of strings numbered from 0, in three flat buffers.

/// Free slot of the table.
const LIBRE: u32 = u32::MAX;

/// FNV-1a: a hash that is the same on every machine and in every version.
pub(crate) fn hacher(octets: &[u8]) -> u64 {
    octets
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |h, o| (h ^ u64::from(*o)).wrapping_mul(0x0100_0000_01b3))
}

/// Strings numbered in their order of arrival. Half a million names cost about 15 MB here,
/// four times less than a `HashMap` of `String`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interne {
    octets: String,
    fins: Vec<u32>,
    cases: Vec<u32>,
}

impl Interne {
    /// Number of strings.
    pub fn len(&self) -> usize {
        self.fins.len()
    }

    /// The string with this number.
    pub fn valeur(&self, rang: u32) -> &str {
        let rang = rang as usize;
        let debut = if rang == 0 { 0 } else { self.fins[rang - 1] };
        &self.octets[debut as usize..self.fins[rang] as usize]
    }

    /// The number of a string already there.
    pub fn rang(&self, valeur: &str) -> Option<u32> {
        if self.cases.is_empty() {
            return None;
        }
        let case = self.cases[self.case_de(valeur)];
        (case != LIBRE).then_some(case)
    }

    /// Adds a string that is not there yet and returns its number.
    pub fn ajouter(&mut self, valeur: &str) -> u32 {
        if self.cases.len() < 2 * (self.len() + 1) {
            self.agrandir();
        }
        let rang = self.fins.len() as u32;
        let case = self.case_de(valeur);
        self.octets.push_str(valeur);
        self.fins.push(self.octets.len() as u32);
        self.cases[case] = rang;
        rang
    }

    /// Slot where the string is, or should go.
    fn case_de(&self, valeur: &str) -> usize {
        let masque = self.cases.len() - 1;
        let mut case = hacher(valeur.as_bytes()) as usize & masque;
        while self.cases[case] != LIBRE && self.valeur(self.cases[case]) != valeur {
            case = (case + 1) & masque;
        }
        case
    }

    fn agrandir(&mut self) {
        let taille = (4 * (self.len() + 1)).next_power_of_two().max(16);
        self.cases = vec![LIBRE; taille];
        for rang in 0..self.fins.len() as u32 {
            let case = self.case_de(self.valeur(rang));
            self.cases[case] = rang;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_while_it_grows() {
        let mut noms = Interne::default();
        assert_eq!(noms.rang("absent"), None);
        for i in 0..1_000_u32 {
            assert_eq!(noms.ajouter(&format!("nom {i}")), i);
        }
        for i in 0..1_000_u32 {
            assert_eq!(noms.rang(&format!("nom {i}")), Some(i));
            assert_eq!(noms.valeur(i), format!("nom {i}"));
        }
        assert_eq!((noms.rang("nom 1000"), noms.len()), (None, 1_000));
    }

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(hacher(b"compagnon"), hacher("compagnon".as_bytes()));
        assert_eq!(hacher(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hacher(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
