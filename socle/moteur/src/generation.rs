//! A generation: one committed state of the index, whole and unchanging, that searches read.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tantivy::fastfield::AliveBitSet;
use tantivy::index::{InvertedIndexReader, SegmentId};
use tantivy::{Searcher, SegmentReader};

use crate::colonnes::{Colonnes, Tables};
use crate::plan::Plan;
use crate::schema::Champs;
use crate::vocabulaire::Vocabulaire;

/// A segment as searches see it.
pub(crate) struct Segment {
    id: SegmentId,
    pub docs: u32,
    pub colonnes: Arc<Colonnes>,
    /// Documents not deleted; `None` when none is.
    pub vivants: Option<AliveBitSet>,
    pub mots: Arc<InvertedIndexReader>,
    pub couples: Arc<InvertedIndexReader>,
    pub indices: Arc<InvertedIndexReader>,
    pub nom: Arc<InvertedIndexReader>,
    pub corps: Arc<InvertedIndexReader>,
    /// How many documents there are of each profile.
    pub par_profil: Vec<u32>,
}

/// One state of the index.
pub(crate) struct Generation {
    pub searcher: Searcher,
    pub segments: Vec<Segment>,
    pub tables: Arc<Tables>,
    pub vocabulaire: Vocabulaire,
    /// Number of documents, deleted ones included: what frequencies are compared to.
    pub docs: u32,
    /// Number of the last commit it holds.
    pub opstamp: u64,
    /// For each large facet, its most frequent values; worked out when first asked.
    frequentes: Vec<OnceLock<Vec<(u32, u32)>>>,
}

/// Values of a facet that can be returned.
pub(crate) const VALEURS_MAX: usize = 1_000;

impl Generation {
    /// Reads a committed state, taking from the previous one the columns of the segments
    /// they share.
    pub fn lire(
        searcher: Searcher,
        opstamp: u64,
        plan: &Plan,
        champs: &Champs,
        precedente: Option<&Self>,
    ) -> tantivy::Result<Self> {
        let mut tables = precedente.map_or_else(|| Tables::new(plan), |p| (*p.tables).clone());
        let connues: HashMap<SegmentId, Arc<Colonnes>> = precedente
            .iter()
            .flat_map(|p| &p.segments)
            .map(|s| (s.id, s.colonnes.clone()))
            .collect();
        let mut segments = Vec::new();
        for lecteur in searcher.segment_readers() {
            let colonnes = match connues.get(&lecteur.segment_id()) {
                Some(colonnes) => colonnes.clone(),
                None => Arc::new(Colonnes::lire(lecteur, plan, &mut tables)?),
            };
            segments.push(Segment::new(lecteur, colonnes, champs, tables.profils.liste.len())?);
        }
        let dictionnaires: Vec<_> = segments.iter().map(|s| s.mots.clone()).collect();
        Ok(Self {
            docs: segments.iter().map(|s| s.docs).sum(),
            vocabulaire: Vocabulaire::lire(&dictionnaires)?,
            tables: Arc::new(tables),
            segments,
            searcher,
            opstamp,
            frequentes: plan.grandes().map(|_| OnceLock::new()).collect(),
        })
    }

    /// The most frequent values of a large facet over every document, with their counts: the
    /// home page asks for them without any filter.
    pub fn frequentes(&self, facette: usize) -> &[(u32, u32)] {
        self.frequentes[facette].get_or_init(|| {
            let mut comptes = vec![0; self.tables.valeurs[facette].len()];
            for segment in &self.segments {
                segment.compter(facette, &mut comptes);
            }
            let mut comptes: Vec<(u32, u32)> = (0..).zip(comptes).filter(|(_, n)| *n > 0).collect();
            comptes.sort_unstable_by_key(|(valeur, n)| (std::cmp::Reverse(*n), *valeur));
            comptes.truncate(VALEURS_MAX);
            comptes
        })
    }
}

impl Segment {
    fn new(
        lecteur: &SegmentReader,
        colonnes: Arc<Colonnes>,
        champs: &Champs,
        profils: usize,
    ) -> tantivy::Result<Self> {
        let vivants = lecteur.alive_bitset().cloned();
        Ok(Self {
            id: lecteur.segment_id(),
            docs: lecteur.max_doc(),
            par_profil: compter_profils(&colonnes, vivants.as_ref(), profils),
            vivants,
            colonnes,
            mots: lecteur.inverted_index(champs.mots)?,
            couples: lecteur.inverted_index(champs.couples)?,
            indices: lecteur.inverted_index(champs.indices)?,
            nom: lecteur.inverted_index(champs.nom)?,
            corps: lecteur.inverted_index(champs.corps)?,
        })
    }

    /// Adds the documents of this segment to the counts of the values of a facet.
    fn compter(&self, facette: usize, comptes: &mut [u32]) {
        for doc in (0..self.docs).filter(|doc| self.vivant(*doc)) {
            self.colonnes
                .grandes
                .valeurs(facette, doc)
                .iter()
                .for_each(|v| comptes[*v as usize] += 1);
        }
    }

    /// The document has not been deleted.
    #[inline]
    pub fn vivant(&self, doc: u32) -> bool {
        self.vivants.as_ref().is_none_or(|v| v.is_alive(doc))
    }
}

fn compter_profils(colonnes: &Colonnes, vivants: Option<&AliveBitSet>, profils: usize) -> Vec<u32> {
    let mut comptes = vec![0; profils];
    for (doc, profil) in colonnes.profils.iter().enumerate() {
        if vivants.is_none_or(|v| v.is_alive(doc as u32)) {
            comptes[*profil as usize] += 1;
        }
    }
    comptes
}
