//! Telephone numbers, stored in E.164 (ITU) and shown as the French read them.

use std::fmt;
use std::str::FromStr;

use super::court::identifiant;
use super::lecture::{chiffres, refus, vide};
use crate::erreur::ValeurInvalide;

/// Country codes whose national numbers have nine digits after a zero, as in mainland France.
const INDICATIFS_FRANCAIS: &[&str] = &["33", "262", "590", "594", "596"];

const ATTENDU: &str = "n'est pas un numéro de téléphone : 10 chiffres commençant par 0 sont attendus, ou un numéro international commençant par +.";

identifiant! {
    /// A number anybody can call at the ordinary price: `+33612345678`.
    ///
    /// Personal data more often than not: `Debug` hides it.
    Telephone, 16
}

impl Telephone {
    /// The number as the French read it: `06 12 34 56 78` (no-break spaces); E.164 when foreign.
    pub fn affichage(&self) -> String {
        let Some(national) = self.national() else {
            return self.as_str().to_owned();
        };
        let paires: Vec<&str> =
            (0..10).step_by(2).filter_map(|rang| national.get(rang..rang + 2)).collect();
        paires.join("\u{a0}")
    }

    fn national(&self) -> Option<String> {
        let numero = self.as_str().strip_prefix('+')?;
        let reste =
            INDICATIFS_FRANCAIS.iter().find_map(|indicatif| numero.strip_prefix(indicatif))?;
        (reste.len() == 9).then(|| format!("0{reste}"))
    }
}

impl fmt::Debug for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Telephone(…)")
    }
}

impl FromStr for Telephone {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = composable(texte);
        if compact.is_empty() {
            return Err(vide("telephone.vide", "un numéro de téléphone est attendu"));
        }
        let e164 = match national(&compact) {
            Some(numero) => francais(texte, &numero)?,
            None => etranger(texte, &compact)?,
        };
        Ok(Self::conforme(&e164))
    }
}

/// The number without what people put between digits: spaces, dots, hyphens, brackets, `(0)`.
fn composable(texte: &str) -> String {
    let separateur = |c: char| {
        c.is_whitespace()
            || matches!(c, '.' | '-' | '/' | '(' | ')' | '\u{2011}' | '\u{200b}' | '\u{feff}')
    };
    let sans_zero = texte.replace("(0)", "");
    let compact: String = sans_zero.chars().filter(|c| !separateur(*c)).collect();
    match compact.strip_prefix("00") {
        Some(reste) => format!("+{reste}"),
        None => compact,
    }
}

/// The ten digits a French caller dials, when the number is French.
fn national(compact: &str) -> Option<String> {
    if compact.starts_with('0') || est_court(compact) {
        return Some(compact.to_owned());
    }
    let numero = compact.strip_prefix('+').unwrap_or(compact);
    let reste = INDICATIFS_FRANCAIS.iter().find_map(|indicatif| numero.strip_prefix(indicatif))?;
    // "+33 06…" is a frequent slip, and "336…" a number whose "+" a spreadsheet has eaten.
    Some(format!("0{}", reste.strip_prefix('0').unwrap_or(reste)))
}

fn est_court(compact: &str) -> bool {
    chiffres(compact) && compact.len() <= 6
}

fn francais(texte: &str, numero: &str) -> Result<String, ValeurInvalide> {
    if est_surtaxe(numero) {
        return Err(refus(
            "telephone.surtaxe",
            texte,
            "est un numéro spécial ou surtaxé : indiquez un numéro que chacun peut appeler au prix d'un appel ordinaire.",
        ));
    }
    if numero.len() != 10 || !chiffres(numero) || numero.starts_with("00") {
        return Err(refus("telephone.forme", texte, ATTENDU));
    }
    Ok(format!("+{}{}", indicatif(numero), &numero[1..]))
}

