//! Until when a certification can be prepared.
//!
//! Registrations and diplomas end on a 31 August: 96 % of the closing dates of the BCN do. The older
//! services disagreed on that very day (a CFD closed on 31/08 was out, a sheet of the RNCP ended on
//! 31/08 was not); here the rule is one: a certification that ends on the last day of a school year
//! cannot be started in the next.

use noyau::dates::DateCivile;

/// Last month of a school year, for certifications.
const AOUT: u32 = 8;

/// From this month on, trainings shown are those of the next autumn.
const MOIS_DE_BASCULE: u32 = 10;

/// 31 August of the year of `jour`: a certification that ends by then is out of date.
pub fn limite(jour: DateCivile) -> DateCivile {
    trente_et_un_aout(jour, jour.annee())
}

/// 31 August that a certification must outlive to be published: that of the year, and from
/// 1 October that of the year after.
pub fn limite_de_publication(jour: DateCivile) -> DateCivile {
    let suivante = i32::from(jour.mois() >= MOIS_DE_BASCULE);
    trente_et_un_aout(jour, jour.annee() + suivante)
}

/// Whether a certification that ends on `fin` (never when none) outlives a limit.
pub fn survit(fin: Option<DateCivile>, limite: DateCivile) -> bool {
    fin.is_none_or(|fin| fin > limite)
}

/// Whether a certification that ends on `fin` is up to date on `jour`.
pub fn valide_au(fin: Option<DateCivile>, jour: DateCivile) -> bool {
    survit(fin, limite(jour))
}

/// Every year has a 31 August within the calendar; the day itself stands for those beyond it.
fn trente_et_un_aout(jour: DateCivile, annee: i32) -> DateCivile {
    DateCivile::new(annee, AOUT, 31).unwrap_or(jour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    #[test]
    fn limits_of_a_day() {
        let cas = [
            ("2021-05-01", "2021-08-31", "2021-08-31"),
            ("2021-08-31", "2021-08-31", "2021-08-31"),
            ("2021-09-30", "2021-08-31", "2021-08-31"),
            ("2021-10-01", "2021-08-31", "2022-08-31"),
            ("2021-12-31", "2021-08-31", "2022-08-31"),
            ("2022-01-01", "2022-08-31", "2022-08-31"),
        ];
        for (jour, attendue, publication) in cas {
            assert_eq!(limite(date(jour)), date(attendue), "{jour}");
            assert_eq!(limite_de_publication(date(jour)), date(publication), "{jour}");
        }
    }

    #[test]
    fn an_end_on_the_limit_is_an_end() {
        let cas = [
            (None, "2020-06-01", true),
            (Some("2019-08-31"), "2020-06-01", false),
            (Some("2020-08-30"), "2020-06-01", false),
            (Some("2020-08-31"), "2020-06-01", false),
            (Some("2020-09-01"), "2020-06-01", true),
            (Some("2020-12-31"), "2020-11-01", true),
        ];
        for (fin, jour, attendu) in cas {
            assert_eq!(valide_au(fin.map(date), date(jour)), attendu, "{fin:?} au {jour}");
        }
    }
}
