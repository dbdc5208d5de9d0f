//! Working days: neither week-ends nor public holidays (Code du travail, L. 3133-1). Those that only
//! Alsace, Moselle and some overseas départements keep are working days here: nothing tells where the
//! people of a centre work.

use chrono::Datelike;
use noyau::dates::DateCivile;

/// Month and day of the holidays that never move.
const FIXES: [(u32, u32); 8] =
    [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Days after Easter Sunday of those that follow it: Easter Monday, Ascension, Whit Monday.
const APRES_PAQUES: [i64; 3] = [1, 39, 50];

/// Easter Sunday of a year (Gregorian calendar; Meeus, Jones and Butcher): its month and its day.
fn paques(annee: i32) -> (u32, u32) {
    let (a, b, c) = (annee % 19, annee / 100, annee % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let rang = h + l - 7 * m + 114;
    (rang.unsigned_abs() / 31, rang.unsigned_abs() % 31 + 1)
}

/// Whether a day is a public holiday in the whole country.
pub fn ferie(jour: DateCivile) -> bool {
    if FIXES.contains(&(jour.mois(), jour.jour())) {
        return true;
    }
    let (mois, dimanche) = paques(jour.annee());
    let paques = DateCivile::new(jour.annee(), mois, dimanche);
    paques.is_ok_and(|p| APRES_PAQUES.iter().any(|n| p.plus_jours(*n) == jour))
}

/// Whether people of a centre work on a day.
pub fn ouvre(jour: DateCivile) -> bool {
    jour.naive().weekday().number_from_monday() <= 5 && !ferie(jour)
}

/// The day that comes so many working days after another.
pub fn plus_jours_ouvres(jour: DateCivile, nombre: u32) -> DateCivile {
    let (mut jour, mut restants) = (jour, nombre);
    while restants > 0 {
        jour = jour.plus_jours(1);
        restants -= u32::from(ouvre(jour));
    }
    jour
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_of_known_years() {
        let cas = [
            (2000, (4, 23)),
            (2008, (3, 23)),
            (2011, (4, 24)),
            (2024, (3, 31)),
            (2025, (4, 20)),
            (2026, (4, 5)),
            (2027, (3, 28)),
            (2038, (4, 25)),
        ];
        for (annee, attendu) in cas {
            assert_eq!(paques(annee), attendu, "{annee}");
        }
    }

    #[test]
    fn the_eleven_holidays_of_a_year() {
        let mut jour: DateCivile = "2026-01-01".parse().unwrap();
        let mut feries = Vec::new();
        while jour.annee() == 2026 {
            if ferie(jour) {
                feries.push(jour.to_string());
            }
            jour = jour.plus_jours(1);
        }
        let attendus = [
            "2026-01-01",
            "2026-04-06",
            "2026-05-01",
            "2026-05-08",
            "2026-05-14",
            "2026-05-25",
            "2026-07-14",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2026-12-25",
        ];
        assert_eq!(feries, attendus);
    }

    #[test]
    fn working_days_leave_week_ends_and_holidays_out() {
        // (day, working days) → day
        let cas = [
            ("2026-11-23", 4, "2026-11-27"),
            ("2026-11-24", 4, "2026-11-30"),
            ("2026-11-28", 4, "2026-12-03"),
            ("2026-12-23", 4, "2026-12-30"),
            ("2026-12-30", 4, "2027-01-06"),
            ("2026-04-02", 1, "2026-04-03"),
            ("2026-04-03", 1, "2026-04-07"),
            ("2026-05-13", 1, "2026-05-15"),
            ("2026-05-13", 0, "2026-05-13"),
        ];
        for (jour, nombre, attendu) in cas {
            let trouve = plus_jours_ouvres(jour.parse().unwrap(), nombre);
            assert_eq!(trouve.to_string(), attendu, "{jour} + {nombre}");
        }
    }
}
