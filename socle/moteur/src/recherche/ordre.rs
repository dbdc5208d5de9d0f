//! The order of the results, as one number per document: larger comes first.

use crate::colonnes::{Colonnes, SANS_CLE};
use crate::erreur::Erreur;
use crate::espace::km_de;
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
    /// For each profile: its genre comes last, its flag comes first.
    derniers: Vec<bool>,
    favoris: Vec<bool>,
    moins: Option<usize>,
    plus: Option<usize>,
}

/// A document to place.
#[derive(Clone, Copy)]
pub(crate) struct APlacer {
    pub doc: u32,
    pub profil: usize,
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
        let drapeau = plan.departage.drapeau.as_ref().and_then(|nom| plan.drapeau(nom));
        Ok(Self {
            tete,
            derniers: profils.liste.iter().map(|p| derniers.contains(&p.genre)).collect(),
            favoris: profils.liste.iter().map(|p| drapeau.is_some_and(|d| p.drapeaux >> d & 1 == 1)).collect(),
            moins: plan.departage.moins.as_ref().and_then(|nom| plan.cle(nom)),
            plus: plan.departage.plus.as_ref().and_then(|nom| plan.cle(nom)),
        })
    }

    /// The best place a document of this score can have: enough to turn most away early.
    #[inline]
    pub fn plafond(&self, score: f32) -> u128 {
        match self.tete {
            Tete::Score => u128::from(score.to_bits()) << 96 | (u128::MAX >> 32),
            _ => u128::MAX,
        }
    }

    /// The place of a document. Never 0.
    ///
    /// From the top: the head of the sort; the score when it is not the head; the plan's flag
    /// and counter; the nearest, then the newest, when they are not the head; a scatter, so
    /// that equal documents do not all come from the first corner of the map.
    pub fn place(&self, colonnes: &Colonnes, d: APlacer) -> u128 {
        let score = u128::from(d.score.to_bits());
        let departage = u128::from(self.departage(colonnes, d));
        match self.tete {
            Tete::Score => score << 96 | departage << 64 | u128::from(self.queue(colonnes, d)),
            Tete::Distance => u128::from(!d.carre.to_bits()) << 96 | score << 64 | departage << 32 | u128::from(self.queue(colonnes, d) >> 32),
            Tete::Cle { cle, sens } => {
                let rang = u128::from(!self.derniers[d.profil]);
                let valeur = u128::from(ranger(colonnes.nombres[cle][d.doc as usize], sens));
                rang << 127 | valeur << 95 | (score >> 1) << 64 | departage << 32 | u128::from(self.queue(colonnes, d) >> 32)
            }
        }
    }

    /// One bit for the flag, 31 for the counter.
    fn departage(&self, colonnes: &Colonnes, d: APlacer) -> u32 {
        let compteur = self.moins.map_or(0, |cle| colonnes.nombres[cle][d.doc as usize].max(0));
        u32::from(self.favoris[d.profil]) << 31 | (i32::MAX - compteur).cast_unsigned()
    }

    /// 16 bits for the distance, 32 for the newest, 16 for the scatter.
    fn queue(&self, colonnes: &Colonnes, d: APlacer) -> u64 {
        let nouveau = self.plus.map_or(0, |cle| ranger(colonnes.nombres[cle][d.doc as usize], Sens::Decroissant));
        let hasard = d.doc.wrapping_mul(2_654_435_761) >> 16;
        u64::from(proche(d.carre)) << 48 | u64::from(nouveau) << 16 | u64::from(hasard | 1)
    }
}

/// Steps of ten metres, the nearest largest; 0 without a distance.
fn proche(carre: f32) -> u16 {
    if carre.is_nan() { 0 } else { u16::MAX - (km_de(carre) * 100.0).min(65_534.0) as u16 }
}

/// A key as a number that is larger when it comes first; 0 when there is none.
fn ranger(valeur: i32, sens: Sens) -> u32 {
    let croissant = (valeur.cast_unsigned()) ^ (1 << 31);
    match sens {
        Sens::Decroissant => croissant,
        Sens::Croissant if valeur == SANS_CLE => 0,
        Sens::Croissant => !croissant,
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
        let carres = [0.0, 1e-10, 1e-6, 1e-4, 4.0];
        assert!(carres.windows(2).all(|p| proche(p[0]) >= proche(p[1])));
        assert!(proche(0.0) > proche(1e-6) && proche(4.0) > proche(f32::NAN));
    }
}
