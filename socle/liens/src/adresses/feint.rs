//! A geocoder without a network, for tests and demonstrations.

use async_trait::async_trait;
use noyau::texte::plier;

use super::{AdresseTrouvee, Geocodeur, garder, preparer};
use crate::ErreurLien;

/// Knows the addresses it was given, and finds those whose text contains what is asked.
#[derive(Clone, Debug, Default)]
pub struct GeocodeurFeint {
    adresses: Vec<AdresseTrouvee>,
    en_panne: bool,
}

impl GeocodeurFeint {
    /// Knows these addresses.
    pub fn nouveau(adresses: Vec<AdresseTrouvee>) -> Self {
        GeocodeurFeint { adresses, en_panne: false }
    }

    /// Never answers.
    pub fn en_panne() -> Self {
        GeocodeurFeint { adresses: Vec::new(), en_panne: true }
    }
}

#[async_trait]
impl Geocodeur for GeocodeurFeint {
    async fn chercher(
        &self,
        texte: &str,
        limite: usize,
    ) -> Result<Vec<AdresseTrouvee>, ErreurLien> {
        if self.en_panne {
            return Err(ErreurLien::Indisponible("Le service des adresses"));
        }
        let Some(texte) = preparer(texte) else {
            return Ok(Vec::new());
        };
        let cherche = plier(&texte);
        let connues = self.adresses.iter().filter(|a| plier(&a.libelle).contains(&cherche));
        Ok(garder(connues.cloned().collect(), limite))
    }
}

#[cfg(test)]
mod tests {
    use noyau::geo::Point;

    use super::*;
    use crate::adresses::Grain;

    #[tokio::test]
    async fn finds_what_it_was_given_or_fails() {
        let adresse = |libelle: &str, score| AdresseTrouvee {
            libelle: libelle.to_owned(),
            point: Point::new(48.1, -1.6).unwrap(),
            score,
            grain: Grain::Rue,
            code_postal: None,
            commune: None,
        };
        let feint = GeocodeurFeint::nouveau(vec![
            adresse("Place des Lices", 0.9),
            adresse("Rue Haute", 0.5),
        ]);
        let combien = async |texte| feint.chercher(texte, 5).await.unwrap().len();
        assert_eq!((combien("LICES").await, combien("rue haute").await), (1, 0));
        assert!(GeocodeurFeint::en_panne().chercher("lices", 5).await.is_err());
    }
}
