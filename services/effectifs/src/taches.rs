//! The job of the night.

use noyau::dates::DateCivile;
use taches::{Contexte, Tache};

use crate::depot::effectifs;
use crate::regles::situation::Parcours;

/// Enrolments treated in one transaction.
const LOT: i64 = 500;

/// Moves on the situations whose day has come; the others stay as they are.
pub fn taches() -> [Tache; 1] {
    [Tache {
        nom: "effectifs.situations",
        titre: "Avancer les situations des apprenants dont une date est passée",
        quand: "15 0 * * *",
        travail: |contexte| Box::pin(avancer(contexte)),
    }]
}

async fn avancer(contexte: Contexte) -> anyhow::Result<String> {
    let aujourd_hui = contexte.horloge.aujourd_hui();
    let mut avances = 0;
    loop {
        let faits = avancer_un_lot(&contexte, aujourd_hui).await?;
        if faits == 0 {
            return Ok(format!("{avances} situations avancées"));
        }
        avances += faits;
    }
}

async fn avancer_un_lot(contexte: &Contexte, aujourd_hui: DateCivile) -> anyhow::Result<usize> {
    let jour = aujourd_hui.to_string();
    let lignes = effectifs::a_recalculer(contexte.db.read(), &jour, LOT).await?;
    let mut tx = contexte.db.write().await?;
    for (id, parcours) in &lignes {
        let parcours = Parcours::lire(parcours);
        let change_le = parcours.change_apres(aujourd_hui).map(|d| d.to_string());
        let situation = parcours.le(aujourd_hui).code();
        effectifs::situer(&mut tx, id, situation, change_le.as_deref()).await?;
    }
    tx.commit().await?;
    Ok(lignes.len())
}