/// Short numbers and the 08 range, but for the free calls of 0800 to 0805 (ARCEP numbering plan).
fn est_surtaxe(numero: &str) -> bool {
    let gratuit =
        numero.starts_with("080") && matches!(numero.as_bytes().get(3), Some(b'0'..=b'5'));
    est_court(numero) || (numero.starts_with("08") && !gratuit)
}

/// The country code behind a ten-digit number: overseas départements have their own.
fn indicatif(numero: &str) -> &'static str {
    match numero.get(..4).unwrap_or_default() {
        "0262" | "0263" | "0269" | "0639" | "0692" | "0693" => "262",
        "0590" | "0690" | "0691" => "590",
        "0594" | "0694" => "594",
        "0596" | "0696" | "0697" => "596",
        _ => "33",
    }
}

fn etranger(texte: &str, compact: &str) -> Result<String, ValeurInvalide> {
    let numero = compact.strip_prefix('+').filter(|numero| {
        chiffres(numero) && (8..=15).contains(&numero.len()) && !numero.starts_with('0')
    });
    match numero {
        Some(numero) => Ok(format!("+{numero}")),
        None => Err(refus("telephone.forme", texte, ATTENDU)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lire(texte: &str) -> String {
        texte.parse::<Telephone>().map_or_else(|refus| refus.regle.to_owned(), |t| t.to_string())
    }

    #[test]
    fn numbers() {
        let cas = [
            ("06 12 34 56 78", "+33612345678"),
            ("06.12.34.56.78", "+33612345678"),
            ("0612345678", "+33612345678"),
            ("+33 6 12 34 56 78", "+33612345678"),
            ("+33 (0)6 12 34 56 78", "+33612345678"),
            ("+33 06 12 34 56 78", "+33612345678"),
            ("0033612345678", "+33612345678"),
            ("33612345678", "+33612345678"),
            ("0692 12 34 56", "+262692123456"),
            ("+262 692 12 34 56", "+262692123456"),
            ("0590-12-34-56", "+590590123456"),
            ("0800 123 456", "+33800123456"),
            ("09 70 00 00 00", "+33970000000"),
            ("+32 2 123 45 67", "+3221234567"),
            ("0899 12 34 56", "telephone.surtaxe"),
            ("+33 892 12 34 56", "telephone.surtaxe"),
            ("0806 12 34 56", "telephone.surtaxe"),
            ("3949", "telephone.surtaxe"),
            ("118 218", "telephone.surtaxe"),
            ("06 12 34 56", "telephone.forme"),
            ("06 12 34 56 78 90", "telephone.forme"),
            ("612345678", "telephone.forme"),
            ("+0612345678", "telephone.forme"),
            ("06 12 34 56 7é", "telephone.forme"),
            ("non communiqué", "telephone.forme"),
            ("", "telephone.vide"),
            ("-", "telephone.vide"),
        ];
        for (texte, attendu) in cas {
            assert_eq!(lire(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn display_and_discretion() {
        let cas = [
            ("0612345678", "06 12 34 56 78"),
            ("+262692123456", "06 92 12 34 56"),
            ("+3221234567", "+3221234567"),
        ];
        for (texte, attendu) in cas {
            let telephone: Telephone = texte.parse().unwrap();
            assert_eq!(telephone.affichage(), attendu.replace(' ', "\u{a0}"));
            assert_eq!(format!("{telephone:?}"), "Telephone(…)");
        }
    }

    proptest! {
        #[test]
        fn stored_and_displayed_forms_read_back(numero in "0[1-79][0-9]{8}") {
            let telephone: Telephone = numero.parse().unwrap();
            prop_assert_eq!(telephone.as_str().parse::<Telephone>(), Ok(telephone));
            prop_assert_eq!(telephone.affichage().parse::<Telephone>(), Ok(telephone));
            prop_assert_eq!(telephone.affichage().replace('\u{a0}', ""), numero);
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC*") {
            let _ = texte.parse::<Telephone>();
        }
    }
}
