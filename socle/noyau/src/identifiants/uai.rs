//! UAI: an administrative unit of education (arrêté du 28 février 1995 for the national list).

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::lecture::{chiffres, compacter, refus, vide};
use crate::erreur::ValeurInvalide;

/// The check letters, by remainder of the number modulo 23: no I, no O, no Q.
const LETTRES: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

const ATTENDU: &str =
    "n'est pas un numéro UAI : 7 chiffres suivis d'une lettre sont attendus, par exemple 0753465J.";

identifiant! {
    /// 7 digits and a check letter. Lower case, spaces and missing leading zeros are put right.
    ///
    /// Never derive a département from it: in the 2022 RCO dump 49 of 3 846 do not match.
    Uai, 8
}

debug_lisible!(Uai);

impl FromStr for Uai {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("uai.vide", "un numéro UAI de 7 chiffres et une lettre est attendu"));
        }
        let (numero, lettre) =
            separer(&compact).ok_or_else(|| refus("uai.forme", texte, ATTENDU))?;
        let juste = lettre_de_controle(numero);
        if lettre != juste {
            let suite = format!(
                "n'est pas un numéro UAI : avec ces chiffres, la lettre serait {juste} et non {lettre}."
            );
            return Err(refus("uai.cle", texte, &suite));
        }
        Ok(Self::conforme(&format!("{numero:0>7}{lettre}")))
    }
}

/// The digits and the letter, when there are one to seven digits and one letter.
fn separer(compact: &str) -> Option<(&str, char)> {
    let (rang, lettre) = compact.char_indices().next_back()?;
    let numero = &compact[..rang];
    let bien_forme = chiffres(numero) && numero.len() <= 7 && lettre.is_ascii_uppercase();
    bien_forme.then_some((numero, lettre))
}

fn lettre_de_controle(numero: &str) -> char {
    let reste =
        numero.bytes().fold(0, |reste, o| (reste * 10 + usize::from(o - b'0')) % LETTRES.len());
    char::from(LETTRES[reste])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepted() {
        let cas = [
            ("0010856A", "0010856A"),
            ("0751234J", "0751234J"),
            ("0111111Y", "0111111Y"),
            ("0755111Y", "0755111Y"),
            ("0753465J", "0753465J"),
            ("7200680B", "7200680B"),
            ("9740987E", "9740987E"),
            ("0000000A", "0000000A"),
            ("0312686b", "0312686B"),
            ("\t0281101V ", "0281101V"),
            ("10856A", "0010856A"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(
                texte.parse::<Uai>().map(|u| u.to_string()),
                Ok(attendu.to_owned()),
                "{texte}"
            );
        }
    }

    #[test]
    fn refused() {
        let cas = [
            ("0000856A", "uai.cle"),
            ("0010856B", "uai.cle"),
            ("0010856I", "uai.cle"),
            ("00108", "uai.forme"),
            ("03391146J", "uai.forme"),
            ("055996ST", "uai.forme"),
            ("       A", "uai.forme"),
            ("0x00010A", "uai.forme"),
            ("0010856É", "uai.forme"),
            ("", "uai.vide"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(texte.parse::<Uai>().unwrap_err().regle, attendu, "{texte}");
        }
        let message = "0010856B".parse::<Uai>().unwrap_err().message;
        assert_eq!(
            message,
            "« 0010856B » n'est pas un numéro UAI : avec ces chiffres, la lettre serait A et non B."
        );
    }

    proptest! {
        #[test]
        fn exactly_one_letter_fits(numero in 0u32..10_000_000) {
            let justes: Vec<Uai> = ('A'..='Z').filter_map(|l| format!("{numero:07}{l}").parse().ok()).collect();
            prop_assert_eq!(justes.len(), 1);
            let uai = justes[0];
            prop_assert_eq!(uai.as_str().to_lowercase().parse::<Uai>(), Ok(uai));
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC*") {
            let _ = texte.parse::<Uai>();
        }
    }
}
