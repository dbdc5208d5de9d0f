//! The order of the results, as one number per document: larger comes first.

use crate::colonnes::{Colonnes, Fiche, SANS_CLE, croissant};
use crate::erreur::Erreur;
use crate::generation::Generation;
use crate::plan::Plan;
use crate::requete::{Requete, Sens, Tri};

/// What comes first in the number.
enum Tete {
    Score,
    Distance,
    Cle { cle: usize, sens: Sens },
}

/// The order of a request.
pub(crate) struct Ordre {
    tete: Tete,
    /// For each profile: its genre comes last.
    derniers: Vec<bool>,
}

/// A document to place.
#[derive(Clone, Copy)]
pub(crate) struct APlacer {
    pub doc: u32,
    pub score: f32,
    pub carre: f32,
}

impl Ordre {
    pub fn new(plan: &Plan, generation: &Generation, requete: &Requete) -> Result<Self, Erreur> {
        let (tete, genres): (Tete, &[String]) = match &requete.tri {
            Tri::Pertinence => (Tete::Score, &[]),
            Tri::Proximite { .. } => (Tete::Distance, &[]),
            Tri::Cle { nom, sens, genres_en_dernier } => {
                let cle = plan.cle(nom).ok_or_else(|| super::criteres::inconnu("clé", nom))?;
                (Tete::Cle { cle, sens: *sens }, genres_en_dernier)
            }
        };
        let profils = &generation.tables.profils;
        let derniers: Vec<u32> = genres.iter().filter_map(|g| profils.genres.rang(g)).collect();
        Ok(Self {
            tete,
            derniers: profils.liste.iter().map(|p| derniers.contains(&p.genre)).collect(),
        })
    }

    /// A document of this score at most is surely placed below the threshold: enough to turn
    /// most documents away on the first half of their place.
    #[inline]
    pub fn ecarte(&self, score: f32, fiche: &Fiche, seuil: u128) -> bool {
        let debut = u64::from(score.to_bits()) << 32 | fiche.rang >> 32;
        matches!(self.tete, Tete::Score) && debut < (seuil >> 64) as u64
    }

    /// The place of a document. Never 0.
    ///
    /// From the top: the head of the sort; the score when it is not the head; the plan's flag
    /// and counter; the nearest, then the newest, when they are not the head; a scatter, so
    /// that equal documents do not all come from the first corner of the map.
    #[inline]
    pub fn place(&self, colonnes: &Colonnes, d: APlacer) -> u128 {
        let score = u128::from(d.score.to_bits());
        let fiche = &colonnes.fiches[d.doc as usize];
        let rang = fiche.rang;
        let (favori, nouveau) = (u128::from(rang >> 32), u128::from(rang & 0xFFFF_FFFF));
        let proche = u128::from(proche(d.carre));
        match self.tete {
            Tete::Score => {
                score << 96 | favori << 64 | proche << 48 | nouveau << 16 | hasard(d.doc)
            }
            Tete::Distance => {
                u128::from(!d.carre.to_bits()) << 96 | score << 64 | favori << 32 | nouveau
            }
            Tete::Cle { cle, sens } => {
                let rang = u128::from(!self.derniers[fiche.profil() as usize]);
                let valeur = u128::from(ranger(colonnes.nombres[cle][d.doc as usize], sens));
                rang << 127
                    | valeur << 95
                    | (score >> 1) << 64
                    | favori << 32
                    | proche << 16
                    | hasard(d.doc)
            }
        }
    }
}

/// Never 0, and different for neighbours.
fn hasard(doc: u32) -> u128 {
    u128::from(doc.wrapping_mul(2_654_435_761) >> 16 | 1)
}

/// The nearest is the largest, to half a percent; 0 without a distance.
fn proche(carre: f32) -> u16 {
    if carre.is_nan() { 0 } else { !((carre.to_bits() >> 15) as u16) }
}

/// A key as a number that is larger when it comes first; 0 when there is none.
fn ranger(valeur: i32, sens: Sens) -> u32 {
    match sens {
        Sens::Decroissant => croissant(valeur),
        Sens::Croissant if valeur == SANS_CLE => 0,
        Sens::Croissant => !croissant(valeur),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_ranked_both_ways() {
        let valeurs = [SANS_CLE, -5, 0, 1, 20_000];
        for paire in valeurs.windows(2) {
            assert!(ranger(paire[0], Sens::Decroissant) < ranger(paire[1], Sens::Decroissant));
        }
        for paire in valeurs[1..].windows(2) {
            assert!(ranger(paire[0], Sens::Croissant) > ranger(paire[1], Sens::Croissant));
        }
        assert_eq!(ranger(SANS_CLE, Sens::Croissant), 0);
    }

    #[test]
    fn nearer_is_larger() {
        let carres = [0.0, 1e-12, 1e-10, 1e-6, 1.02e-6, 1e-4, 4.0];
        assert!(carres.windows(2).all(|p| proche(p[0]) > proche(p[1])));
        assert!(proche(4.0) > proche(f32::NAN));
    }
}
