//! Age brackets of the figures.

use noyau::dates::DateCivile;

/// An age bracket, on the day of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrancheAge {
    /// Under 18.
    Mineurs,
    /// From 18 to 20.
    De18a20,
    /// From 21 to 25.
    De21a25,
    /// 26 and over.
    Des26,
}

impl TrancheAge {
    /// Every bracket.
    pub const TOUTES: [TrancheAge; 4] =
        [TrancheAge::Mineurs, TrancheAge::De18a20, TrancheAge::De21a25, TrancheAge::Des26];

    /// Its stable code.
    pub fn code(self) -> &'static str {
        match self {
            TrancheAge::Mineurs => "-18",
            TrancheAge::De18a20 => "18-20",
            TrancheAge::De21a25 => "21-25",
            TrancheAge::Des26 => "26+",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            TrancheAge::Mineurs => "Moins de 18 ans",
            TrancheAge::De18a20 => "18 à 20 ans",
            TrancheAge::De21a25 => "21 à 25 ans",
            TrancheAge::Des26 => "26 ans et plus",
        }
    }

    /// The bracket of a code.
    pub fn par_code(code: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|t| t.code() == code)
    }

    /// Born after the first day (any when none) and at the latest on the second.
    pub fn naissances(self, jour: DateCivile) -> (Option<DateCivile>, DateCivile) {
        let il_y_a = |ans: i32| jour.plus_mois(-12 * ans);
        match self {
            TrancheAge::Mineurs => (Some(il_y_a(18)), jour),
            TrancheAge::De18a20 => (Some(il_y_a(21)), il_y_a(18)),
            TrancheAge::De21a25 => (Some(il_y_a(26)), il_y_a(21)),
            TrancheAge::Des26 => (None, il_y_a(26)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_moves_to_the_next_bracket() {
        let jour: DateCivile = "2025-03-06".parse().unwrap();
        for (naissance, attendue) in [
            ("2007-03-07", "-18"),
            ("2007-03-06", "18-20"),
            ("2004-03-07", "18-20"),
            ("2004-03-06", "21-25"),
            ("1999-03-07", "21-25"),
            ("1999-03-06", "26+"),
            ("1950-01-01", "26+"),
        ] {
            let ne: DateCivile = naissance.parse().unwrap();
            let dedans = |t: &TrancheAge| {
                let (apres, jusqua) = t.naissances(jour);
                apres.is_none_or(|a| ne > a) && ne <= jusqua
            };
            let trouvees: Vec<_> =
                TrancheAge::TOUTES.into_iter().filter(dedans).map(TrancheAge::code).collect();
            assert_eq!(trouvees, [attendue], "{naissance}");
            assert_eq!(TrancheAge::par_code(attendue).map(TrancheAge::code), Some(attendue));
        }
    }
}
