//! Groups of equivalent phrases, found by the keys of their words.

use std::collections::HashMap;

use crate::langue::Lexique;

/// Longest phrase looked for in a query, in keys.
pub(crate) const LONGUEUR_MAX: usize = 6;

/// The groups, indexed by each of their phrases.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synonymes {
    groupes: Vec<Vec<Vec<String>>>,
    par_phrase: HashMap<Vec<String>, Vec<usize>>,
}

impl Synonymes {
    pub fn new(groupes: &[Vec<String>], lexique: &Lexique) -> Self {
        let mut synonymes = Self::default();
        for groupe in groupes {
            let mut phrases: Vec<Vec<String>> = groupe.iter().map(|p| lexique.suite(p)).filter(|p| !p.is_empty()).collect();
            phrases.sort();
            phrases.dedup();
            if phrases.len() > 1 {
                synonymes.ajouter(phrases);
            }
        }
        synonymes
    }

    fn ajouter(&mut self, phrases: Vec<Vec<String>>) {
        let rang = self.groupes.len();
        for phrase in phrases.iter().filter(|p| p.len() <= LONGUEUR_MAX) {
            self.par_phrase.entry(phrase.clone()).or_default().push(rang);
        }
        self.groupes.push(phrases);
    }

    /// The other phrases of the groups that hold this one.
    pub fn autres<'a>(&'a self, phrase: &'a [String]) -> impl Iterator<Item = &'a [String]> {
        let rangs = self.par_phrase.get(phrase).into_iter().flatten();
        rangs.flat_map(|rang| &self.groupes[*rang]).map(Vec::as_slice).filter(move |autre| *autre != phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::MotsVides;

    fn groupe(phrases: &[&str]) -> Vec<String> {
        phrases.iter().map(|p| (*p).to_owned()).collect()
    }

    #[test]
    fn phrases_are_found_whatever_their_form() {
        let lexique = Lexique::new(&MotsVides { vides: groupe(&["de"]), diplomes: vec![] });
        let groupes = [groupe(&["vigile", "agent de sécurité"]), groupe(&["RH", "ressources humaines"]), groupe(&["seul"])];
        let synonymes = Synonymes::new(&groupes, &lexique);
        let autres = |texte: &str| {
            let suite = lexique.suite(texte);
            synonymes.autres(&suite).map(|p| p.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(autres("Vigiles"), ["agent securit"]);
        assert_eq!(autres("agente de securite"), ["vigil"]);
        assert_eq!(autres("ressource humaine"), ["rh"]);
        assert!(autres("agent").is_empty() && autres("seul").is_empty() && autres("").is_empty());
    }
}
