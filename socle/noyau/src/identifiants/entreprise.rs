//! SIREN and SIRET: a company and its establishments (code de commerce, article R. 123-221).

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{chiffres, compacter, completer, compte, refus, vide};
use crate::erreur::ValeurInvalide;

/// La Poste: its establishments do not follow the Luhn key, its head office does.
const SIREN_LA_POSTE: &str = "356000000";

identifiant! {
    /// A company: 9 digits, the last one a Luhn key.
    Siren, 9
}

identifiant! {
    /// An establishment: the SIREN of its company and 5 digits, the whole carrying a Luhn key.
    Siret, 14
}

debug_lisible!(Siren, Siret);

impl Siret {
    /// The company this establishment belongs to.
    pub fn siren(&self) -> Siren {
        Siren::conforme(&self.as_str()[..9])
    }

    /// The number of the establishment within its company: the last 5 digits.
    pub fn nic(&self) -> &str {
        &self.as_str()[9..]
    }

    /// The SIRET as it is written on paper: `130 025 265 00013` (no-break spaces).
    pub fn affichage(&self) -> String {
        let s = self.as_str();
        format!("{}\u{a0}{}\u{a0}{}\u{a0}{}", &s[..3], &s[3..6], &s[6..9], &s[9..])
    }

    /// Reads a SIRET whose leading zeros a spreadsheet may have eaten.
    ///
    /// # Errors
    /// As `parse`; at most 3 zeros are put back, so that a SIREN is never taken for a SIRET.
    pub fn complete_par_zeros(texte: &str) -> Result<Self, ValeurInvalide> {
        let complet = completer(texte, 14);
        let manquants = complet.len().saturating_sub(compacter(texte).len());
        if manquants > 3 { texte.parse() } else { complet.parse() }
    }
}

impl Siren {
    /// The SIREN as it is written on paper: `130 025 265` (no-break spaces).
    pub fn affichage(&self) -> String {
        let s = self.as_str();
        format!("{}\u{a0}{}\u{a0}{}", &s[..3], &s[3..6], &s[6..])
    }
}

impl FromStr for Siren {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("siren.vide", "un numéro SIREN de 9 chiffres est attendu"));
        }
        if !chiffres(&compact) {
            return Err(refus(
                "siren.caracteres",
                texte,
                "n'est pas un numéro SIREN : il ne doit contenir que des chiffres.",
            ));
        }
        if compact.len() != 9 {
            return Err(longueur("siren.longueur", texte, compact.len(), "SIREN", 9));
        }
        if !cle_de_luhn(&compact) || nul(&compact) {
            return Err(refus(
                "siren.cle",
                texte,
                "n'est pas un numéro SIREN : un chiffre au moins est faux, car sa clé de contrôle ne correspond pas.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

impl FromStr for Siret {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("siret.vide", "un numéro SIRET de 14 chiffres est attendu"));
        }
        if !chiffres(&compact) {
            return Err(refus(
                "siret.caracteres",
                texte,
                "n'est pas un numéro SIRET : il ne doit contenir que des chiffres.",
            ));
        }
        if compact.len() != 14 {
            return Err(longueur_du_siret(texte, compact.len()));
        }
        if !cle_du_siret(&compact) || nul(&compact) {
            return Err(refus(
                "siret.cle",
                texte,
                "n'est pas un numéro SIRET : un chiffre au moins est faux, car sa clé de contrôle ne correspond pas.",
            ));
        }
        Ok(Self::conforme(&compact))
    }
}

fn longueur_du_siret(texte: &str, trouves: usize) -> ValeurInvalide {
    if trouves == 9 {
        return refus(
            "siret.longueur",
            texte,
            "est un numéro SIREN (9 chiffres) : ajoutez les 5 chiffres qui désignent l'établissement.",
        );
    }
    longueur("siret.longueur", texte, trouves, "SIRET", 14)
}

fn longueur(
    regle: &'static str,
    texte: &str,
    trouves: usize,
    nom: &str,
    attendus: usize,
) -> ValeurInvalide {
    let compte = compte(trouves, "chiffre");
    refus(
        regle,
        texte,
        &format!("n'est pas un numéro {nom} : il a {compte}, un {nom} en a {attendus}."),
    )
}

/// The all-zero number satisfies every key and identifies nobody.
fn nul(compact: &str) -> bool {
    compact.bytes().all(|o| o == b'0')
}

/// Luhn over the 14 digits or, for La Poste, a sum of digits that is a multiple of five.
fn cle_du_siret(compact: &str) -> bool {
    if cle_de_luhn(compact) {
        return true;
    }
    let somme: u32 = compact.bytes().map(|o| u32::from(o - b'0')).sum();
    compact.starts_with(SIREN_LA_POSTE) && somme.is_multiple_of(5)
}

/// ISO/IEC 7812-1: every second digit from the right is doubled, the sum is a multiple of ten.
fn cle_de_luhn(compact: &str) -> bool {
    let somme: u32 = compact.bytes().rev().enumerate().map(|(rang, o)| poids(rang, o)).sum();
    somme.is_multiple_of(10)
}

