//! Folding: two spellings a person would call the same become one string.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Folds a text: lower case, no accents, `œ` → `oe`, `æ` → `ae`, typographic apostrophes → `'`.
///
/// Every other character is kept, spaces and punctuation included. Folding twice changes nothing.
pub fn plier(texte: &str) -> String {
    let mut plie = String::with_capacity(texte.len());
    for lettre in texte.chars() {
        if lettre.is_ascii() {
            plie.push(lettre.to_ascii_lowercase());
        } else {
            plier_lettre(lettre, &mut plie);
        }
    }
    plie
}

/// Letter by letter is enough: marks are dropped, so their order does not matter.
fn plier_lettre(lettre: char, plie: &mut String) {
    // Decomposed before lower-casing so that "İ" gives "i", and again after because some
    // lower-case letters are themselves composed.
    decompose_canonical(lettre, |partie| {
        for minuscule in partie.to_lowercase() {
            decompose_canonical(minuscule, |lettre| pousser(plie, lettre));
        }
    });
}

fn pousser(plie: &mut String, lettre: char) {
    match lettre {
        'œ' => plie.push_str("oe"),
        'æ' => plie.push_str("ae"),
        '’' | '‘' | '‛' | 'ʼ' | '＇' | '′' => plie.push('\''),
        marque if is_combining_mark(marque) => {}
        autre => plie.push(autre),
    }
}

/// The folded words of a text: maximal runs of letters and digits.
///
/// `"L'Haÿ-les-Roses (94)"` gives `l`, `hay`, `les`, `roses`, `94`.
pub fn mots(texte: &str) -> Vec<String> {
    plier(texte)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mot| !mot.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The folded words joined by hyphens, fit for an address: `"Bac pro Cuisine"` → `bac-pro-cuisine`.
pub fn slug(texte: &str) -> String {
    mots(texte).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding() {
        let cas = [
            ("Boulangère", "boulangere"),
            ("ŒUVRE d’ART", "oeuvre d'art"),
            ("Ægir", "aegir"),
            ("L‘Haÿ-les-Roses", "l'hay-les-roses"),
            ("C++ / C#", "c++ / c#"),
            ("e\u{301}cole", "ecole"),
            ("İstanbul", "istanbul"),
            ("Ǆ", "ǆ"),
            ("", ""),
        ];
        for (brut, attendu) in cas {
            assert_eq!(plier(brut), attendu, "{brut}");
        }
    }

    #[test]
    fn words_and_slug() {
        assert_eq!(mots("L'Haÿ-les-Roses (94)"), ["l", "hay", "les", "roses", "94"]);
        assert_eq!(mots("employé·e  /  œnologue"), ["employe", "e", "oenologue"]);
        assert!(mots(" -- ").is_empty());
        assert_eq!(slug("  Bac pro : Cuisine "), "bac-pro-cuisine");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(texte in "\\PC*") {
            let une_fois = plier(&texte);
            prop_assert_eq!(plier(&une_fois), une_fois);
        }

        #[test]
        fn upper_case_ascii_folds_like_lower(texte in "[ -~]*") {
            prop_assert_eq!(plier(&texte.to_uppercase()), plier(&texte));
        }

        #[test]
        fn words_hold_no_separator(texte in "\\PC*") {
            for mot in mots(&texte) {
                prop_assert!(!mot.is_empty() && mot.chars().all(char::is_alphanumeric));
            }
        }
    }
}
