//! From what a person typed to what must be looked for.

use tantivy::index::InvertedIndexReader;

use crate::generation::Generation;
use crate::index::Interieur;
use crate::langue::{Mot, Sorte, cle_de_mot};
use crate::plan::Poids;
use crate::synonymes::{Autre, LONGUEUR_MAX};
use crate::vocabulaire::Vocabulaire;

/// Bytes of the text that are read.
const OCTETS_MAX: usize = 4_000;

/// Words of the text that are read; each takes a bit of the gate.
const MOTS_MAX: usize = 24;

/// From this length on, a word is always looked for with a mistake too.
const FAUTE_TOUJOURS: usize = 8;

/// From this length on, a word that exists nowhere is looked for with a mistake.
const FAUTE_AU_BESOIN: usize = 5;

/// A word that exists is a mistake for another only when one is this many times more frequent:
/// between words of the same order ("boulanger", "boulangerie"), both are meant.
const CONTRASTE: u32 = 20;

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
    /// More often a word of titles than of names: by itself, it does not ask for a name.
    pub commun: bool,
    /// Only found by what stands for the phrase it is in.
    pub muet: bool,
    /// Other keys accepted for it, each with the factor of its weight.
    pub variantes: Vec<(String, f32)>,
}

/// A synonym phrase: it stands for the terms whose bits are set.
#[derive(Debug, Clone)]
pub(crate) struct Alternative {
    pub bits: u32,
    pub cles: Vec<String>,
    /// What it is worth.
    pub poids: f32,
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
    /// Pairs in which the only term means something else.
    pub locutions: Vec<[String; 2]>,
}

impl Analyse {
    pub fn new(interieur: &Interieur, generation: &Generation, texte: &str) -> Self {
        let mots = lire(interieur, texte);
        let poids = &interieur.plan.poids;
        let sorte = if mots.iter().any(|m| m.sorte == Sorte::Utile) {
            Sorte::Utile
        } else {
            Sorte::Diplome
        };
        let mut analyse =
            Self { suite: mots.iter().map(|m| m.cle.clone()).collect(), ..Self::default() };
        analyse.suite.dedup();
        let paires: Vec<[&Mot; 2]> = mots.windows(2).map(|p| [&p[0], &p[1]]).collect();
        let accoles: Vec<_> = paires.iter().filter_map(|p| accoler(generation, p)).collect();
        let remplaces = analyse.remplaces(interieur);
        for mot in mots {
            let muet = sorte == Sorte::Diplome && remplaces.contains(&mot.cle);
            if !muet && est_un_chiffre(&mot.cle) {
                continue;
            } else if mot.sorte == sorte {
                analyse.ajouter(mot, muet, generation, poids);
            } else if !analyse.bonus.contains(&mot.cle) {
                analyse.bonus.push(mot.cle);
            }
        }
        analyse.completer_le_dernier(generation, poids);
        analyse.requis = requis(analyse.termes.len());
        analyse.chercher_les_accoles(generation, accoles, poids);
        analyse.chercher_les_synonymes(interieur, poids);
        analyse.alternatives.truncate(ALTERNATIVES_MAX);
        analyse.locutions = analyse.ou_il_dit_autre_chose(interieur);
        analyse
    }

    /// Nothing to look for: every document matches.
    pub fn vide(&self) -> bool {
        self.termes.is_empty()
    }

    /// Keys of the phrases for which narrower ones stand: a "bac + 2" is neither "bac" nor "2".
    fn remplaces(&self, interieur: &Interieur) -> Vec<String> {
        let couples = self.suite.windows(2);
        let remplaces =
            couples.filter(|c| interieur.synonymes.autres(c).iter().any(|a| a.plus_etroite));
        remplaces.flatten().cloned().collect()
    }

