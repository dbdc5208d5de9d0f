//! The sentence pools from which invented offers are written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

const SOURCE: &str = include_str!("../textes.toml");

/// Sentences shared by all trades.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Commun {
    pub(crate) missions: Vec<String>,
    pub(crate) rythmes: Vec<String>,
    pub(crate) delegation: Vec<String>,
}

/// Sentences of one family of trades.
#[derive(Debug, Deserialize)]
pub(crate) struct Famille {
    pub(crate) accroches: Vec<String>,
    pub(crate) ambiances: Vec<String>,
    pub(crate) profils: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Textes {
    commun: Commun,
    familles: BTreeMap<String, Famille>,
}

// An unreadable file yields empty pools, which the test below refuses: the file is part of the binary.
static TEXTES: LazyLock<Textes> = LazyLock::new(|| toml::from_str(SOURCE).unwrap_or_default());

pub(crate) fn commun() -> &'static Commun {
    &TEXTES.commun
}

pub(crate) fn famille(nom: &str) -> Option<&'static Famille> {
    TEXTES.familles.get(nom)
}

/// Names of the families, in alphabetical order.
pub(crate) fn familles() -> impl Iterator<Item = &'static str> {
    TEXTES.familles.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pool_offers_a_choice() {
        assert!(
            commun().missions.len() >= 5
                && commun().rythmes.len() >= 5
                && commun().delegation.len() >= 2
        );
        for nom in familles() {
            let f = famille(nom).expect("a family of the file");
            assert!(
                f.accroches.len() >= 3 && f.ambiances.len() >= 3 && f.profils.len() >= 3,
                "{nom}"
            );
        }
    }

    #[test]
    fn sentences_use_known_placeholders_and_no_exclamation_mark() {
        let known = [
            "entreprise",
            "a_ville",
            "ville",
            "titre",
            "c1",
            "c2",
            "c3",
            "de_c1",
            "de_c2",
            "de_c3",
        ];
        assert!(!SOURCE.contains('!'));
        for sentence in SOURCE.lines().filter(|line| !line.starts_with('#')) {
            for part in sentence.split('{').skip(1) {
                let name = part.split('}').next().unwrap_or_default();
                assert!(known.contains(&name), "{{{name}}} in {sentence}");
            }
        }
    }
}
