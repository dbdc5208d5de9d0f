//! The words of the rows: a sorted list, so that what people are typing finds what begins so.

use std::collections::BTreeMap;

use noyau::texte::mots;

use super::Rangee;

/// Words read of a search: beyond, nobody types them.
const MOTS_MAX: usize = 12;

/// Words and the rows that have them, in order.
#[derive(Debug, Default)]
pub struct Mots(Vec<(String, Vec<u32>)>);

impl Mots {
    /// The words of rows.
    pub fn de(rangees: &[Rangee]) -> Self {
        let mut index: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (n, r) in rangees.iter().enumerate() {
            for mot in mots(&texte(r)) {
                let lignes = index.entry(mot).or_default();
                if lignes.last() != Some(&(n as u32)) {
                    lignes.push(n as u32);
                }
            }
        }
        Mots(index.into_iter().collect())
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
        let premier = self.0.partition_point(|(mot, _)| mot.as_str() < debut);
        let memes = self.0[premier..].iter().take_while(|(mot, _)| mot.starts_with(debut));
        let mut lignes: Vec<u32> = memes.flat_map(|(_, lignes)| lignes).copied().collect();
        lignes.sort_unstable();
        lignes.dedup();
        lignes
    }
}

fn texte(r: &Rangee) -> String {
    let rncp = r.rncp.map(|c| c.to_string()).unwrap_or_default();
    format!(
        "{} {} {} {} {} {} {} {} {} {rncp} {}",
        r.id,
        r.titre,
        r.diplome,
        r.gestionnaire.0,
        r.gestionnaire.1,
        r.formateur.0,
        r.formateur.1,
        r.ville,
        r.cfd,
        r.autres_mots
    )
}

/// What two lists in order share, in order.
fn intersection(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (courte, longue) = if a.len() < b.len() { (a, b) } else { (b, a) };
    courte.iter().copied().filter(|n| longue.binary_search(n).is_ok()).collect()
}
