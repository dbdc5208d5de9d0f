//! When an offer may be seen, and when it starts.

use noyau::dates::{DateCivile, Instant};

use super::vocabulaire::{Statut, TypeDebut};

/// An offer without an end is shown for two months (public job API).
const MOIS_DE_PUBLICATION: i32 = 2;

/// Whether people may see the offer at this instant: open, and not past its end.
pub fn est_visible(statut: Statut, expiration: Option<Instant>, maintenant: Instant) -> bool {
    statut == Statut::Active && expiration.is_none_or(|fin| maintenant < fin)
}

/// End of an offer whose publisher gave none: two months after its publication, at the start of
/// the day in Paris.
pub fn expiration_par_defaut(publication: Instant) -> Instant {
    publication.date().plus_mois(MOIS_DE_PUBLICATION).debut()
}

/// How the start is to be read: what the publisher said, else what the date tells. A start that
/// was already past on the day of publication means at once.
pub fn type_de_debut(
    dit: Option<TypeDebut>,
    debut: Option<DateCivile>,
    publication: Option<DateCivile>,
) -> Option<TypeDebut> {
    let deduit = debut.map(|debut| match publication {
        Some(jour) if debut <= jour => TypeDebut::DesQuePossible,
        _ => TypeDebut::DatePrecise,
    });
    dit.or(deduit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(texte: &str) -> Instant {
        texte.parse().unwrap()
    }

    #[test]
    fn seen_while_open_and_not_expired() {
        let fin = instant("2026-12-01T00:00:00+01:00");
        let cas = [
            (Statut::Active, Some(fin), "2026-11-30T23:59:59+01:00", true),
            (Statut::Active, Some(fin), "2026-12-01T00:00:00+01:00", false),
            (Statut::Active, None, "2030-01-01T00:00:00+01:00", true),
            (Statut::Pourvue, Some(fin), "2026-11-24T00:00:00+01:00", false),
            (Statut::Annulee, None, "2026-11-24T00:00:00+01:00", false),
            (Statut::EnAttente, None, "2026-11-24T00:00:00+01:00", false),
        ];
        for (statut, fin, maintenant, attendu) in cas {
            assert_eq!(
                est_visible(statut, fin, instant(maintenant)),
                attendu,
                "{statut:?} {maintenant}"
            );
        }
    }

    #[test]
    fn two_months_at_the_start_of_the_day_in_paris() {
        let cas = [
            ("2026-10-24T15:00:00Z", "2026-12-24T00:00:00+01:00"),
            ("2026-08-10T10:00:00Z", "2026-10-10T00:00:00+02:00"),
            ("2026-12-31T12:00:00Z", "2027-02-28T00:00:00+01:00"),
        ];
        for (publication, attendue) in cas {
            assert_eq!(expiration_par_defaut(instant(publication)), instant(attendue));
        }
    }

    #[test]
    fn start() {
        let jour = |texte: &str| -> Option<DateCivile> { texte.parse().ok() };
        let cas = [
            (
                Some(TypeDebut::DesQuePossible),
                "2027-09-01",
                "2026-11-01",
                Some(TypeDebut::DesQuePossible),
            ),
            (None, "2027-09-01", "2026-11-01", Some(TypeDebut::DatePrecise)),
            (None, "2026-11-01", "2026-11-01", Some(TypeDebut::DesQuePossible)),
            (None, "2026-09-01", "2026-11-01", Some(TypeDebut::DesQuePossible)),
            (None, "2026-09-01", "", Some(TypeDebut::DatePrecise)),
            (None, "", "2026-11-01", None),
        ];
        for (dit, debut, publication, attendu) in cas {
            assert_eq!(
                type_de_debut(dit, jour(debut), jour(publication)),
                attendu,
                "{debut} {publication}"
            );
        }
    }
}
