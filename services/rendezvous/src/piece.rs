//! What the sheet of a training asks: whether it takes requests.

use async_trait::async_trait;
use catalogue::porte::RendezVous;
use web::{Erreur, Etat};

use crate::actes;
use crate::depot::formations::{self, Cle};
use crate::pages::demander;
use crate::regles::portail::Portail;

/// Gives sheets the address of the form.
pub struct Formulaires;

#[async_trait]
impl RendezVous for Formulaires {
    async fn adresse(&self, etat: &Etat, formation: &str) -> Result<Option<String>, Erreur> {
        let trouvee = formations::trouver(etat.db.read(), Cle::Formation(formation)).await?;
        let Some(f) = trouvee else { return Ok(None) };
        let ouverte = actes::ouverte(etat, &f, Portail::Site).await?;
        Ok(ouverte.then(|| demander::adresse(&f.id, Portail::Site)))
    }
}
