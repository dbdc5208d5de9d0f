//! Search vocabulary: files anyone can edit, read by the search service when it builds its plan.

/// Groups of equivalent phrases, as TOML: `groupes = [["vigile", "agent de sécurité"], …]`.
pub const SYNONYMES: &str = include_str!("../synonymes.toml");

/// Words that do not decide of a match, as TOML: `grammaire`, `domaine` and `diplomes`, three lists of words.
pub const MOTS_VIDES: &str = include_str!("../mots_vides.toml");

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Synonymes {
        groupes: Vec<Vec<String>>,
    }

    #[derive(Deserialize)]
    struct Mots {
        grammaire: Vec<String>,
        domaine: Vec<String>,
        diplomes: Vec<String>,
    }

    fn words(phrase: &str) -> Vec<String> {
        noyau::texte::mots(phrase)
    }

    fn silent() -> HashSet<String> {
        let mots: Mots = toml::from_str(MOTS_VIDES).expect("mots_vides.toml");
        mots.grammaire
            .iter()
            .chain(&mots.domaine)
            .flat_map(|mot| words(mot))
            .collect()
    }

    #[test]
    fn there_are_enough_groups_and_none_is_useless() {
        let groupes = toml::from_str::<Synonymes>(SYNONYMES)
            .expect("synonymes.toml")
            .groupes;
        assert!(groupes.len() >= 350, "{}", groupes.len());
        let mut seen = HashSet::new();
        for groupe in groupes {
            let folded: HashSet<_> = groupe.iter().map(|phrase| words(phrase)).collect();
            assert!(folded.len() > 1, "{groupe:?}");
            let mut sorted: Vec<_> = folded.into_iter().collect();
            sorted.sort();
            assert!(seen.insert(sorted), "twice: {groupe:?}");
        }
    }

    #[test]
    fn no_phrase_is_made_of_silent_words_only() {
        let silent = silent();
        let groupes = toml::from_str::<Synonymes>(SYNONYMES)
            .expect("synonymes.toml")
            .groupes;
        for phrase in groupes.iter().flatten() {
            assert!(
                words(phrase).iter().any(|mot| !silent.contains(mot)),
                "{phrase}"
            );
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
            let kept = words(phrase)
                .into_iter()
                .filter(|mot| !silent.contains(mot))
                .count();
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
