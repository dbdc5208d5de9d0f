//! Ends of months.

use noyau::dates::DateCivile;

/// The last day of the month that is so many months after that of a day, or before when negative.
pub fn fin(jour: DateCivile, ecart: i32) -> DateCivile {
    let premier = DateCivile::new(jour.annee(), jour.mois(), 1).unwrap_or(jour);
    premier.plus_mois(ecart + 1).plus_jours(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_whatever_the_month() {
        for (jour, ecart, attendue) in [
            ("2026-11-24", 0, "2026-11-30"),
            ("2026-11-24", -1, "2026-10-31"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2024-03-01", -1, "2024-02-29"),
            ("2026-01-15", -1, "2025-12-31"),
        ] {
            assert_eq!(fin(jour.parse().unwrap(), ecart).to_string(), attendue, "{jour} {ecart}");
        }
    }
}
