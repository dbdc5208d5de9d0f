//! The last pass over a document: filters, counts, place among the best.

use std::ops::Range;

use crate::generation::{Generation, Segment};

use super::comptes::Comptes;
use super::criteres::{Cible, Criteres, plusieurs};
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
    /// Documents found since the large facets were last counted.
    pub trouves: &'a mut Vec<u32>,
}

/// Documents found before the large facets are counted.
const LOT: usize = 4_096;

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
        plages.iter().cloned().flatten().for_each(|doc| self.juger(doc, 0.0, 0.0));
    }

    /// Puts every document of the segment in order, all of them being found and counted.
    pub fn classer_tous(&mut self) {
        for doc in (0..self.segment.docs).filter(|doc| self.segment.vivant(*doc)) {
            let fiche = self.segment.colonnes.fiches[doc as usize];
            let carre = self.jugement.criteres.carre(fiche);
            self.proposer(APlacer { doc, profil: fiche.profil(), score: 0.0, carre });
        }
    }

    /// Counts in the large facets the documents found so far. To be called at the end.
    pub fn compter(&mut self) {
        self.jugement.comptes.toutes_les_grandes(&self.segment.colonnes, self.trouves);
        self.trouves.clear();
    }

    /// Judges a document that has the score of its title and the score of the rest.
    #[inline]
    pub fn juger(&mut self, doc: u32, titre: f32, autre: f32) {
        let j = &mut *self.jugement;
        let colonnes = &*self.segment.colonnes;
        let fiche = colonnes.fiches[doc as usize];
        let profil = fiche.profil();
        let echec = j.criteres.echecs[profil];
        if plusieurs(echec) {
            return;
        }
        let carre = j.criteres.carre(fiche);
        if !j.criteres.au_bon_endroit(colonnes, doc, carre) || !self.segment.vivant(doc) {
            return;
        }
        if !j.criteres.cles_acceptees(colonnes, doc, || j.generation.tables.profils.liste[profil].drapeaux) {
            return;
        }
        let echec_grandes = j.criteres.echec_grandes(colonnes, doc);
        match (echec, echec_grandes) {
            (0, 0) => {
                j.comptes.total += 1;
                j.comptes.profil(profil);
                let score = titre * j.normes[fiche.longueur()] + autre;
                self.proposer(APlacer { doc, profil, score, carre });
                self.trouver(doc);
            }
            (_, 0) => j.comptes.profil(profil),
            (0, seul) if seul.is_power_of_two() => {
                if let Cible::Grande(rang) = j.criteres.cibles[seul.trailing_zeros() as usize] {
                    j.comptes.une_grande(colonnes, rang, doc);
                }
            }
            _ => {}
        }
    }

    fn trouver(&mut self, doc: u32) {
        self.trouves.push(doc);
        if self.trouves.len() == LOT {
            self.compter();
        }
    }

    fn proposer(&mut self, mut document: APlacer) {
        let j = &mut *self.jugement;
        if let Some((hash, bonus)) = j.titre_exact {
            let exact = self.segment.colonnes.titres[document.doc as usize] == hash;
            document.score += if exact { bonus } else { 0.0 };
        }
        let ordre = j.ordre.place(&self.segment.colonnes, document);
        let APlacer { doc, score, carre, .. } = document;
        j.retenue.proposer(Candidat { ordre, score, carre, segment: self.rang, doc });
    }
}

/// The ranges of several values of a territory, in order.
fn reunir(territoire: Option<&Vec<Vec<Range<u32>>>>, rangs: &[u32]) -> Vec<Range<u32>> {
    let valeurs = rangs.iter().filter_map(|rang| territoire?.get(*rang as usize));
    let mut plages: Vec<Range<u32>> = valeurs.flatten().cloned().collect();
    plages.sort_unstable_by_key(|p| p.start);
    let mut unies: Vec<Range<u32>> = Vec::with_capacity(plages.len());
    for plage in plages {
        match unies.last_mut() {
            Some(derniere) if plage.start <= derniere.end => derniere.end = derniere.end.max(plage.end),
            _ => unies.push(plage),
        }
    }
    unies
}
