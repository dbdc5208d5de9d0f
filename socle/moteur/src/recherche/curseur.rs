//! Walking a posting list block by block, between two documents.

use std::io;

use tantivy::TERMINATED;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;

use crate::indexation::couple;

/// Documents in a full block.
const BLOC: usize = 128;

/// A position in the posting list of a key.
pub(crate) struct Curseur {
    blocs: BlockSegmentPostings,
    rang: usize,
}

impl Curseur {
    /// Opens the posting list of a key, if the segment has it.
    pub fn ouvrir(
        lecteur: &InvertedIndexReader,
        cle: &str,
        option: IndexRecordOption,
    ) -> io::Result<Option<Self>> {
        let Some(info) = lecteur.terms().get(cle)? else { return Ok(None) };
        let blocs = lecteur.read_block_postings_from_terminfo(&info, option)?;
        Ok(Some(Self { blocs, rang: 0 }))
    }

    /// Current document; `TERMINATED` at the end.
    #[inline]
    pub fn doc(&self) -> u32 {
        if self.rang < BLOC { self.blocs.doc(self.rang) } else { TERMINATED }
    }

    /// Moves to the first document that is not before `cible`, and returns it.
    #[inline]
    pub fn viser(&mut self, cible: u32) -> u32 {
        if self.doc() < cible {
            self.rang = self.blocs.seek(cible);
        }
        self.doc()
    }

    /// Calls `agir(document, frequency)` for each document before `fin`.
    #[inline]
    pub fn parcourir(&mut self, fin: u32, mut agir: impl FnMut(u32, u32)) {
        loop {
            let docs = self.blocs.docs();
            if docs.is_empty() {
                return;
            }
            for doc in &docs[self.rang.min(docs.len())..] {
                if *doc >= fin {
                    return;
                }
                agir(*doc, self.blocs.freq(self.rang));
                self.rang += 1;
            }
            self.blocs.advance();
            self.rang = 0;
        }
    }
}

/// Where documents come from: a posting list, or a list worked out beforehand.
pub(crate) enum Source {
    Blocs(Box<Curseur>),
    /// Documents with the sum of their origins.
    Liste {
        docs: Vec<(u32, u32)>,
        rang: usize,
    },
}

impl Source {
    #[inline]
    pub fn viser(&mut self, cible: u32) -> u32 {
        match self {
            Self::Blocs(curseur) => curseur.viser(cible),
            Self::Liste { docs, rang } => {
                *rang += docs[*rang..].partition_point(|(doc, _)| *doc < cible);
                docs.get(*rang).map_or(TERMINATED, |(doc, _)| *doc)
            }
        }
    }

    #[inline]
    pub fn parcourir(&mut self, fin: u32, mut agir: impl FnMut(u32, u32)) {
        match self {
            Self::Blocs(curseur) => curseur.parcourir(fin, agir),
            Self::Liste { docs, rang } => {
                while let Some((doc, origines)) = docs.get(*rang).filter(|(doc, _)| *doc < fin) {
                    agir(*doc, *origines);
                    *rang += 1;
                }
            }
        }
    }
}

/// Documents that hold a phrase of several keys in their title or one of their labels.
///
/// Each pair of neighbours must be there in the same text; a phrase is then almost surely whole.
pub(crate) fn phrase(couples: &InvertedIndexReader, cles: &[String]) -> io::Result<Option<Source>> {
    let mut listes = Vec::new();
    for paire in cles.windows(2) {
        match Curseur::ouvrir(couples, &couple(&paire[0], &paire[1]), IndexRecordOption::WithFreqs)?
        {
            Some(curseur) => listes.push(curseur),
            None => return Ok(None),
        }
    }
    listes.sort_by_key(|c| c.blocs.doc_freq());
    Ok(match listes.len() {
        0 => None,
        1 => listes.pop().map(|seule| Source::Blocs(Box::new(seule))),
        _ => Some(Source::Liste { docs: croiser(listes), rang: 0 }),
    })
}

/// Documents present in every list with a common origin; the first list is the shortest.
fn croiser(mut listes: Vec<Curseur>) -> Vec<(u32, u32)> {
    let mut reste = listes.split_off(1);
    let mut docs = Vec::new();
    listes[0].parcourir(TERMINATED, |doc, origines| docs.push((doc, origines)));
    docs.retain_mut(|(doc, origines)| {
        for liste in &mut reste {
            let present = liste.viser(*doc) == *doc;
            *origines &= if present { liste.blocs.freq(liste.rang) } else { 0 };
        }
        *origines != 0
    });
    docs
}
