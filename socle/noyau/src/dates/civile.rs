//! A day of the calendar, without an hour.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Paris;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::instant::Instant;
use super::noms;
use crate::erreur::{ValeurInvalide, extrait};

/// RCO writes this day when a date is unknown; other publishers write a day of 1901 or before.
const EPOQUE: &str = "1970-01-01";

/// Dates up to this year mean "none" in RCO.
const DERNIERE_ANNEE_FICTIVE: i32 = 1901;

/// The years a date may have: four digits, as every exchange format expects.
const ANNEES: RangeInclusive<i32> = 1000..=9999;

/// Texts that mean "no date" in publishers' files.
const ABSENCES: &[&str] = &["", "none", "null", "nr"];

/// A civil date: year 1000 to 9999, the calendar everybody uses in France.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateCivile(NaiveDate);

impl DateCivile {
    /// The date of that year, month (1–12) and day (1–31).
    ///
    /// # Errors
    /// `date.inexistante` when there is no such day.
    pub fn new(annee: i32, mois: u32, jour: u32) -> Result<Self, ValeurInvalide> {
        existante(&format!("{jour:02}/{mois:02}/{annee:04}"), annee, mois, jour)
    }

    /// Reads a date that may be absent: empty, `None`, or a day that stands for "unknown" in RCO
    /// (1970-01-01, or 1901 and before).
    ///
    /// # Errors
    /// As `parse`, for what is neither a date nor an absence.
    pub fn lire(texte: &str) -> Result<Option<Self>, ValeurInvalide> {
        if ABSENCES.contains(&texte.trim().to_ascii_lowercase().as_str())
            || texte.trim().starts_with(EPOQUE)
        {
            return Ok(None);
        }
        let date: Self = texte.parse()?;
        let connue = date.annee() > DERNIERE_ANNEE_FICTIVE && date.to_string() != EPOQUE;
        Ok(connue.then_some(date))
    }

    /// The same day as chrono knows it.
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// Year.
    pub fn annee(self) -> i32 {
        self.0.year()
    }

    /// Month, from 1.
    pub fn mois(self) -> u32 {
        self.0.month()
    }

    /// Day of the month, from 1.
    pub fn jour(self) -> u32 {
        self.0.day()
    }

    /// The date that many days later, or earlier when negative; this one if that leaves the calendar.
    pub fn plus_jours(self, jours: i64) -> Self {
        let ecart = Days::new(jours.unsigned_abs());
        self.ou_sinon_ici(if jours < 0 {
            self.0.checked_sub_days(ecart)
        } else {
            self.0.checked_add_days(ecart)
        })
    }

    /// The date that many months later, or earlier when negative: 31 January + 1 = 28 February.
    /// This one if that leaves the calendar.
    pub fn plus_mois(self, mois: i32) -> Self {
        let ecart = Months::new(mois.unsigned_abs());
        self.ou_sinon_ici(if mois < 0 {
            self.0.checked_sub_months(ecart)
        } else {
            self.0.checked_add_months(ecart)
        })
    }

    fn ou_sinon_ici(self, date: Option<NaiveDate>) -> Self {
        Self(date.filter(|date| ANNEES.contains(&date.year())).unwrap_or(self.0))
    }

    /// Number of days from this date to another; negative when the other is before.
    pub fn jours_jusqua(self, autre: Self) -> i64 {
        (autre.0 - self.0).num_days()
    }

    /// Midnight of that day in Paris.
    pub fn debut(self) -> Instant {
        Instant::de_paris(self.0.and_time(chrono::NaiveTime::MIN))
    }

    /// The last millisecond of that day in Paris.
    pub fn fin(self) -> Instant {
        Instant::from_ms(self.plus_jours(1).debut().ms() - 1)
    }

    /// `3 septembre 2026`, `1er mai 2026`.
    pub fn long(self) -> String {
        let rang = if self.jour() == 1 { "er" } else { "" };
        format!("{}{rang} {}", self.jour(), self.mois_long())
    }

