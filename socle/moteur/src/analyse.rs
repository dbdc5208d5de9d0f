//! From what a person typed to what must be looked for.

use tantivy::index::InvertedIndexReader;

use crate::generation::Generation;
use crate::index::Interieur;
use crate::langue::{Mot, Sorte};
use crate::plan::Poids;
use crate::synonymes::LONGUEUR_MAX;
use crate::vocabulaire::Vocabulaire;

/// Bytes of the text that are read.
const OCTETS_MAX: usize = 4_000;

/// Words of the text that are read; each takes a bit of the gate.
const MOTS_MAX: usize = 24;

/// From this length on, a word is always looked for with a mistake too.
const FAUTE_TOUJOURS: usize = 8;

/// From this length on, a word that exists nowhere is looked for with a mistake.
const FAUTE_AU_BESOIN: usize = 5;

/// From this length on, a last word that exists nowhere is taken for a beginning.
const PREFIXE_MIN: usize = 3;

/// Most frequent near words kept.
const FAUTES_MAX: usize = 8;

/// Most frequent completions kept.
const PREFIXES_MAX: usize = 24;

/// Synonym phrases kept.
const ALTERNATIVES_MAX: usize = 24;

/// A word that decides of a match.
#[derive(Debug, Clone)]
pub(crate) struct Terme {
    /// Folded word, for names.
    pub mot: String,
    /// Its key, for titles and labels.
    pub cle: String,
    /// Rarity.
    pub idf: f32,
    /// Other keys accepted for it, each with the factor of its weight.
    pub variantes: Vec<(String, f32)>,
}

/// A synonym phrase: it stands for the terms whose bits are set.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    pub bits: u32,
    pub cles: Vec<String>,
    pub idf: f32,
}

/// What a query means for one generation of the index.
#[derive(Debug, Clone, Default)]
pub(crate) struct Analyse {
    /// Terms; bit `i` of a mask is term `i`.
    pub termes: Vec<Terme>,
    /// How many terms a document must have.
    pub requis: u32,
    /// Diploma keys beside real terms: a bonus.
    pub bonus: Vec<String>,
    /// Keys in order, repeated neighbours collapsed, at most [`MOTS_MAX`].
    pub suite: Vec<String>,
    pub alternatives: Vec<Alternative>,
}

impl Analyse {
    pub fn new(interieur: &Interieur, generation: &Generation, texte: &str) -> Self {
        let mots = lire(interieur, texte);
        let sorte = if mots.iter().any(|m| m.sorte == Sorte::Utile) { Sorte::Utile } else { Sorte::Diplome };
        let mut analyse = Self { suite: mots.iter().map(|m| m.cle.clone()).collect(), ..Self::default() };
        analyse.suite.dedup();
        for mot in mots {
            if mot.sorte == sorte {
                analyse.ajouter(mot, generation, &interieur.plan.poids);
            } else if !analyse.bonus.contains(&mot.cle) {
                analyse.bonus.push(mot.cle);
            }
        }
        analyse.completer_le_dernier(generation, &interieur.plan.poids);
        analyse.requis = requis(analyse.termes.len());
        analyse.chercher_les_synonymes(interieur);
        analyse
    }

    /// Nothing to look for: every document matches.
    pub fn vide(&self) -> bool {
        self.termes.is_empty()
    }

    fn ajouter(&mut self, mot: Mot, generation: &Generation, poids: &Poids) {
        if self.termes.iter().any(|t| t.cle == mot.cle) {
            return;
        }
        let voc = &generation.vocabulaire;
        let exact = voc.frequence(&mot.cle).max(frequence_en_nom(generation, &mot.mot));
        let seuil = if exact > 0 { FAUTE_TOUJOURS } else { FAUTE_AU_BESOIN };
        let fautes = if mot.mot.len() >= seuil { voc.proches(&mot.cle, FAUTES_MAX) } else { Vec::new() };
        let frequence = if exact > 0 { exact } else { somme(voc, &fautes) };
        let variantes = fautes.into_iter().map(|cle| (cle, poids.faute)).collect();
        self.termes.push(Terme { idf: idf(generation.docs, frequence), mot: mot.mot, cle: mot.cle, variantes });
    }

    /// "boulang" is a word being typed: what begins so is accepted when it means nothing else.
    fn completer_le_dernier(&mut self, generation: &Generation, poids: &Poids) {
        let Some(dernier) = self.termes.last_mut() else { return };
        let voc = &generation.vocabulaire;
        let inconnu = voc.frequence(&dernier.cle) == 0 && frequence_en_nom(generation, &dernier.mot) == 0;
        if !inconnu || dernier.cle.len() < PREFIXE_MIN {
            return;
        }
        let suites = voc.commencant_par(&dernier.cle, PREFIXES_MAX);
        let nouvelles = suites.into_iter().filter(|s| dernier.variantes.iter().all(|(cle, _)| cle != s));
        let nouvelles: Vec<_> = nouvelles.map(|cle| (cle, poids.prefixe)).collect();
        dernier.variantes.extend(nouvelles);
        let toutes: Vec<String> = dernier.variantes.iter().map(|(cle, _)| cle.clone()).collect();
        dernier.idf = idf(generation.docs, somme(voc, &toutes));
    }