fn poids(rang: usize, octet: u8) -> u32 {
    let chiffre = u32::from(octet - b'0');
    if rang.is_multiple_of(2) {
        return chiffre;
    }
    let double = chiffre * 2;
    if double > 9 { double - 9 } else { double }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn regle(texte: &str) -> &'static str {
        texte.parse::<Siret>().map_or_else(|refus| refus.regle, |_| "ok")
    }

    #[test]
    fn sirets() {
        let cas = [
            ("11111111100006", "ok"),
            ("130 025 265 00013", "ok"),
            ("130\u{a0}025\u{202f}265\t00013 ", "ok"),
            ("99999999999999", "siret.cle"),
            ("19331424200000", "siret.cle"),
            ("00000000000000", "siret.cle"),
            ("130025265", "siret.longueur"),
            ("1300252650001", "siret.longueur"),
            ("1300252650001A", "siret.caracteres"),
            ("１３００２５２６５０００１３", "siret.caracteres"),
            ("", "siret.vide"),
            (" ", "siret.vide"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(regle(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn la_poste_has_its_own_key() {
        // Head office by Luhn; an establishment by its sum of digits; neither.
        let cas = [
            ("35600000000048", "ok"),
            ("35600000049837", "ok"),
            ("35600000000001", "ok"),
            ("35600000000002", "siret.cle"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(regle(texte), attendu, "{texte}");
        }
        assert!(!cle_de_luhn("35600000049837"));
    }

    #[test]
    fn a_refusal_says_what_is_wrong_with_this_value() {
        let cas = [
            (
                "130025265",
                "« 130025265 » est un numéro SIREN (9 chiffres) : ajoutez les 5 chiffres qui désignent l'établissement.",
            ),
            ("123", "« 123 » n'est pas un numéro SIRET : il a 3 chiffres, un SIRET en a 14."),
            ("", "La valeur est vide : un numéro SIRET de 14 chiffres est attendu."),
        ];
        for (texte, message) in cas {
            assert_eq!(texte.parse::<Siret>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn parts_and_display() {
        let siret: Siret = "13002526500013".parse().unwrap();
        assert_eq!((siret.siren().as_str(), siret.nic()), ("130025265", "00013"));
        assert_eq!(siret.affichage(), "130\u{a0}025\u{a0}265\u{a0}00013");
        assert_eq!(siret.siren().affichage(), "130\u{a0}025\u{a0}265");
        assert_eq!(format!("{siret:?}"), "Siret(13002526500013)");
        assert_eq!("1300252".parse::<Siren>().unwrap_err().regle, "siren.longueur");
        assert_eq!("130025264".parse::<Siren>().unwrap_err().regle, "siren.cle");
    }

    #[test]
    fn zeros_eaten_by_a_spreadsheet() {
        let entier: Siret = "00552013500012".parse().unwrap();
        let sans_zeros = entier.as_str().trim_start_matches('0');
        assert_eq!(Siret::complete_par_zeros(sans_zeros), Ok(entier));
        assert_eq!(Siret::complete_par_zeros("130025265").unwrap_err().regle, "siret.longueur");
    }

    #[test]
    fn json_round_trip_and_check() {
        let siret: Siret = serde_json::from_str("\"13002526500013\"").unwrap();
        assert_eq!(serde_json::to_string(&siret).unwrap(), "\"13002526500013\"");
        let refus = serde_json::from_str::<Siret>("\"13002526500014\"").unwrap_err();
        assert!(refus.to_string().contains("clé de contrôle"));
    }

    proptest! {
        #[test]
        fn any_ten_siblings_hold_one_siret(debut in "[1-9][0-9]{12}") {
            prop_assume!(!debut.starts_with(SIREN_LA_POSTE));
            let justes = (0..10).filter(|cle| format!("{debut}{cle}").parse::<Siret>().is_ok()).count();
            prop_assert_eq!(justes, 1);
        }

        #[test]
        fn one_wrong_digit_is_always_seen(debut in "[1-9][0-9]{12}", rang in 0usize..14, ecart in 1u8..10) {
            prop_assume!(!debut.starts_with("35600000"));
            let Some(juste) = (0..10).map(|cle| format!("{debut}{cle}")).find(|s| s.parse::<Siret>().is_ok()) else {
                return Err(TestCaseError::fail("no key"));
            };
            let mut faux = juste.into_bytes();
            faux[rang] = b'0' + (faux[rang] - b'0' + ecart) % 10;
            let faux = String::from_utf8(faux).unwrap();
            prop_assume!(!faux.starts_with(SIREN_LA_POSTE));
            prop_assert!(faux.parse::<Siret>().is_err());
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC*") {
            if let Ok(siret) = texte.parse::<Siret>() {
                prop_assert_eq!(siret.to_string().parse::<Siret>(), Ok(siret));
            }
        }
    }
}
