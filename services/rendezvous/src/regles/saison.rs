//! The seasons of Parcoursup and Affelnet, as the platforms open each year.

use noyau::dates::DateCivile;

use super::portail::Canal;

/// A season begins on this day: what was said no to the year before may be asked again.
const DEBUT: Quand = (11, 20);

/// Month and day.
type Quand = (u32, u32);

/// Days when a channel may be proposed, both included; the channel that opens by itself knows no
/// season.
const INVITATIONS: [(Canal, Quand, Quand); 2] =
    [(Canal::Parcoursup, (1, 2), (8, 31)), (Canal::Affelnet, (1, 15), (8, 31))];

/// Day of the yearly reminder that a channel is open.
const RAPPELS: [(Canal, Quand); 2] = [(Canal::Parcoursup, (1, 8)), (Canal::Affelnet, (3, 23))];

/// The season of a day: the year in which it ends. The channel that opens by itself has one season
/// for all years, so that a refusal holds.
pub fn saison(canal: Canal, jour: DateCivile) -> i64 {
    if canal == Canal::Libre {
        return 0;
    }
    let suivante = (jour.mois(), jour.jour()) >= DEBUT;
    i64::from(jour.annee()) + i64::from(suivante)
}

/// Whether the channel may be proposed on this day.
pub fn ouverte_aux_invitations(canal: Canal, jour: DateCivile) -> bool {
    let quand = (jour.mois(), jour.jour());
    let bornes = INVITATIONS.iter().find(|(c, ..)| *c == canal);
    bornes.is_none_or(|(_, debut, fin)| (*debut..=*fin).contains(&quand))
}

/// The channels of which this day is that of the reminder.
pub fn rappels_du(jour: DateCivile) -> Vec<Canal> {
    let du_jour = |(_, quand): &&(Canal, Quand)| *quand == (jour.mois(), jour.jour());
    RAPPELS.iter().filter(du_jour).map(|(canal, _)| *canal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jour(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    #[test]
    fn a_season_ends_in_november() {
        let cas = [
            (Canal::Parcoursup, "2027-01-02", 2027),
            (Canal::Parcoursup, "2027-11-19", 2027),
            (Canal::Parcoursup, "2027-11-20", 2028),
            (Canal::Affelnet, "2027-12-31", 2028),
            (Canal::Libre, "2027-12-31", 0),
        ];
        for (canal, quand, attendue) in cas {
            assert_eq!(saison(canal, jour(quand)), attendue, "{canal:?} {quand}");
        }
    }

    #[test]
    fn invitations_have_their_months() {
        let cas = [
            (Canal::Parcoursup, "2027-01-01", false),
            (Canal::Parcoursup, "2027-01-02", true),
            (Canal::Parcoursup, "2027-08-31", true),
            (Canal::Parcoursup, "2027-09-01", false),
            (Canal::Affelnet, "2027-01-14", false),
            (Canal::Affelnet, "2027-01-15", true),
            (Canal::Affelnet, "2027-12-01", false),
            (Canal::Libre, "2027-12-01", true),
        ];
        for (canal, quand, attendu) in cas {
            assert_eq!(ouverte_aux_invitations(canal, jour(quand)), attendu, "{canal:?} {quand}");
        }
    }

    #[test]
    fn a_reminder_has_its_day() {
        assert_eq!(rappels_du(jour("2027-01-08")), [Canal::Parcoursup]);
        assert_eq!(rappels_du(jour("2027-03-23")), [Canal::Affelnet]);
        assert!(rappels_du(jour("2027-03-24")).is_empty());
    }
}
