//! How the name of a place is recognised whatever its spelling.

use std::collections::HashMap;

use crate::texte::mots;

/// The key of a name: folded words, `st` and `ste` in full, without a leading article.
pub(super) fn cle(nom: &str) -> String {
    let mots: Vec<String> = mots(nom).into_iter().map(en_entier).collect();
    let sans_article = match mots.split_first() {
        Some((article, reste))
            if matches!(article.as_str(), "la" | "le" | "les" | "l") && !reste.is_empty() =>
        {
            reste
        }
        _ => &mots,
    };
    sans_article.join(" ")
}

fn en_entier(mot: String) -> String {
    match mot.as_str() {
        "st" => "saint".to_owned(),
        "ste" => "sainte".to_owned(),
        _ => mot,
    }
}

/// An index of places by every key they answer to.
pub(super) fn index<T>(
    lieux: &'static [T],
    noms: impl Fn(&T) -> Vec<&'static str>,
) -> HashMap<String, &'static T> {
    lieux.iter().flat_map(|lieu| noms(lieu).into_iter().map(move |nom| (cle(nom), lieu))).collect()
}