    fn chercher_les_synonymes(&mut self, interieur: &Interieur) {
        let mut alternatives = Vec::new();
        for debut in 0..self.suite.len() {
            for fin in debut + 1..=self.suite.len().min(debut + LONGUEUR_MAX) {
                let phrase = &self.suite[debut..fin];
                let (bits, idf) = self.couverture(phrase);
                let autres = interieur.synonymes.autres(phrase).filter(|_| bits != 0);
                alternatives.extend(autres.map(|cles| Alternative { bits, cles: cles.to_vec(), idf }));
            }
        }
        alternatives.truncate(ALTERNATIVES_MAX);
        self.alternatives = alternatives;
    }

    /// Terms that a phrase of the query holds, and their total rarity.
    fn couverture(&self, phrase: &[String]) -> (u32, f32) {
        let termes = self.termes.iter().enumerate().filter(|(_, t)| phrase.contains(&t.cle));
        termes.fold((0, 0.0), |(bits, idf), (rang, terme)| (bits | 1 << rang, idf + terme.idf))
    }

    /// Rarity of a pair of neighbours: the mean of its terms.
    pub fn idf_du_couple(&self, gauche: &str, droite: &str) -> f32 {
        let idf = |cle| self.termes.iter().find(|t| t.cle == cle).map_or(1.0, |t| t.idf);
        (idf(gauche) + idf(droite)) / 2.0
    }

    /// Every key looked for, for highlighting.
    pub fn cles(&self) -> Vec<String> {
        let termes = self.termes.iter().flat_map(|t| std::iter::once(&t.cle).chain(t.variantes.iter().map(|v| &v.0)));
        let mut cles: Vec<String> = termes.chain(self.alternatives.iter().flat_map(|a| &a.cles)).chain(&self.bonus).cloned().collect();
        cles.sort();
        cles.dedup();
        cles
    }

    /// Terms found nowhere as typed, with what replaces them.
    pub fn corrections(&self, generation: &Generation) -> Vec<(String, Vec<String>)> {
        let inconnus = self.termes.iter().filter(|t| generation.vocabulaire.frequence(&t.cle) == 0);
        let inconnus = inconnus.filter(|t| frequence_en_nom(generation, &t.mot) == 0);
        inconnus.map(|t| (t.mot.clone(), t.variantes.iter().map(|v| v.0.clone()).collect())).collect()
    }
}

/// The words that count, at most [`MOTS_MAX`] of them.
fn lire(interieur: &Interieur, texte: &str) -> Vec<Mot> {
    let texte = &texte[..texte.floor_char_boundary(OCTETS_MAX)];
    interieur.lexique.mots(texte).filter(|m| m.sorte != Sorte::Vide).take(MOTS_MAX).collect()
}

/// How many of `n` terms a document must have.
fn requis(n: usize) -> u32 {
    let requis = match n {
        0..=2 => n,
        3 | 4 => n - 1,
        _ => (3 * n).div_ceil(4),
    };
    requis as u32
}

fn idf(docs: u32, frequence: u32) -> f32 {
    let (docs, frequence) = (docs as f32, frequence.min(docs) as f32);
    (1.0 + (docs - frequence + 0.5) / (frequence + 0.5)).ln()
}

fn somme(vocabulaire: &Vocabulaire, cles: &[String]) -> u32 {
    cles.iter().map(|cle| vocabulaire.frequence(cle)).sum()
}

fn frequence_en_nom(generation: &Generation, mot: &str) -> u32 {
    generation.segments.iter().map(|s| frequence(&s.nom, mot)).sum()
}

/// A dictionary that cannot be read is treated as one that does not have the word: the same
/// fault will be reported by the postings.
fn frequence(lecteur: &InvertedIndexReader, mot: &str) -> u32 {
    lecteur.terms().get(mot).ok().flatten().map_or(0, |info| info.doc_freq)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate() {
        let attendus = [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 6), (24, 18)];
        for (n, attendu) in attendus {
            assert_eq!(requis(n), attendu, "{n}");
        }
    }

    #[test]
    fn rare_words_weigh_more() {
        assert!(idf(1_000, 1) > idf(1_000, 10) && idf(1_000, 10) > idf(1_000, 1_000));
        assert!(idf(0, 0) > 0.0 && idf(10, 20) > 0.0);
    }
}
