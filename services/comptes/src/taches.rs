//! What the clock does to accounts.

use taches::{Contexte, Tache};

use crate::actes::{REGLE, habiliter};
use crate::depot::habilitations;
use crate::regles::etat::Acte;

/// The jobs of the service.
pub fn taches() -> [Tache; 1] {
    [Tache {
        nom: "comptes.terminer",
        titre: "Terminer les habilitations dont la fin est passée",
        quand: "10 0 * * *",
        travail: |contexte| Box::pin(terminer(contexte)),
    }]
}

/// Writes the end of what is over. Rights stop at that instant by themselves: this keeps the
/// history true.
async fn terminer(contexte: Contexte) -> anyhow::Result<String> {
    let maintenant = contexte.horloge.maintenant().ms();
    let echues = habilitations::echues(contexte.db.read(), maintenant).await?;
    let nombre = echues.len();
    for id in echues {
        let Some(h) = habilitations::par_id(contexte.db.read(), &id).await? else { continue };
        let mut tx = contexte.db.write().await?;
        habiliter(&mut tx, &h, Acte::Terminer, REGLE, "La date de fin est passée", maintenant)
            .await
            .map_err(|e| anyhow::anyhow!(e.message))?;
        tx.commit().await?;
    }
    Ok(format!("{nombre} habilitations terminées"))
}
