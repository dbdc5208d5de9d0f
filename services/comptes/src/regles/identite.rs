//! What a person may call themselves.

/// Reads a first or last name: letters, marks, spaces, apostrophes and hyphens, two letters at
/// least, no address of a site or a mailbox.
///
/// # Errors
/// What is wrong, in French.
pub fn nom(texte: &str) -> Result<String, &'static str> {
    let propre = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    let lettres = propre.chars().filter(|c| c.is_alphabetic()).count();
    if lettres < 2 {
        return Err("Écrivez au moins deux lettres.");
    }
    if propre.chars().count() > 80 {
        return Err("80 caractères au plus.");
    }
    let permis =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '\u{300}'..='\u{36f}');
    if propre.chars().all(permis) {
        Ok(propre)
    } else {
        Err(
            "Un nom ne contient que des lettres, des espaces, des apostrophes et des traits d’union.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_nothing_else() {
        for bon in ["Zoé", "Le  Goff", "D’Almeida", "Jean-Baptiste", "Nguyễn", "Ait Ahmed"] {
            assert!(nom(bon).is_ok(), "{bon}");
        }
        assert_eq!(nom("  Le   Goff ").unwrap(), "Le Goff");
        for mauvais in ["", "A", "--", "www.exemple.fr", "a@b.fr", "Zoé2", &"a".repeat(81)] {
            assert!(nom(mauvais).is_err(), "{mauvais}");
        }
    }
}
