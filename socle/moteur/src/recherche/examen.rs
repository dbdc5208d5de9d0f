//! Examining documents by small batches, one criterion after the other.
//!
//! Each step is a short loop over a batch that stays in the first level of cache, without a
//! branch that depends on the document: the processor waits for memory on many documents at
//! once, and never guesses wrong.

use crate::colonnes::{Colonnes, SANS_CLE};

use super::criteres::plusieurs;

/// Documents examined together.
pub(crate) const LOT: usize = 256;

/// A document under examination.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Examen {
    pub doc: u32,
    pub profil: u32,
    /// Bits of the filters it fails.
    pub echec: u32,
    /// Squared distance to where distances are measured from; NaN without that or a place.
    pub carre: f32,
    pub score: f32,
}

/// Filter on a large facet.
pub(crate) struct FiltreGrande {
    pub bit: u32,
    pub facette: usize,
    /// Sorted ranks of the accepted values.
    pub rangs: Vec<u32>,
    pub absents: bool,
}

/// Filter on a key.
pub(crate) struct FiltreCle {
    pub cle: usize,
    pub min: i32,
    pub max: i32,
    pub absents: bool,
    /// For each profile, whether it is exempted; empty when none is.
    pub exemptes: Vec<bool>,
}

impl FiltreGrande {
    /// Marks the documents that fail.
    pub fn marquer(&self, colonnes: &Colonnes, lot: &mut [Examen]) {
        for examen in lot {
            let echoue =
                !a_une_valeur(colonnes, self.facette, examen.doc, &self.rangs, self.absents);
            examen.echec |= if echoue { self.bit } else { 0 };
        }
    }
}

impl FiltreCle {
    /// Keeps the documents that pass.
    pub fn filtrer(&self, colonnes: &Colonnes, lot: &mut Vec<Examen>) {
        let valeurs = &colonnes.nombres[self.cle];
        garder(lot, |examen| {
            let valeur = valeurs[examen.doc as usize];
            let entre = (valeur >= self.min) & (valeur <= self.max) & (valeur != SANS_CLE);
            let exempte = self.exemptes.get(examen.profil as usize).is_some_and(|e| *e);
            entre | exempte | (self.absents & (valeur == SANS_CLE))
        });
    }
}

/// The document has one of these values, or none when that is accepted.
#[inline]
pub(crate) fn a_une_valeur(
    colonnes: &Colonnes,
    facette: usize,
    doc: u32,
    rangs: &[u32],
    absents: bool,
) -> bool {
    match (colonnes.grandes.valeurs(facette, doc), rangs) {
        ([], _) => absents,
        ([valeur], [rang]) => valeur == rang,
        (valeurs, rangs) => valeurs.iter().any(|v| rangs.binary_search(v).is_ok()),
    }
}

/// Leaves out the documents that can neither be found nor counted.
pub(crate) fn ecarter(lot: &mut Vec<Examen>) {
    garder(lot, |examen| !plusieurs(examen.echec));
}

/// Keeps what passes, in order. As `Vec::retain`, without a branch per element.
#[inline]
pub(crate) fn garder(lot: &mut Vec<Examen>, passe: impl Fn(&Examen) -> bool) {
    let mut gardes = 0;
    for rang in 0..lot.len() {
        let examen = lot[rang];
        lot[gardes] = examen;
        gardes += usize::from(passe(&examen));
    }
    lot.truncate(gardes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_kept_in_order() {
        let examen = |doc| Examen { doc, profil: 0, echec: doc, carre: 0.0, score: 0.0 };
        let mut lot: Vec<Examen> = (0..10).map(examen).collect();
        ecarter(&mut lot);
        assert_eq!(lot.iter().map(|e| e.doc).collect::<Vec<_>>(), [0, 1, 2, 4, 8]);
        garder(&mut lot, |e| e.doc != 2);
        assert_eq!(lot.iter().map(|e| e.doc).collect::<Vec<_>>(), [0, 1, 4, 8]);
    }
}
