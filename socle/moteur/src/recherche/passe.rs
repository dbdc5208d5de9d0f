//! The last pass over a document: filters, counts, place among the best.

use std::ops::Range;

use crate::generation::{Generation, Segment};

use super::comptes::Comptes;
use super::criteres::Criteres;
use super::examen::{self, Examen, LOT};
use super::ordre::{APlacer, Ordre};
use super::retenue::{Candidat, Retenue};

/// Factor of the score of a title by its number of words: the shorter, the closer to what
/// was asked.
pub(crate) fn normes() -> [f32; 256] {
    std::array::from_fn(|longueur| 1.0 / (1.0 + 0.08 * (longueur.max(1) - 1) as f32))
}

/// What every document of a search is judged with.
pub(crate) struct Jugement<'a> {
    pub generation: &'a Generation,
    pub criteres: &'a Criteres,
    pub ordre: &'a Ordre,
    pub comptes: &'a mut Comptes,
    pub retenue: &'a mut Retenue,
    pub normes: [f32; 256],
    /// Hash of a title that holds exactly the words of the query, and what it is worth.
    pub titre_exact: Option<(u32, f32)>,
}

/// The judgement of the documents of one segment.
pub(crate) struct Passe<'a, 'b> {
    pub jugement: &'a mut Jugement<'b>,
    pub segment: &'a Segment,
    pub rang: u32,
    /// The batch under examination.
    pub lot: &'a mut Vec<Examen>,
}

/// A document that may be found, with the score of its title and the score of the rest.
#[derive(Clone, Copy)]
pub(crate) struct Touche {
    pub doc: u32,
    pub titre: f32,
    pub autre: f32,
}

impl Passe<'_, '_> {
    /// Documents that may be where the request asks.
    pub fn plages(&self) -> Vec<Range<u32>> {
        let criteres = self.jugement.criteres;
        let colonnes = &self.segment.colonnes;
        if let Some(cercle) = &criteres.cercle {
            return cercle.plages(&colonnes.cles);
        }
        match &criteres.territoire {
            Some(t) => reunir(colonnes.territoires[t.facette].as_ref(), &t.rangs),
            None => std::iter::once(0..self.segment.docs).collect(),
        }
    }

    /// Judges every document of some ranges, without text.
    pub fn juger_tous(&mut self, plages: &[Range<u32>]) {
        for lot in par_lots(plages) {
            self.lot.clear();
            for doc in lot {
                self.lot.push(self.jugement.sans_texte(self.segment, doc));
            }
            self.juger();
        }
    }

    /// Puts in order the documents that their profile lets through, already counted there.
    pub fn classer_par_profil(&mut self) {
        for lot in par_lots(std::slice::from_ref(&(0..self.segment.docs))) {
            self.lot.clear();
            for doc in lot {
                let examen = self.jugement.sans_texte(self.segment, doc);
                if examen.echec == 0 && self.segment.vivant(doc) {
                    self.lot.push(examen);
                }
            }
            self.retenir();
        }
    }

    /// Judges the documents that the texts found.
    pub fn juger_les_touches(&mut self, touches: &[Touche]) {
        for touches in touches.chunks(LOT) {
            self.rapprocher(touches);
            self.lot.clear();
            for touche in touches {
                self.lot.push(self.jugement.avec_texte(self.segment, *touche));
            }
            self.juger();
        }
    }

    /// Reads one word of each document of a batch. Nothing depends on these words, so the
    /// processor fetches many lines of memory at once, where judging would wait for each.
    fn rapprocher(&self, touches: &[Touche]) {
        let fiches = &self.segment.colonnes.fiches;
        std::hint::black_box(
            touches.iter().fold(0, |s, touche| s ^ fiches[touche.doc as usize].titre),
        );
    }

