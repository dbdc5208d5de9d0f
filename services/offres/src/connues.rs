//! What the accounts may ask of the companies likely to hire.

use async_trait::async_trait;
use base::Lecture;
use liens::entreprises::{Connue, Connues};

use crate::depot::recruteurs;

/// The companies of this database.
pub struct Recruteurs(pub Lecture);

#[async_trait]
impl Connues for Recruteurs {
    async fn du_siren(&self, siren: &str) -> anyhow::Result<Vec<Connue>> {
        let lignes = recruteurs::du_siren(&self.0, siren).await?;
        let connue = |ligne: [String; 9]| {
            let [siret, nom, adresse, ville, departement, naf, idcc, opco, site] = ligne;
            Connue { siret, nom, adresse, ville, departement, naf, idcc, opco, site }
        };
        Ok(lignes.into_iter().map(connue).collect())
    }
}
