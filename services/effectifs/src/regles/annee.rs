//! The school year of an enrolment, as the software of training centres writes it.

use noyau::dates::{AnneeScolaire, DateCivile};

/// Reads `2024-2025`, `2024/2025`, or one calendar year said twice, `2024-2024`, for sessions that cross no
/// summer. `None` for anything else.
pub fn lire(texte: &str) -> Option<String> {
    let compact: String = texte.chars().filter(|c| !c.is_whitespace()).collect();
    let (debut, fin) = compact.split_once(['-', '/'])?;
    if debut == fin {
        let suivante = debut.parse::<u16>().ok()?.checked_add(1)?;
        format!("{debut}-{suivante}").parse::<AnneeScolaire>().ok()?;
        return Some(format!("{debut}-{fin}"));
    }
    compact.parse::<AnneeScolaire>().ok().map(|annee| annee.to_string())
}

/// The school years that a day belongs to: the one that follows the calendar, and the usual one.
pub fn du_jour(jour: DateCivile) -> [String; 2] {
    let civile = jour.annee();
    [format!("{civile}-{civile}"), AnneeScolaire::de(jour).to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_day() {
        let annees = |jour: &str| du_jour(jour.parse().unwrap());
        assert_eq!(annees("2023-07-31"), ["2023-2023", "2022-2023"]);
        assert_eq!(annees("2023-08-01"), ["2023-2023", "2023-2024"]);
    }

    #[test]
    fn spellings() {
        let cas = [
            ("2024-2025", Some("2024-2025")),
            ("2022/2023", Some("2022-2023")),
            (" 2022 - 2023 ", Some("2022-2023")),
            ("2022-2022", Some("2022-2022")),
            ("2022-2024", None),
            ("2023-2022", None),
            ("22-23", None),
            ("22-22", None),
            ("2022", None),
            ("", None),
        ];
        for (texte, attendue) in cas {
            assert_eq!(lire(texte).as_deref(), attendue, "{texte}");
        }
    }
}
