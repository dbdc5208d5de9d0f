//! The words of the rows: a sorted list, so that what people are typing finds what begins so.

use std::collections::HashMap;

use noyau::texte::mots;

use super::Rangee;

/// Words read of a search: beyond, nobody types them.
const MOTS_MAX: usize = 12;

/// Words in order, and the rows that have each. Words and rows each lie in one piece: some hundred
/// thousand small vectors would weigh more than what they hold.
#[derive(Debug, Default)]
pub struct Mots {
    texte: String,
    lignes: Vec<u32>,
    /// Where each word ends in the text, and its rows in the list.
    fins: Vec<(u32, u32)>,
}

impl Mots {
    /// The words of rows.
    pub fn de(rangees: &[Rangee]) -> Self {
        let mut connus: HashMap<String, u32> = HashMap::new();
        let mut paires: Vec<(u32, u32)> = Vec::new();
        for (n, r) in rangees.iter().enumerate() {
            for mot in mots(&texte(r)) {
                let suivant = connus.len() as u32;
                paires.push((*connus.entry(mot).or_insert(suivant), n as u32));
            }
        }
        let mut mots: Vec<(String, u32)> = connus.into_iter().collect();
        mots.sort_unstable();
        let mut rangs = vec![0; mots.len()];
        mots.iter().enumerate().for_each(|(rang, (_, m))| rangs[*m as usize] = rang as u32);
        paires.iter_mut().for_each(|(mot, _)| *mot = rangs[*mot as usize]);
        paires.sort_unstable();
        paires.dedup();
        let mut index = Mots::default();
        let mut reste = &paires[..];
        for (rang, (mot, _)) in mots.iter().enumerate() {
            let siennes = reste.partition_point(|(m, _)| *m as usize == rang);
            index.texte.push_str(mot);
            index.lignes.extend(reste[..siennes].iter().map(|(_, n)| n));
            index.fins.push((index.texte.len() as u32, index.lignes.len() as u32));
            reste = &reste[siennes..];
        }
        index
    }

    /// The rows that have a word beginning with each word of a text, in order; `None` when the text
    /// has no word.
    pub fn candidats(&self, texte: &str) -> Option<Vec<u32>> {
        let cherches = mots(texte);
        let mut listes = cherches.iter().take(MOTS_MAX).map(|mot| self.commencant_par(mot));
        let premiere = listes.next()?;
        Some(listes.fold(premiere, |restants, liste| intersection(&restants, &liste)))
    }

    fn commencant_par(&self, debut: &str) -> Vec<u32> {
        let premier = self.rang(|mot| mot < debut);
        let suivant = self.rang(|mot| mot < debut || mot.starts_with(debut));
        let mut lignes = self.lignes[self.debut(premier).1..self.debut(suivant).1].to_vec();
        lignes.sort_unstable();
        lignes.dedup();
        lignes
    }

    /// The first word for which this no longer holds; it holds for a beginning of the list.
    fn rang(&self, tient: impl Fn(&str) -> bool) -> usize {
        let (mut bas, mut haut) = (0, self.fins.len());
        while bas < haut {
            let milieu = usize::midpoint(bas, haut);
            let mot = &self.texte[self.debut(milieu).0..self.debut(milieu + 1).0];
            if tient(mot) { bas = milieu + 1 } else { haut = milieu }
        }
        bas
    }

    /// Where a word and its rows begin.
    fn debut(&self, rang: usize) -> (usize, usize) {
        let avant = rang.checked_sub(1).map_or((0, 0), |avant| self.fins[avant]);
        (avant.0 as usize, avant.1 as usize)
    }
}

fn texte(r: &Rangee) -> String {
    let uai = r.uai.as_ref().map_or("", |u| u.as_str());
    let rncp = r.rncp.as_ref().map_or("", |c| c.as_str());
    let romes: Vec<&str> = r.romes.iter().map(|rome| rome.as_str()).collect();
    let textes: [&str; 11] = [
        &r.titre,
        &r.diplome,
        r.gestionnaire.0.as_str(),
        &r.gestionnaire.1,
        r.formateur.0.as_str(),
        &r.formateur.1,
        &r.ville,
        r.cfd.as_str(),
        rncp,
        uai,
        &r.intitule,
    ];
    format!("{} {}", textes.join(" "), romes.join(" "))
}

/// What two lists in order share, in order.
fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (courte, longue) = if a.len() < b.len() { (a, b) } else { (b, a) };
    courte.iter().copied().filter(|n| longue.binary_search(n).is_ok()).collect()
}
