//! What else a phrase finds, by the keys of its words: the other phrases of its groups, and those
//! it widens to.

use std::collections::HashMap;

use crate::langue::Lexique;

/// Longest phrase looked for in a query, in keys.
pub(crate) const LONGUEUR_MAX: usize = 6;

/// A phrase, as the keys of its words.
type Phrase = Vec<String>;

/// A phrase that another finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Autre {
    pub cles: Phrase,
    /// Found by a wider phrase, which it does not find.
    pub plus_etroite: bool,
}

/// For each phrase, the others that it finds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synonymes {
    autres: HashMap<Phrase, Vec<Autre>>,
}

impl Synonymes {
    /// `groupes` are phrases that find each other; `elargissements`, a phrase and those that it
    /// finds without being found by them.
    pub fn new(
        groupes: &[Vec<String>],
        elargissements: &[(String, Vec<String>)],
        lexique: &Lexique,
    ) -> Self {
        let mut synonymes = Self::default();
        for groupe in groupes {
            let phrases: Vec<Phrase> = groupe.iter().map(|p| lexique.suite(p)).collect();
            phrases.iter().for_each(|phrase| synonymes.ajouter(phrase, &phrases, false));
        }
        for (phrase, autres) in elargissements {
            let autres: Vec<Phrase> = autres.iter().map(|p| lexique.suite(p)).collect();
            synonymes.ajouter(&lexique.suite(phrase), &autres, true);
        }
        synonymes
    }

    fn ajouter(&mut self, phrase: &Phrase, autres: &[Phrase], plus_etroite: bool) {
        if phrase.is_empty() || phrase.len() > LONGUEUR_MAX {
            return;
        }
        let connues = self.autres.entry(phrase.clone()).or_default();
        for autre in autres {
            if !autre.is_empty() && autre != phrase && connues.iter().all(|c| c.cles != *autre) {
                connues.push(Autre { cles: autre.clone(), plus_etroite });
            }
        }
    }

    /// The other phrases that this one finds.
    pub fn autres(&self, phrase: &[String]) -> &[Autre] {
        self.autres.get(phrase).map_or(&[], Vec::as_slice)
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
        let groupes = [
            groupe(&["vigile", "agent de sécurité"]),
            groupe(&["RH", "ressources humaines"]),
            groupe(&["seul"]),
        ];
        let elargissements = [("sport".to_owned(), groupe(&["éducateur sportif"]))];
        let synonymes = Synonymes::new(&groupes, &elargissements, &lexique);
        let autres = |texte: &str| {
            let suite = lexique.suite(texte);
            synonymes.autres(&suite).iter().map(|a| a.cles.join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(autres("Vigiles"), ["agent securit"]);
        assert_eq!(autres("agente de securite"), ["vigil"]);
        assert_eq!(autres("ressource humaine"), ["rh"]);
        assert_eq!(autres("sports"), ["educateur sportif"]);
        assert!(autres("éducatrice sportive").is_empty());
        assert!(autres("agent").is_empty() && autres("seul").is_empty() && autres("").is_empty());
    }
}