    /// `septembre 2026`.
    pub fn mois_long(self) -> String {
        format!("{} {}", noms::mois(self.mois()), self.annee())
    }

    /// `03/09/2026`.
    pub fn court(self) -> String {
        self.0.format("%d/%m/%Y").to_string()
    }
}

impl From<NaiveDate> for DateCivile {
    /// A day outside of the years 1000 to 9999 becomes the nearest one inside.
    fn from(date: NaiveDate) -> Self {
        let premier = NaiveDate::from_ymd_opt(*ANNEES.start(), 1, 1).unwrap_or(date);
        let dernier = NaiveDate::from_ymd_opt(*ANNEES.end(), 12, 31).unwrap_or(date);
        Self(date.clamp(premier, dernier))
    }
}

impl FromStr for DateCivile {
    type Err = ValeurInvalide;

    /// Reads `2024-09-01` or `01/09/2024` (with `-`, `/` or `.`), or an ISO date and time. A time
    /// that names its zone gives the day it was in Paris: `2021-08-31T22:00:00Z` is 1 September.
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let brut = texte.trim();
        if brut.len() > 10 {
            return avec_heure(texte, brut);
        }
        let morceaux: Vec<&str> = brut.split(['-', '/', '.']).collect();
        match morceaux[..] {
            [annee, mois, jour] if annee.len() == 4 => composee(texte, annee, mois, jour),
            [jour, mois, annee] if annee.len() == 4 => composee(texte, annee, mois, jour),
            [_, _, annee] if annee.len() == 2 => Err(refus(
                "date.siecle",
                texte,
                "a une année à deux chiffres : écrivez-la avec quatre, par exemple 01/09/2026.",
            )),
            _ => Err(forme(texte)),
        }
    }
}

fn avec_heure(texte: &str, brut: &str) -> Result<DateCivile, ValeurInvalide> {
    let iso = brut.replacen(' ', "T", 1);
    if let Ok(instant) = DateTime::parse_from_rfc3339(&iso) {
        return Ok(DateCivile(instant.with_timezone(&Paris).date_naive()));
    }
    NaiveDateTime::parse_from_str(&iso, "%Y-%m-%dT%H:%M:%S%.f")
        .map(|heure| DateCivile(heure.date()))
        .map_err(|_| forme(texte))
}

fn composee(
    texte: &str,
    annee: &str,
    mois: &str,
    jour: &str,
) -> Result<DateCivile, ValeurInvalide> {
    match (nombre(annee), nombre(mois), nombre(jour)) {
        (Some(annee), Some(mois), Some(jour)) => existante(texte, annee.cast_signed(), mois, jour),
        _ => Err(forme(texte)),
    }
}

/// Digits only: Rust would also read "+9".
fn nombre(texte: &str) -> Option<u32> {
    let chiffres = texte.bytes().all(|o| o.is_ascii_digit());
    if chiffres { texte.parse().ok() } else { None }
}

fn existante(texte: &str, annee: i32, mois: u32, jour: u32) -> Result<DateCivile, ValeurInvalide> {
    let date = NaiveDate::from_ymd_opt(annee, mois, jour).filter(|_| ANNEES.contains(&annee));
    date.map(DateCivile)
        .ok_or_else(|| refus("date.inexistante", texte, "n'existe pas dans le calendrier."))
}

fn forme(texte: &str) -> ValeurInvalide {
    refus(
        "date.forme",
        texte,
        "n'est pas une date : jour/mois/année est attendu, par exemple 01/09/2026.",
    )
}

fn refus(regle: &'static str, texte: &str, suite: &str) -> ValeurInvalide {
    ValeurInvalide::new(regle, texte, format!("« {} » {suite}", extrait(texte)))
}

