//! Several sources, asked one after the other.

use std::sync::Arc;

use async_trait::async_trait;
use noyau::identifiants::Siret;

use super::{Entreprise, Entreprises, Reponse};
use crate::ErreurLien;

/// Asks the first source, and the next when it does not answer.
pub struct Suite(Vec<Arc<dyn Entreprises>>);

impl Suite {
    /// These sources, the preferred one first. Without any, nothing ever answers.
    pub fn de(sources: Vec<Arc<dyn Entreprises>>) -> Self {
        Suite(sources)
    }
}

const AUCUNE: ErreurLien = ErreurLien::Indisponible("La source des entreprises");

#[async_trait]
impl Entreprises for Suite {
    async fn par_siret(&self, siret: &Siret) -> Result<Reponse, ErreurLien> {
        let mut erreur = AUCUNE;
        for source in &self.0 {
            match source.par_siret(siret).await {
                Ok(reponse) => return Ok(reponse),
                Err(e) => erreur = e,
            }
        }
        Err(erreur)
    }

    async fn chercher(&self, texte: &str, limite: usize) -> Result<Vec<Entreprise>, ErreurLien> {
        let mut erreur = AUCUNE;
        for source in &self.0 {
            match source.chercher(texte, limite).await {
                Ok(trouvees) => return Ok(trouvees),
                Err(e) => erreur = e,
            }
        }
        Err(erreur)
    }
}

#[cfg(test)]
mod tests {
    use super::super::EntreprisesFeintes;
    use super::*;

    #[tokio::test]
    async fn the_next_source_answers_for_the_one_that_is_down() {
        let siret: Siret = EntreprisesFeintes::OUVERTE.parse().unwrap();
        let panne: Arc<dyn Entreprises> = Arc::new(EntreprisesFeintes::en_panne());
        let bonne: Arc<dyn Entreprises> = Arc::new(EntreprisesFeintes::exemples());
        let deux = Suite::de(vec![panne.clone(), bonne]);
        assert!(matches!(deux.par_siret(&siret).await, Ok(Reponse::Trouvee(_))));
        assert_eq!(deux.chercher("boulangerie", 3).await.unwrap().len(), 1);
        let une = Suite::de(vec![panne]);
        assert!(une.par_siret(&siret).await.is_err() && une.chercher("abc", 1).await.is_err());
        assert!(Suite::de(Vec::new()).par_siret(&siret).await.is_err());
    }
}
