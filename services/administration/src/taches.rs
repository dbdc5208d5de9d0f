//! What the clock does here.

use comptes::porte::observation;
use serde_json::json;
use taches::Contexte;
use web::Etat;

use crate::trace::{self, Trace};

/// Writes in the journal, every five minutes, the end of the observations that ended by themselves.
/// The session has already become that of its holder: this keeps the story whole.
pub async fn suivre_les_observations(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    let travail = || clore_les_observations(&etat);
    taches::tourner_avec(contexte, "administration.observations", "*/5 * * * *", travail).await;
}

/// Notes each end once.
///
/// # Errors
/// When the database refuses.
pub async fn clore_les_observations(etat: &Etat) -> anyhow::Result<String> {
    let maintenant = etat.horloge.maintenant().ms();
    let echues = observation::echues(etat.db.read(), maintenant).await?;
    for echue in &echues {
        let mut tx = etat.db.write().await?;
        if !observation::clore(&mut tx, echue).await? {
            continue;
        }
        let trace = Trace {
            acte: "administration.observation.finir",
            genre: "personne",
            id: &echue.observe,
            sujet: Some(conformite::sujet(&etat.reglages.coffre, &echue.courriel)),
            motif: "Son temps est écoulé",
            details: json!({ "fin": echue.fin }),
        };
        trace::noter(&mut tx, &echue.par, "Support", trace, maintenant)
            .await
            .map_err(|e| anyhow::anyhow!(e.message))?;
        tx.commit().await?;
    }
    Ok(format!("{} observations closes", echues.len()))
}