    /// Applies the filters to the batch and counts it.
    fn juger(&mut self) {
        self.jugement.criteres.filtrer(&self.segment.colonnes, self.lot);
        if self.segment.vivants.is_some() {
            examen::garder(self.lot, |e| self.segment.vivant(e.doc));
        }
        for examen in &*self.lot {
            self.jugement.compter(self.segment, examen);
        }
        examen::garder(self.lot, |e| e.echec == 0);
        self.jugement.comptes.total += self.lot.len();
        self.retenir();
    }

    /// Counts the batch in the large facets and keeps the best of it.
    fn retenir(&mut self) {
        self.jugement.comptes.toutes_les_grandes(&self.segment.colonnes.grandes, self.lot);
        for examen in &*self.lot {
            self.jugement.proposer(self.segment, self.rang, *examen);
        }
    }
}

impl Jugement<'_> {
    #[inline]
    fn sans_texte(&self, segment: &Segment, doc: u32) -> Examen {
        let colonnes = &segment.colonnes;
        let profil = colonnes.profils[doc as usize];
        let echec = self.criteres.echecs[profil as usize];
        let carre = self.criteres.carre(&colonnes.fiches[doc as usize]);
        Examen { doc, profil, echec, carre, score: 0.0 }
    }

    #[inline]
    fn avec_texte(&self, segment: &Segment, Touche { doc, titre, autre }: Touche) -> Examen {
        let fiche = &segment.colonnes.fiches[doc as usize];
        let profil = fiche.profil();
        let score = titre * self.normes[fiche.longueur()] + autre;
        Examen {
            doc,
            profil,
            echec: self.criteres.echecs[profil as usize],
            carre: self.criteres.carre(fiche),
            score,
        }
    }

    /// Counts in the profiles, or in the large facet whose filter is the only one failed.
    #[inline]
    fn compter(&mut self, segment: &Segment, examen: &Examen) {
        match self.criteres.grande_seule(examen.echec) {
            Some(facette) => {
                self.comptes.une_grande(&segment.colonnes.grandes, facette, examen.doc)
            }
            None => self.comptes.profil(examen.profil),
        }
    }

    #[inline]
    fn proposer(&mut self, segment: &Segment, rang: u32, mut examen: Examen) {
        let bonus = self.titre_exact.map_or(0.0, |(_, bonus)| bonus);
        let fiche = &segment.colonnes.fiches[examen.doc as usize];
        if self.ordre.ecarte(examen.score + bonus, fiche, self.retenue.seuil) {
            return;
        }
        let exact = self.titre_exact.is_some_and(|(hash, _)| hash == fiche.titre);
        examen.score += if exact { bonus } else { 0.0 };
        let Examen { doc, score, carre, .. } = examen;
        let ordre = self.ordre.place(&segment.colonnes, APlacer { doc, score, carre });
        self.retenue.proposer(Candidat { ordre, score, carre, segment: rang, doc });
    }
}

/// Ranges cut into batches.
fn par_lots(plages: &[Range<u32>]) -> impl Iterator<Item = Range<u32>> {
    plages.iter().flat_map(|plage| {
        let debuts = plage.clone().step_by(LOT);
        debuts.map(|debut| debut..plage.end.min(debut + LOT as u32))
    })
}

/// The ranges of several values of a territory, in order.
fn reunir(territoire: Option<&Vec<Vec<Range<u32>>>>, rangs: &[u32]) -> Vec<Range<u32>> {
    let valeurs = rangs.iter().filter_map(|rang| territoire?.get(*rang as usize));
    let mut plages: Vec<Range<u32>> = valeurs.flatten().cloned().collect();
    plages.sort_unstable_by_key(|p| p.start);
    let mut unies: Vec<Range<u32>> = Vec::with_capacity(plages.len());
    for plage in plages {
        match unies.last_mut() {
            Some(derniere) if plage.start <= derniere.end => {
                derniere.end = derniere.end.max(plage.end)
            }
            _ => unies.push(plage),
        }
    }
    unies
}
