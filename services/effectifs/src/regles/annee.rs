//! The school year of an enrolment, as the software of training centres writes it.

use noyau::dates::AnneeScolaire;

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

#[cfg(test)]
mod tests {
    use super::*;

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
