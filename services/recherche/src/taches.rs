//! The jobs of the search.

use base::evenements;
use taches::{Contexte, Tache};

use crate::alimentation::SUJET_JOUR;

/// Tells every node, once a day, that offers have expired: each reads them again.
pub fn nouveau_jour() -> Tache {
    Tache {
        nom: "recherche.nouveau_jour",
        titre: "Retirer de la recherche les offres arrivées à échéance",
        quand: "5 0 * * *",
        travail: |contexte| Box::pin(annoncer(contexte)),
    }
}

async fn annoncer(contexte: Contexte) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant();
    let jour = maintenant.date().to_string();
    let mut tx = contexte.db.write().await?;
    evenements::publier(&mut tx, SUJET_JOUR, &jour, &serde_json::Value::Null, maintenant.ms())
        .await?;
    tx.commit().await?;
    Ok(format!("offres à relire pour le {jour}"))
}