    fn ajouter(&mut self, mot: Mot, muet: bool, generation: &Generation, poids: &Poids) {
        if self.termes.iter().any(|t| t.cle == mot.cle) {
            return;
        }
        let voc = &generation.vocabulaire;
        let en_texte = voc.frequence(&mot.cle);
        let en_nom = frequence_en_nom(generation, &mot.mot);
        let exact = en_texte.max(en_nom);
        let fautes = fautes(voc, &mot, exact);
        let frequence = if exact > 0 { exact } else { somme(voc, &fautes) };
        let variantes = fautes.into_iter().map(|cle| (cle, poids.faute)).collect();
        self.termes.push(Terme {
            idf: idf(generation.docs, frequence),
            mot: mot.mot,
            cle: mot.cle,
            commun: 2 * en_texte >= en_nom,
            muet,
            variantes,
        });
    }

    /// "boulang" is a word being typed: what begins so is accepted when no title has it.
    fn completer_le_dernier(&mut self, generation: &Generation, poids: &Poids) {
        let Some(dernier) = self.termes.last_mut() else { return };
        let voc = &generation.vocabulaire;
        if voc.frequence(&dernier.cle) > 0 || dernier.cle.len() < PREFIXE_MIN {
            return;
        }
        let suites = voc.commencant_par(&dernier.cle, PREFIXES_MAX);
        let nouvelles =
            suites.into_iter().filter(|s| dernier.variantes.iter().all(|(cle, _)| cle != s));
        let nouvelles: Vec<_> = nouvelles.map(|cle| (cle, poids.prefixe)).collect();
        dernier.variantes.extend(nouvelles);
        let toutes: Vec<String> = dernier.variantes.iter().map(|(cle, _)| cle.clone()).collect();
        let frequence = somme(voc, &toutes).max(frequence_en_nom(generation, &dernier.mot));
        dernier.idf = idf(generation.docs, frequence);
    }

    /// "cyber sécurité" is also "cybersécurité".
    fn chercher_les_accoles(
        &mut self,
        generation: &Generation,
        accoles: Vec<([String; 2], String)>,
        poids: &Poids,
    ) {
        for (paire, cle) in accoles {
            let (bits, _) = self.couverture(&paire);
            let idf = idf(generation.docs, generation.vocabulaire.frequence(&cle));
            if bits != 0 {
                self.alternatives.push(Alternative {
                    bits,
                    cles: vec![cle],
                    poids: poids.synonyme * idf,
                });
            }
        }
    }

    fn chercher_les_synonymes(&mut self, interieur: &Interieur, poids: &Poids) {
        for debut in 0..self.suite.len() {
            for fin in debut + 1..=self.suite.len().min(debut + LONGUEUR_MAX) {
                let phrase = &self.suite[debut..fin];
                let (bits, idf) = self.couverture(phrase);
                let trouvees = interieur.synonymes.autres(phrase);
                if bits == 0 {
                    ajouter_au_bonus(&mut self.bonus, phrase, trouvees);
                    continue;
                }
                let alternatives = trouvees.iter().map(|a| {
                    let poids = if a.plus_etroite { poids.elargi } else { poids.synonyme };
                    Alternative { bits, cles: a.cles.clone(), poids: poids * idf }
                });
                self.alternatives.extend(alternatives);
            }
        }
        // A document is given a term once: by what is worth most.
        self.alternatives.sort_by(|a, b| b.poids.total_cmp(&a.poids));
        self.bonus.sort();
        self.bonus.dedup();
    }

