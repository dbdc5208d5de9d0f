//! Search vocabulary: files anyone can edit, read by the search service when it builds its plan.

/// What phrases are also called, as TOML: `groupes = [["vigile", "agent de sécurité"], …]`, phrases that find each
/// other, and `elargir`, a table from a wide phrase to those that it also finds.
pub const SYNONYMES: &str = include_str!("../synonymes.toml");

/// Words that do not decide of a match, as TOML: `grammaire`, `domaine` and `diplomes`, three lists of words, and
/// `expressions`, in which they do.
pub const MOTS_VIDES: &str = include_str!("../mots_vides.toml");

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Synonymes {
        groupes: Vec<Vec<String>>,
        elargir: BTreeMap<String, Vec<String>>,
    }

    #[derive(Deserialize)]
    struct Mots {
        grammaire: Vec<String>,
        domaine: Vec<String>,
        diplomes: Vec<String>,
        expressions: Vec<String>,
    }

    fn words(phrase: &str) -> Vec<String> {
        noyau::texte::mots(phrase)
    }

    fn silent() -> HashSet<String> {
        let mots: Mots = toml::from_str(MOTS_VIDES).expect("mots_vides.toml");
        mots.grammaire.iter().chain(&mots.domaine).flat_map(|mot| words(mot)).collect()
    }

    fn expressions() -> HashSet<Vec<String>> {
        let mots: Mots = toml::from_str(MOTS_VIDES).expect("mots_vides.toml");
        mots.expressions.iter().map(|expression| words(expression)).collect()
    }

    fn synonyms() -> Synonymes {
        toml::from_str(SYNONYMES).expect("synonymes.toml")
    }

    fn sorted(groupe: &[String]) -> Vec<Vec<String>> {
        let mut folded: Vec<_> = groupe.iter().map(|phrase| words(phrase)).collect();
        folded.sort();
        folded.dedup();
        folded
    }

    #[test]
    fn there_are_enough_groups_and_none_is_useless() {
        let Synonymes { groupes, elargir } = synonyms();
        assert!(groupes.len() + elargir.len() >= 600, "{} + {}", groupes.len(), elargir.len());
        let mut seen = HashSet::new();
        for groupe in groupes {
            let folded = sorted(&groupe);
            assert!(folded.len() > 1, "{groupe:?}");
            assert!(seen.insert(folded), "twice: {groupe:?}");
        }
    }

    /// A word that stands beside its own narrower forms would make each of them as wide as itself.
    #[test]
    fn no_group_holds_a_phrase_and_a_piece_of_it() {
        let (silent, heard) = (silent(), expressions());
        for groupe in synonyms().groupes {
            let mut phrases = sorted(&groupe);
            let whole = phrases.iter_mut().filter(|phrase| !heard.contains(*phrase));
            whole.for_each(|phrase| phrase.retain(|mot| !silent.contains(mot)));
            let piece = |a: &Vec<String>| {
                phrases.iter().any(|b| a != b && b.windows(a.len()).any(|w| w == a))
            };
            assert!(!phrases.iter().any(piece), "{groupe:?}");
        }
    }

    #[test]
    fn what_widens_finds_something_else() {
        for (phrase, found) in synonyms().elargir {
            assert!(!found.is_empty() && !found.contains(&phrase), "{phrase}");
            assert_eq!(sorted(&found).len(), found.len(), "{phrase}: {found:?}");
        }
    }

    #[test]
    fn no_phrase_is_made_of_silent_words_only() {
        let silent = silent();
        let Synonymes { groupes, elargir } = synonyms();
        let widened = elargir.iter().flat_map(|(phrase, found)| found.iter().chain([phrase]));
        for phrase in groupes.iter().flatten().chain(widened) {
            assert!(words(phrase).iter().any(|mot| !silent.contains(mot)), "{phrase}");
        }
    }

    /// "métiers de la sécurité" would be read as "sécurité": whoever means the wide word writes it.
    #[test]
    fn what_is_found_keeps_its_words() {
        let mots: Mots = toml::from_str(MOTS_VIDES).expect("mots_vides.toml");
        let small: HashSet<String> = mots.grammaire.iter().flat_map(|mot| words(mot)).collect();
        let (silent, heard) = (silent(), expressions());
        let Synonymes { groupes, elargir } = synonyms();
        for phrase in groupes.iter().flatten().chain(elargir.values().flatten()) {
            let of_it: Vec<String> =
                words(phrase).into_iter().filter(|mot| !small.contains(mot)).collect();
            let left = of_it.iter().filter(|mot| !silent.contains(*mot)).count();
            assert!(left > 1 || left == of_it.len() || heard.contains(&of_it), "{phrase}");
        }
    }

    #[test]
    fn expressions_are_there_for_a_silent_word() {
        let silent = silent();
        for expression in expressions() {
            let silent_in_it = expression.iter().any(|mot| silent.contains(mot));
            assert!(expression.len() > 1 && silent_in_it, "{expression:?}");
        }
    }

    #[test]
    fn words_that_name_a_trade_are_not_silent() {
        let silent = silent();
        for phrase in [
            "technicien son",
            "chargé de recrutement",
            "femme de chambre",
            "bureau d'études",
            "mode",
            "car",
        ] {
            let kept = words(phrase).into_iter().filter(|mot| !silent.contains(mot)).count();
            let wanted = words(phrase).iter().filter(|mot| mot.len() > 2).count();
            assert_eq!(kept, wanted, "{phrase}");
        }
    }

    #[test]
    fn diploma_words_are_listed_once_and_not_as_noise() {
        let mots: Mots = toml::from_str(MOTS_VIDES).expect("mots_vides.toml");
        let silent = silent();
        for mot in &mots.diplomes {
            assert!(words(mot).iter().all(|m| !silent.contains(m)), "{mot}");
        }
        for wanted in ["bac", "bts", "cap", "licence", "master", "tp"] {
            assert!(mots.diplomes.iter().any(|mot| mot == wanted), "{wanted}");
        }
    }
}
