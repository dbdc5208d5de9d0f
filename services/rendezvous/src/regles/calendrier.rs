//! The agreed date of an appointment: read from a form, written as an invitation (RFC 5545).

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use noyau::dates::{DateCivile, Instant};

/// How long an appointment is said to last (ms).
const DUREE_MS: i64 = 30 * 60 * 1000;

/// An appointment that both agreed on.
#[derive(Clone, Copy, Debug)]
pub struct RendezVous<'a> {
    /// Identifier of the request.
    pub id: &'a str,
    /// What it is about.
    pub titre: &'a str,
    /// Where: an address, a phone call.
    pub lieu: &'a str,
    /// What the centre wrote.
    pub message: &'a str,
    /// When it begins (ms since 1970).
    pub debut: i64,
}

/// The instant of a day and an hour (`14:30`) in Paris; none when the hour cannot be read, or does
/// not exist that day.
pub fn instant(jour: DateCivile, heure: &str) -> Option<Instant> {
    let heure = NaiveTime::parse_from_str(heure.trim(), "%H:%M").ok()?;
    let local = Paris.from_local_datetime(&jour.naive().and_time(heure)).earliest()?;
    Some(Instant::from_ms(local.timestamp_millis()))
}

/// « mardi 1er décembre 2026 à 14 h 30 », in Paris.
pub fn en_mots(debut: i64) -> String {
    Instant::from_ms(debut).long()
}

/// The file that a calendar reads.
pub fn invitation(r: &RendezVous<'_>, maintenant: i64) -> Option<String> {
    let evenement = Event::new()
        .uid(&format!("{}@rendez-vous", r.id))
        .timestamp(date(maintenant)?)
        .starts(date(r.debut)?)
        .ends(date(r.debut + DUREE_MS)?)
        .summary(r.titre)
        .description(r.message)
        .location(r.lieu)
        .done();
    let mut calendrier = Calendar::new();
    calendrier.append_property(Property::new("METHOD", "PUBLISH"));
    calendrier.push(evenement);
    Some(calendrier.done().to_string())
}

fn date(ms: i64) -> Option<DateTime<Utc>> {
    Utc.timestamp_millis_opt(ms).single()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_that_of_paris() {
        let cas = [
            ("2026-12-01", "14:30", Some("2026-12-01T13:30:00Z")),
            ("2026-07-01", "14:30", Some("2026-07-01T12:30:00Z")),
            // The clocks go forward at 2: this hour does not exist.
            ("2027-03-28", "02:30", None),
            ("2026-12-01", "25:00", None),
            ("2026-12-01", "", None),
        ];
        for (jour, heure, attendu) in cas {
            let lu = instant(jour.parse().unwrap(), heure);
            let attendu = attendu.map(|t| t.parse::<Instant>().unwrap());
            assert_eq!(lu, attendu, "{jour} {heure}");
        }
    }

    #[test]
    fn an_invitation_says_when_and_where_and_injects_nothing() {
        let debut = "2026-12-01T13:30:00Z".parse::<Instant>().unwrap().ms();
        let r = RendezVous {
            id: "01J",
            titre: "CAP Boulanger",
            lieu: "12 rue des Écoles, Rennes",
            message: "À mardi;\nBEGIN:VALARM",
            debut,
        };
        let texte = invitation(&r, debut).unwrap();
        for ligne in [
            "METHOD:PUBLISH",
            "UID:01J@rendez-vous",
            "DTSTART:20261201T133000Z",
            "DTEND:20261201T140000Z",
            "SUMMARY:CAP Boulanger",
        ] {
            assert!(texte.contains(ligne), "{ligne} in {texte}");
        }
        assert!(!texte.lines().any(|l| l.starts_with("BEGIN:VALARM")), "{texte}");
    }
}
