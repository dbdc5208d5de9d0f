//! CFD: a diploma in the national statistics of training (BCN, table N_FORMATION_DIPLOME).

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{alphanumerique, compacter, completer, compte, refus, vide};
use crate::erreur::ValeurInvalide;

const ATTENDU: &str = "n'est pas un code formation diplôme : un chiffre suivi de 7 chiffres ou lettres est attendu, par exemple 32033422 ou 2503120L.";

identifiant! {
    /// *Code formation diplôme*: a digit and 7 digits or capitals. Letters are frequent: a quarter
    /// of the codes of higher education and of homologated titles have one.
    Cfd, 8
}

debug_lisible!(Cfd);

impl Cfd {
    /// Reads a code that may carry a ninth character, the *lettre de spécialité*, returned apart.
    ///
    /// # Errors
    /// As `parse`, with `cfd.specialite` when the ninth character is not a letter.
    pub fn avec_specialite(texte: &str) -> Result<(Self, Option<char>), ValeurInvalide> {
        let compact = compacter(texte);
        match compact.char_indices().nth(8) {
            Some((rang, lettre)) if compact.chars().count() == 9 => {
                let cfd = compact[..rang].parse()?;
                specialite(texte, lettre).map(|lettre| (cfd, Some(lettre)))
            }
            _ => texte.parse().map(|cfd| (cfd, None)),
        }
    }

    /// Reads a code whose leading zeros a spreadsheet may have eaten, as in the *kit apprentissage*.
    ///
    /// # Errors
    /// As `parse`.
    pub fn complete_par_zeros(texte: &str) -> Result<Self, ValeurInvalide> {
        completer(texte, 8).parse()
    }

    /// *Niveau formation diplôme*: the first 3 characters, the family of the diploma.
    pub fn niveau_formation(&self) -> &str {
        &self.as_str()[..3]
    }

    /// The last 5 characters, shared with the MEF of the same diploma.
    pub fn specialite(&self) -> &str {
        &self.as_str()[3..]
    }

    /// Whether the diploma belongs to agricultural education: third character `3`.
    pub fn est_agricole(&self) -> bool {
        self.as_str().as_bytes()[2] == b'3'
    }
}

impl FromStr for Cfd {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("cfd.vide", "un code formation diplôme de 8 caractères est attendu"));
        }
        if compact.chars().count() != 8 {
            let compte = compte(compact.chars().count(), "caractère");
            let suite =
                format!("n'est pas un code formation diplôme : il a {compte}, un code en a 8.");
            return Err(refus("cfd.longueur", texte, &suite));
        }
        if !alphanumerique(&compact) || !compact.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(refus("cfd.forme", texte, ATTENDU));
        }
        Ok(Self::conforme(&compact))
    }
}

fn specialite(texte: &str, lettre: char) -> Result<char, ValeurInvalide> {
    if lettre.is_ascii_uppercase() {
        return Ok(lettre);
    }
    let suite = "n'est pas un code formation diplôme suivi de sa lettre de spécialité : le neuvième caractère doit être une lettre.";
    Err(refus("cfd.specialite", texte, suite))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes() {
        let cas = [
            ("32033422", "32033422"),
            ("2503120l", "2503120L"),
            ("4ZZ259ZZ", "4ZZ259ZZ"),
            (" 01025 111 ", "01025111"),
            ("56M23202", "56M23202"),
            ("36C250N", "cfd.longueur"),
            ("320334220", "cfd.longueur"),
            ("A2033422", "cfd.forme"),
            ("3203-422", "cfd.forme"),
            ("3203342é", "cfd.forme"),
            ("NR", "cfd.longueur"),
            ("", "cfd.vide"),
        ];
        for (texte, attendu) in cas {
            let lu = texte
                .parse::<Cfd>()
                .map_or_else(|refus| refus.regle.to_owned(), |cfd| cfd.to_string());
            assert_eq!(lu, attendu, "{texte}");
        }
    }

    #[test]
    fn the_ninth_character_is_kept_apart() {
        let cfd: Cfd = "32032209".parse().unwrap();
        assert_eq!(Cfd::avec_specialite("32032209T"), Ok((cfd, Some('T'))));
        assert_eq!(Cfd::avec_specialite("32032209"), Ok((cfd, None)));
        let refus = [
            ("320322091", "cfd.specialite"),
            ("3203220912", "cfd.longueur"),
            ("3203220éT", "cfd.forme"),
            ("éééééééé9", "cfd.forme"),
        ];
        for (texte, regle) in refus {
            assert_eq!(Cfd::avec_specialite(texte).unwrap_err().regle, regle, "{texte}");
        }
    }

    #[test]
    fn leading_zeros_are_put_back_on_demand_only() {
        assert_eq!("1025122".parse::<Cfd>().unwrap_err().regle, "cfd.longueur");
        assert_eq!(
            Cfd::complete_par_zeros("1025122").map(|c| c.to_string()),
            Ok("01025122".to_owned())
        );
        assert_eq!(Cfd::complete_par_zeros("NR").unwrap_err().regle, "cfd.longueur");
    }

    #[test]
    fn parts() {
        let cfd: Cfd = "32321501".parse().unwrap();
        assert_eq!(
            (cfd.niveau_formation(), cfd.specialite(), cfd.est_agricole()),
            ("323", "21501", true)
        );
    }

    proptest! {
        #[test]
        fn round_trip(code in "[0-9][0-9A-Z]{7}", lettre in "[A-Z]?") {
            let (cfd, specialite) = Cfd::avec_specialite(&format!("{code}{lettre}")).unwrap();
            prop_assert_eq!(cfd.as_str(), &code);
            prop_assert_eq!(specialite, lettre.chars().next());
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC*") {
            let _ = Cfd::avec_specialite(&texte);
        }
    }
}
