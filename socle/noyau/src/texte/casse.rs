//! Names registered in capitals, rewritten as a person would write them.

use crate::tables;

/// Words that stay in lower case inside a name.
const PARTICULES: &[&str] = &[
    "a", "à", "au", "aux", "chez", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le",
    "les", "lès", "ou", "par", "pour", "près", "sous", "sur",
];

/// Acronyms that could be taken for words because they have a vowel.
const SIGLES: &str = include_str!("../../donnees/sigles.csv");

/// Abbreviations without a vowel that are words all the same.
const ABREGES: &[&str] = &["BD", "DR", "MGR", "MM", "MR", "ST", "STS"];

/// Rewrites a name given in capitals: `LYCEE DE L'HAY-LES-ROSES` → `Lycee de l'Hay-les-Roses`.
///
/// A text that already holds a lower-case letter was cased by a person and is kept. Accents that
/// were never typed are not invented. White space is tidied in every case.
pub fn titre_propre(texte: &str) -> String {
    let range = texte.split_whitespace().collect::<Vec<_>>().join(" ");
    if range.chars().any(char::is_lowercase) {
        return range;
    }
    let mut titre = String::with_capacity(range.len());
    for morceau in morceaux(&range) {
        let premier = titre.is_empty();
        titre.push_str(&recasser(morceau, premier));
    }
    titre
}

/// Cuts a text into alternating words and separators; nothing is lost.
fn morceaux(texte: &str) -> Vec<&str> {
    let mut coupes = Vec::new();
    let mut debut = 0;
    let mut dans_un_mot = None;
    for (position, lettre) in texte.char_indices() {
        let mot = lettre.is_alphanumeric();
        if dans_un_mot.is_some_and(|avant| avant != mot) {
            coupes.push(&texte[debut..position]);
            debut = position;
        }
        dans_un_mot = Some(mot);
    }
    coupes.push(&texte[debut..]);
    coupes
}

fn recasser(mot: &str, premier: bool) -> String {
    if est_sigle(mot) {
        return mot.to_owned();
    }
    let bas = mot.to_lowercase();
    if !premier && PARTICULES.contains(&bas.as_str()) {
        return bas;
    }
    capitaliser(&bas)
}

fn capitaliser(mot: &str) -> String {
    let mut lettres = mot.chars();
    match lettres.next() {
        Some(initiale) => initiale.to_uppercase().chain(lettres).collect(),
        None => String::new(),
    }
}

/// An acronym: listed, a roman numeral, or a word nobody could pronounce.
fn est_sigle(mot: &str) -> bool {
    let au_moins_deux_lettres = mot.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    if tables::lignes(SIGLES).any(|sigle| sigle == mot) {
        return true;
    }
    let imprononcable = !mot.chars().any(est_voyelle) && !ABREGES.contains(&mot);
    au_moins_deux_lettres && (imprononcable || est_numero_romain(mot))
}

fn est_voyelle(lettre: char) -> bool {
    // An accented capital is always a vowel in French, "Ç" apart.
    "AEIOUYŒÆ".contains(lettre) || (!lettre.is_ascii() && lettre != 'Ç')
}

/// Roman numerals up to XXIX, as kings and popes bear them; "MIDI" is none.
fn est_numero_romain(mot: &str) -> bool {
    mot.chars().all(|c| "IVX".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texte::plier;
    use proptest::prelude::*;

    #[test]
    fn names_in_capitals() {
        let cas = [
            ("LYCEE DE L'HAY-LES-ROSES", "Lycee de l'Hay-les-Roses"),
            ("L'HAY LES ROSES", "L'Hay les Roses"),
            ("SAINT-JEAN-D’ANGÉLY", "Saint-Jean-d’Angély"),
            ("CFA DU BTP DE L'ISERE", "CFA du BTP de l'Isere"),
            ("SARL BOULANGERIE MARTIN & FILS", "SARL Boulangerie Martin & Fils"),
            ("LYCEE HENRI IV", "Lycee Henri IV"),
            ("ST DENIS", "St Denis"),
            ("LE MANS", "Le Mans"),
            ("ÉCOLE  ŒNOLOGIQUE", "École Œnologique"),
            ("2EME RUE", "2eme Rue"),
            ("SNCF", "SNCF"),
            ("Déjà Bien écrit", "Déjà Bien écrit"),
            ("  iPhone   SARL ", "iPhone SARL"),
            ("", ""),
            ("12", "12"),
        ];
        for (brut, attendu) in cas {
            assert_eq!(titre_propre(brut), attendu);
        }
    }

    proptest! {
        #[test]
        fn only_case_and_spaces_change(texte in "[A-ZÉÈÇÔ' -]{0,40}") {
            let propre = titre_propre(&texte);
            let serre = texte.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(plier(&propre), plier(&serre));
        }
    }
}
