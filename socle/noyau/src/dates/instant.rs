//! A point in time, in milliseconds, and how people in Paris say it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::civile::DateCivile;
use crate::erreur::{ValeurInvalide, extrait};
use crate::texte::accord;

/// Milliseconds of the year 9999's end, beyond which no calendar text is exchanged.
const MAX_MS: i64 = 253_402_300_799_999;

/// Milliseconds of the year 1000's beginning.
const MIN_MS: i64 = -30_610_224_000_000;

const MINUTE: i64 = 60_000;
const HEURE: i64 = 60 * MINUTE;

/// After this many days a relative text says less than a date.
const JOURS_RELATIFS: i64 = 30;

/// An instant: milliseconds since 1970 in UTC, years 1000 to 9999. It is stored as that number and
/// travels in JSON as `2026-11-24T13:55:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The instant of that number of milliseconds, brought back into the years 1000 to 9999.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(MIN_MS, MAX_MS))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// The instant that much later.
    pub fn plus(self, duree: Duration) -> Self {
        Self::from_ms(self.0.saturating_add(en_ms(duree)))
    }

    /// The instant that much earlier.
    pub fn moins(self, duree: Duration) -> Self {
        Self::from_ms(self.0.saturating_sub(en_ms(duree)))
    }

    /// The time passed since an earlier instant; zero when that one is later.
    pub fn depuis(self, avant: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0 - avant.0).unwrap_or_default())
    }

    /// The day it is then in Paris.
    pub fn date(self) -> DateCivile {
        DateCivile::from(self.a_paris().date_naive())
    }

    /// `3 septembre 2026 à 14 h 05`, in Paris (no-break spaces around `h`).
    pub fn long(self) -> String {
        let heure = self.a_paris();
        format!("{} à {}\u{a0}h\u{a0}{:02}", self.date().long(), heure.hour(), heure.minute())
    }

    /// How long ago, or how soon, this is: `il y a 2 jours`, `hier`, `dans 3 heures`.
    ///
    /// Days are those of the calendar in Paris. Beyond 30 days, the date: `le 3 septembre 2026`.
    pub fn relatif(self, maintenant: Self) -> String {
        let jours = self.date().jours_jusqua(maintenant.date());
        let ecart = maintenant.0 - self.0;
        match jours {
            _ if ecart.abs() < MINUTE => "à l'instant".to_owned(),
            0 => situer(ecart, &duree_du_jour(ecart.abs())),
            1 => "hier".to_owned(),
            -1 => "demain".to_owned(),
            _ if jours.abs() <= JOURS_RELATIFS => {
                situer(ecart, &accord(jours.abs(), "jour", "jours"))
            }
            _ => format!("le {}", self.date().long()),
        }
    }

    /// The instant of a civil time in Paris. The hour that comes twice in October is the first of
    /// the two; the one that never comes in March is the next that does.
    pub(super) fn de_paris(heure: NaiveDateTime) -> Self {
        let local = Paris.from_local_datetime(&heure).earliest();
        let utc = local.map_or_else(
            || heure.and_utc() - chrono::TimeDelta::hours(1),
            |local| local.with_timezone(&Utc),
        );
        Self::from_ms(utc.timestamp_millis())
    }

    fn utc(self) -> DateTime<Utc> {
        // The constructor keeps the number within what chrono can hold.
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }

    fn a_paris(self) -> DateTime<Tz> {
        self.utc().with_timezone(&Paris)
    }
}

fn en_ms(duree: Duration) -> i64 {
    i64::try_from(duree.as_millis()).unwrap_or(i64::MAX)
}

fn situer(ecart: i64, duree: &str) -> String {
    let annonce = if ecart < 0 { "dans" } else { "il y a" };
    format!("{annonce} {duree}")
}

fn duree_du_jour(ms: i64) -> String {
    if ms < HEURE {
        return accord(ms / MINUTE, "minute", "minutes");
    }
    accord(ms / HEURE, "heure", "heures")
}

impl From<DateTime<Utc>> for Instant {
    fn from(instant: DateTime<Utc>) -> Self {
        Self::from_ms(instant.timestamp_millis())
    }
}

impl FromStr for Instant {
    type Err = ValeurInvalide;

