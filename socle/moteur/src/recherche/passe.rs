//! The last pass over a document: filters, counts, place among the best.

use std::ops::Range;

use crate::generation::{Generation, Segment};
use crate::plan::Casier;

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
    /// Room for the documents found in a batch.
    pub trouves: &'a mut Vec<APlacer>,
}

/// A document that may be found, with the score of its title and the score of the rest.
#[derive(Clone, Copy)]
pub(crate) struct Touche {
    pub doc: u32,
    pub titre: f32,
    pub autre: f32,
}

/// Documents judged together.
const LOT: usize = 2_048;

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
        for plage in plages {
            for debut in plage.clone().step_by(LOT) {
                let fin = plage.end.min(debut + LOT as u32);
                self.juger((debut..fin).map(|doc| Touche { doc, titre: 0.0, autre: 0.0 }));
            }
        }
    }

    /// Puts in order the documents that their profile lets through, already counted there.
    pub fn classer_par_profil(&mut self) {
        for debut in (0..self.segment.docs).step_by(LOT) {
            let fin = self.segment.docs.min(debut + LOT as u32);
            let mut trouves = std::mem::take(self.trouves);
            trouves.clear();
            trouves.extend((debut..fin).filter(|doc| self.passe_par_profil(*doc)).map(|doc| self.sans_texte(doc)));
            self.jugement.comptes.toutes_les_grandes(&self.segment.colonnes.grandes, &trouves);
            trouves.iter().for_each(|document| self.proposer(*document));
            *self.trouves = trouves;
        }
    }

    fn passe_par_profil(&self, doc: u32) -> bool {
        let profil = self.segment.colonnes.profils[doc as usize] as usize;
        self.jugement.criteres.echecs[profil] == 0 && self.segment.vivant(doc)
    }

    fn sans_texte(&self, doc: u32) -> APlacer {
        let carre = self.jugement.criteres.carre(&self.segment.colonnes.fiches[doc as usize]);
        APlacer { doc, score: 0.0, carre }
    }

    /// Judges a batch of documents, in three short loops: each waits for memory on many
    /// documents at once instead of on one after the other.
    pub fn juger(&mut self, touches: impl Iterator<Item = Touche>) {
        let mut trouves = std::mem::take(self.trouves);
        trouves.clear();
        trouves.extend(touches.filter_map(|touche| self.filtrer(touche)));
        self.jugement.comptes.total += trouves.len();
        self.jugement.comptes.toutes_les_grandes(&self.segment.colonnes.grandes, &trouves);
        for document in &trouves {
            self.proposer(*document);
        }
        *self.trouves = trouves;
    }

    /// Applies the filters and counts in the profiles. `None` for a document that is not found.
    #[inline]
    fn filtrer(&mut self, Touche { doc, titre, autre }: Touche) -> Option<APlacer> {
        let j = &mut *self.jugement;
        let colonnes = &*self.segment.colonnes;
        let fiche = &colonnes.fiches[doc as usize];
        let profil = fiche.profil();
        let echec = j.criteres.echecs[profil];
        let carre = j.criteres.carre(fiche);
        if plusieurs(echec) || !j.criteres.au_bon_endroit(colonnes, doc, carre) || !self.segment.vivant(doc) {
            return None;
        }
        if !j.criteres.cles_acceptees(colonnes, doc, || j.generation.tables.profils.liste[profil].drapeaux) {
            return None;
        }
        let score = titre * j.normes[fiche.longueur()] + autre;
        let echec_grandes = j.criteres.echec_grandes(colonnes, doc);
        if echec_grandes == 0 {
            j.comptes.profil(profil);
        } else if echec == 0 && echec_grandes.is_power_of_two() {
            self.compter_sa_grande(echec_grandes, doc);
        }
        (echec | echec_grandes == 0).then_some(APlacer { doc, score, carre })
    }

    /// The document fails one filter only, on a large facet: it counts there.
    fn compter_sa_grande(&mut self, echec: u32, doc: u32) {
        let j = &mut *self.jugement;
        if let Cible::Facette(Casier::Grande(facette)) = j.criteres.cibles[echec.trailing_zeros() as usize] {
            j.comptes.une_grande(&self.segment.colonnes.grandes, facette, doc);
        }
    }

    #[inline]
    fn proposer(&mut self, mut document: APlacer) {
        let j = &mut *self.jugement;
        let bonus = j.titre_exact.map_or(0.0, |(_, bonus)| bonus);
        if j.ordre.ecarte(document.score + bonus, j.retenue.seuil) {
            return;
        }
        let fiche = &self.segment.colonnes.fiches[document.doc as usize];
        let exact = j.titre_exact.is_some_and(|(hash, _)| hash == fiche.titre);
        document.score += if exact { bonus } else { 0.0 };
        let ordre = j.ordre.place(&self.segment.colonnes, document);
        let APlacer { doc, score, carre } = document;
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
