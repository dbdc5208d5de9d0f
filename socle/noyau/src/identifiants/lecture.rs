//! What every rule starts with: tidy the text, look at its shape, say what is wrong.

use crate::erreur::{ValeurInvalide, extrait};

/// Removes white space of every kind, no-break and zero-width included, and puts in capitals.
pub(super) fn compacter(texte: &str) -> String {
    texte
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether the text is made of digits only, and not empty.
pub(super) fn chiffres(texte: &str) -> bool {
    !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_digit())
}

/// Whether the text is made of digits and ASCII capitals only, and not empty.
pub(super) fn alphanumerique(texte: &str) -> bool {
    !texte.is_empty() && texte.bytes().all(|o| o.is_ascii_digit() || o.is_ascii_uppercase())
}

/// Puts back the leading zeros a spreadsheet has eaten. Anything but digits is left alone.
pub(super) fn completer(texte: &str, longueur: usize) -> String {
    let compact = compacter(texte);
    if !chiffres(&compact) {
        return compact;
    }
    format!("{compact:0>longueur$}")
}

/// A refusal whose message quotes the value, then goes on with `suite`.
pub(super) fn refus(regle: &'static str, valeur: &str, suite: &str) -> ValeurInvalide {
    let cite = extrait(valeur);
    let message = if cite.is_empty() {
        format!("La valeur est vide : {suite}")
    } else {
        format!("« {cite} » {suite}")
    };
    ValeurInvalide::new(regle, valeur, message)
}

/// A refusal for an empty value; `attendu` is a clause without its full stop.
pub(super) fn vide(regle: &'static str, attendu: &str) -> ValeurInvalide {
    refus(regle, "", &format!("{attendu}."))
}

/// `1 chiffre`, `3 chiffres`, `1 caractère`…
pub(super) fn compte(n: usize, mot: &str) -> String {
    crate::texte::pluriel(i64::try_from(n).unwrap_or(i64::MAX), mot)
}