    /// The expressions in which the only word of the query means something else.
    fn ou_il_dit_autre_chose(&self, interieur: &Interieur) -> Vec<[String; 2]> {
        let [seul] = self.termes.as_slice() else { return Vec::new() };
        let paires =
            interieur.locutions.iter().filter_map(|l| <[String; 2]>::try_from(l.clone()).ok());
        paires.filter(|paire| self.suite.len() == 1 && paire.contains(&seul.cle)).collect()
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

    /// Whether the query may be the name of a company or a school. "coiffure" is a trade before it
    /// is the name of a school.
    pub fn peut_nommer(&self) -> bool {
        !matches!(self.termes.as_slice(), [seul] if seul.commun)
    }

    /// Mean rarity of the terms: what a word that decides nothing is measured by.
    pub fn idf_moyen(&self) -> f32 {
        self.termes.iter().map(|t| t.idf).sum::<f32>() / self.termes.len().max(1) as f32
    }

    /// Every key looked for, for highlighting.
    pub fn cles(&self) -> Vec<String> {
        let termes = self
            .termes
            .iter()
            .flat_map(|t| std::iter::once(&t.cle).chain(t.variantes.iter().map(|v| &v.0)));
        let mut cles: Vec<String> = termes
            .chain(self.alternatives.iter().flat_map(|a| &a.cles))
            .chain(&self.bonus)
            .cloned()
            .collect();
        cles.sort();
        cles.dedup();
        cles
    }

    /// Terms found nowhere as typed, with what replaces them.
    pub fn corrections(&self, generation: &Generation) -> Vec<(String, Vec<String>)> {
        let inconnus = self.termes.iter().filter(|t| generation.vocabulaire.frequence(&t.cle) == 0);
        let inconnus = inconnus.filter(|t| frequence_en_nom(generation, &t.mot) == 0);
        inconnus
            .map(|t| (t.mot.clone(), t.variantes.iter().map(|v| v.0.clone()).collect()))
            .collect()
    }
}

/// A digit alone says how long or which one, never what.
fn est_un_chiffre(cle: &str) -> bool {
    matches!(cle.as_bytes(), [chiffre] if chiffre.is_ascii_digit())
}

/// The words that count, at most [`MOTS_MAX`] of them.
fn lire(interieur: &Interieur, texte: &str) -> Vec<Mot> {
    let texte = &texte[..texte.floor_char_boundary(OCTETS_MAX)];
    interieur
        .lexique
        .mots(texte)
        .into_iter()
        .filter(|m| m.sorte != Sorte::Vide)
        .take(MOTS_MAX)
        .collect()
}

/// The word that two neighbours make together, if it exists.
fn accoler(generation: &Generation, [gauche, droite]: &[&Mot; 2]) -> Option<([String; 2], String)> {
    let cle = cle_de_mot(&format!("{}{}", gauche.mot, droite.mot));
    let existe = generation.vocabulaire.frequence(&cle) > 0;
    existe.then(|| ([gauche.cle.clone(), droite.cle.clone()], cle))
}

/// What this word may be a mistake for.
fn fautes(voc: &Vocabulaire, mot: &Mot, exact: u32) -> Vec<String> {
    let longueur = mot.mot.len();
    if exact > 0 {
        let proches =
            if longueur >= FAUTE_TOUJOURS { voc.proches(&mot.cle, FAUTES_MAX) } else { Vec::new() };
        return proches.into_iter().filter(|cle| contraste(voc.frequence(cle), exact)).collect();
    }
    if longueur < FAUTE_AU_BESOIN {
        return Vec::new();
    }
    let entendus = [&mot.cle, &mot.mot].into_iter().flat_map(|m| voc.homophones(m, FAUTES_MAX));
    let mut fautes: Vec<String> = entendus.chain(voc.proches(&mot.cle, FAUTES_MAX)).collect();
    fautes.sort_by_key(|cle| std::cmp::Reverse(voc.frequence(cle)));
    fautes.dedup();
    fautes.truncate(FAUTES_MAX);
    fautes
}

/// One of the two frequencies is far above the other.
fn contraste(a: u32, b: u32) -> bool {
    a.max(b) >= a.min(b).saturating_mul(CONTRASTE)
}

/// Beside real words, what a diploma is also called is a bonus, as it is. Narrower names stand
/// for the phrase: "bac + 2" is not a "bac".
fn ajouter_au_bonus(bonus: &mut Vec<String>, phrase: &[String], autres: &[Autre]) {
    if autres.iter().any(|a| a.plus_etroite) {
        bonus.retain(|cle| !phrase.contains(cle));
    }
    let seules = autres.iter().filter(|a| a.cles.len() == 1);
    bonus.extend(seules.flat_map(|a| a.cles.iter().cloned()));
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
        let attendus =
            [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 6), (24, 18)];
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