    /// Reads RFC 3339, `2026-11-24T14:55:00+01:00`. Anything finer than a millisecond is dropped.
    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(texte.trim()).map(|instant| Self::from_ms(instant.timestamp_millis())).map_err(|_| {
            let message = format!("« {} » n'est pas une date avec son heure : 2026-11-24T14:55:00+01:00 est un exemple de ce qui est attendu.", extrait(texte));
            ValeurInvalide::new("instant.forme", texte, message)
        })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(deserializer)?;
        texte.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn instant(texte: &str) -> Instant {
        texte.parse().unwrap()
    }

    #[test]
    fn rfc_3339() {
        assert_eq!(instant("2026-11-24T14:55:00+01:00").to_string(), "2026-11-24T13:55:00.000Z");
        assert_eq!(instant("1970-01-01T00:00:00.0015Z").ms(), 1);
        for faux in ["2026-11-24", "2026-11-24T14:55:00", "hier", ""] {
            assert_eq!(faux.parse::<Instant>().unwrap_err().regle, "instant.forme", "{faux}");
        }
    }

    #[test]
    fn the_day_is_that_of_paris() {
        for (texte, jour) in [
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            ("2026-12-31T22:59:59Z", "2026-12-31"),
            ("2026-12-31T23:00:00Z", "2027-01-01"),
        ] {
            assert_eq!(instant(texte).date().to_string(), jour);
        }
        assert_eq!(instant("2026-09-03T12:05:00Z").long(), "3 septembre 2026 à 14\u{a0}h\u{a0}05");
    }

    #[test]
    fn relative_text() {
        let maintenant = instant("2026-11-24T14:00:00+01:00");
        let cas = [
            ("2026-11-24T13:59:30+01:00", "à l'instant"),
            ("2026-11-24T13:59:00+01:00", "il y a 1 minute"),
            ("2026-11-24T13:15:00+01:00", "il y a 45 minutes"),
            ("2026-11-24T00:30:00+01:00", "il y a 13 heures"),
            ("2026-11-23T23:59:00+01:00", "hier"),
            ("2026-11-22T23:59:00+01:00", "il y a 2 jours"),
            ("2026-10-25T00:30:00+02:00", "il y a 30 jours"),
            ("2026-09-03T12:00:00+02:00", "le 3 septembre 2026"),
            ("2026-11-24T16:00:00+01:00", "dans 2 heures"),
            ("2026-11-25T00:00:00+01:00", "demain"),
            ("2026-11-27T00:00:00+01:00", "dans 3 jours"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(instant(texte).relatif(maintenant), attendu, "{texte}");
        }
        assert_eq!(
            instant("2026-11-24T00:00:00+01:00").relatif(instant("2026-11-24T00:00:20+01:00")),
            "à l'instant"
        );
    }

    #[test]
    fn clock_changes_in_paris() {
        let civil = |texte: &str| NaiveDateTime::parse_from_str(texte, "%Y-%m-%dT%H:%M").unwrap();
        let cas = [
            ("2026-03-29T02:30", "2026-03-29T01:30:00.000Z"),
            ("2026-10-25T02:30", "2026-10-25T00:30:00.000Z"),
            ("2026-07-01T00:00", "2026-06-30T22:00:00.000Z"),
        ];
        for (heure, attendu) in cas {
            assert_eq!(Instant::de_paris(civil(heure)).to_string(), attendu);
        }
    }

    #[test]
    fn extremes_stay_in_the_calendar() {
        assert_eq!(Instant::from_ms(i64::MAX).to_string(), "9999-12-31T23:59:59.999Z");
        assert_eq!(Instant::from_ms(i64::MIN).to_string(), "1000-01-01T00:00:00.000Z");
        assert_eq!(Instant::from_ms(i64::MAX).plus(Duration::MAX), Instant::from_ms(i64::MAX));
    }

    proptest! {
        #[test]
        fn round_trip(ms in MIN_MS..=MAX_MS) {
            let instant = Instant::from_ms(ms);
            prop_assert_eq!(instant.to_string().parse::<Instant>(), Ok(instant));
        }

        #[test]
        fn time_adds_up(ms in 0i64..4_000_000_000_000, ecart in 0u64..10_000_000_000) {
            let (avant, duree) = (Instant::from_ms(ms), Duration::from_millis(ecart));
            prop_assert_eq!(avant.plus(duree).moins(duree), avant);
            prop_assert_eq!(avant.plus(duree).depuis(avant), duree);
            prop_assert_eq!(avant.depuis(avant.plus(duree)), Duration::ZERO);
        }
    }
}
