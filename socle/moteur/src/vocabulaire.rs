//! Every key of the titles, labels and keywords, in memory: frequencies, near words, words of the
//! same sound, prefixes.

use std::io;
use std::sync::Arc;

use tantivy::index::InvertedIndexReader;
use tantivy::termdict::TermMerger;

use crate::interne::hacher;
use crate::phonetique::son;

/// Leading bytes that a typing mistake never touches.
const INTACT: usize = 2;

/// The sorted keys and the number of documents of each.
#[derive(Debug, Default)]
pub(crate) struct Vocabulaire {
    octets: String,
    fins: Vec<u32>,
    frequences: Vec<u32>,
    /// (hash of the sound, rank), sorted.
    sons: Vec<(u32, u32)>,
}

impl Vocabulaire {
    /// Merges the dictionaries of the segments. Deleted documents still count until a merge.
    pub fn lire(dictionnaires: &[Arc<InvertedIndexReader>]) -> io::Result<Self> {
        let flux =
            dictionnaires.iter().map(|d| d.terms().stream()).collect::<io::Result<Vec<_>>>()?;
        let mut fusion = TermMerger::new(flux);
        let mut vocabulaire = Self::default();
        while fusion.advance() {
            let frequence =
                fusion.current_segment_ords_and_term_infos().map(|(_, info)| info.doc_freq).sum();
            vocabulaire.pousser(&String::from_utf8_lossy(fusion.key()), frequence);
        }
        vocabulaire.ecouter();
        Ok(vocabulaire)
    }

    fn pousser(&mut self, mot: &str, frequence: u32) {
        self.octets.push_str(mot);
        self.fins.push(self.octets.len() as u32);
        self.frequences.push(frequence);
    }

    fn ecouter(&mut self) {
        let sons = (0..self.fins.len()).map(|rang| (signature(&son(self.mot(rang))), rang as u32));
        self.sons = sons.collect();
        self.sons.sort_unstable();
    }

    fn mot(&self, rang: usize) -> &str {
        let debut = if rang == 0 { 0 } else { self.fins[rang - 1] };
        &self.octets[debut as usize..self.fins[rang] as usize]
    }

    /// First rank whose word is not before `mot`.
    fn position(&self, mot: &str) -> usize {
        let (mut bas, mut haut) = (0, self.fins.len());
        while bas < haut {
            let milieu = bas.midpoint(haut);
            if self.mot(milieu) < mot { bas = milieu + 1 } else { haut = milieu }
        }
        bas
    }

    /// Number of documents with this key.
    pub fn frequence(&self, cle: &str) -> u32 {
        let rang = self.position(cle);
        if rang < self.fins.len() && self.mot(rang) == cle { self.frequences[rang] } else { 0 }
    }

    /// Keys one typing mistake away (a swap of neighbours is one), most frequent first.
    pub fn proches(&self, cle: &str, combien: usize) -> Vec<String> {
        if cle.len() <= INTACT || !cle.is_char_boundary(INTACT) {
            return Vec::new();
        }
        let rangs = self.rangs(&cle[..INTACT]).filter(|r| {
            let mot = self.mot(*r);
            mot != cle && a_une_faute_pres(mot.as_bytes(), cle.as_bytes())
        });
        self.plus_frequents(rangs.collect(), combien)
    }

    /// Keys that sound like this one, most frequent first.
    pub fn homophones(&self, cle: &str, combien: usize) -> Vec<String> {
        let signature = signature(&son(cle));
        let debut = self.sons.partition_point(|(s, _)| *s < signature);
        let memes = self.sons[debut..].iter().take_while(|(s, _)| *s == signature);
        self.plus_frequents(memes.map(|(_, rang)| *rang as usize).collect(), combien)
    }

    /// Keys that begin with this one, most frequent first.
    pub fn commencant_par(&self, debut: &str, combien: usize) -> Vec<String> {
        self.plus_frequents(self.rangs(debut).collect(), combien)
    }

    fn rangs<'a>(&'a self, debut: &'a str) -> impl Iterator<Item = usize> + use<'a> {
        (self.position(debut)..self.fins.len()).take_while(move |r| self.mot(*r).starts_with(debut))
    }

    fn plus_frequents(&self, mut rangs: Vec<usize>, combien: usize) -> Vec<String> {
        rangs.sort_by_key(|r| std::cmp::Reverse(self.frequences[*r]));
        rangs.truncate(combien);
        rangs.into_iter().map(|r| self.mot(r).to_owned()).collect()
    }
}

fn signature(son: &str) -> u32 {
    (hacher(son.as_bytes()) & 0xFFFF_FFFF) as u32
}

/// The two words differ by at most one insertion, deletion, substitution or swap.
pub(crate) fn a_une_faute_pres(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let communs = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[communs..], &b[communs..]);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => *a == b[1..],
        std::cmp::Ordering::Greater => a[1..] == *b,
        std::cmp::Ordering::Equal => a.len() <= 1 || a[1..] == b[1..] || sont_permutes(a, b),
    }
}

fn sont_permutes(a: &[u8], b: &[u8]) -> bool {
    a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulaire(mots: &[(&str, u32)]) -> Vocabulaire {
        let mut mots = mots.to_vec();
        mots.sort();
        let mut v = Vocabulaire::default();
        mots.into_iter().for_each(|(mot, n)| v.pousser(mot, n));
        v.ecouter();
        v
    }

    #[test]
    fn one_mistake() {
        let cas = [
            ("maintenanc", "maintenac", true),
            ("maintenac", "maintenanc", true),
            ("boulanger", "bouladger", true),
            ("boulanger", "bouanlger", false),
            ("boulanger", "boulagner", true),
            ("boulanger", "boulanger", true),
            ("vent", "vert", true),
            ("comptabl", "compatibl", false),
            ("ab", "ba", true),
            ("", "a", true),
            ("abc", "cab", false),
        ];
        for (a, b, attendu) in cas {
            assert_eq!(a_une_faute_pres(a.as_bytes(), b.as_bytes()), attendu, "{a} {b}");
        }
    }

    #[test]
    fn near_words_keep_their_beginning() {
        let v =
            vocabulaire(&[("boulanger", 5), ("boulangeri", 9), ("coulanger", 7), ("boucher", 3)]);
        assert_eq!(v.proches("boulangr", 8), ["boulanger"]);
        assert_eq!(v.proches("boulange", 8), ["boulanger"]);
        assert_eq!(v.proches("boulanger", 8), ["boulangeri"]);
        assert_eq!(v.commencant_par("boul", 1), ["boulangeri"]);
        assert_eq!((v.frequence("boucher"), v.frequence("bouche"), v.frequence("z")), (3, 0, 0));
        assert!(v.proches("é", 8).is_empty());
        assert_eq!(v.homophones("boulenger", 8), ["boulanger"]);
        assert_eq!(v.homophones("boucher", 8), ["boucher"]);
    }
}