impl fmt::Display for DateCivile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl Serialize for DateCivile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateCivile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lire(texte: &str) -> String {
        texte
            .parse::<DateCivile>()
            .map_or_else(|refus| refus.regle.to_owned(), |date| date.to_string())
    }

    #[test]
    fn spellings() {
        let cas = [
            ("2024-09-01", "2024-09-01"),
            ("01/09/2024", "2024-09-01"),
            ("1/9/2024", "2024-09-01"),
            ("01-09-2024", "2024-09-01"),
            ("01.09.2024", "2024-09-01"),
            (" 2024-02-29 ", "2024-02-29"),
            ("2021-09-01T00:00:00.000Z", "2021-09-01"),
            ("2021-08-31T22:00:00.000Z", "2021-09-01"),
            ("2021-12-31T23:00:00+00:00", "2022-01-01"),
            ("2021-09-01T23:59:59", "2021-09-01"),
            ("2021-09-01 08:30:00", "2021-09-01"),
            ("2023-02-29", "date.inexistante"),
            ("31/04/2024", "date.inexistante"),
            ("2024-13-01", "date.inexistante"),
            ("0024-01-01", "date.inexistante"),
            ("01/09/24", "date.siecle"),
            ("2024/09/01", "2024-09-01"),
            ("2024-09", "date.forme"),
            ("+1/09/2024", "date.forme"),
            ("septembre 2024", "date.forme"),
            ("２０２４-09-01", "date.forme"),
            ("", "date.forme"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lire(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn absences() {
        for texte in [
            "",
            "None",
            "null",
            "NR",
            "1970-01-01",
            "1970-01-01T00:00:00.000Z",
            "1901-01-01",
            "31/12/1900",
        ] {
            assert_eq!(DateCivile::lire(texte), Ok(None), "{texte}");
        }
        assert_eq!(DateCivile::lire("1902-01-01"), DateCivile::new(1902, 1, 1).map(Some));
        assert_eq!(DateCivile::lire("demain").unwrap_err().regle, "date.forme");
    }

    #[test]
    fn written_in_french() {
        let cas = [
            ((2026, 9, 3), "3 septembre 2026"),
            ((2026, 5, 1), "1er mai 2026"),
            ((2026, 8, 31), "31 août 2026"),
        ];
        for ((annee, mois, jour), attendu) in cas {
            assert_eq!(DateCivile::new(annee, mois, jour).unwrap().long(), attendu);
        }
        let date = DateCivile::new(2026, 9, 3).unwrap();
        assert_eq!(
            (date.mois_long(), date.court()),
            ("septembre 2026".to_owned(), "03/09/2026".to_owned())
        );
    }

    #[test]
    fn a_day_in_paris_has_23_24_or_25_hours() {
        for ((mois, jour), heures) in [((3, 29), 23), ((6, 15), 24), ((10, 25), 25)] {
            let date = DateCivile::new(2026, mois, jour).unwrap();
            assert_eq!((date.fin().ms() + 1 - date.debut().ms()) / 3_600_000, heures);
            assert_eq!((date.debut().date(), date.fin().date()), (date, date));
        }
    }

    #[test]
    fn arithmetic() {
        let date = DateCivile::new(2024, 1, 31).unwrap();
        assert_eq!(date.plus_mois(1).to_string(), "2024-02-29");
        assert_eq!(date.plus_mois(-2).to_string(), "2023-11-30");
        assert_eq!(date.plus_jours(-31).to_string(), "2023-12-31");
        for trop in [i64::MAX, i64::MIN, 3_000_000, -3_000_000] {
            assert_eq!(date.plus_jours(trop), date);
        }
        assert_eq!(DateCivile::from(NaiveDate::MAX).to_string(), "9999-12-31");
        assert_eq!(DateCivile::from(NaiveDate::MIN).to_string(), "1000-01-01");
        assert_eq!(date.jours_jusqua(date.plus_jours(366)), 366);
    }

    proptest! {
        #[test]
        fn both_written_forms_read_back(jours in -300_000i64..2_900_000) {
            let date = DateCivile::new(1970, 1, 1).unwrap().plus_jours(jours);
            prop_assert_eq!(date.to_string().parse::<DateCivile>(), Ok(date));
            prop_assert_eq!(date.court().parse::<DateCivile>(), Ok(date));
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<DateCivile>(&json).unwrap(), date);
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC{0,30}") {
            let _ = DateCivile::lire(&texte);
        }
    }
}
