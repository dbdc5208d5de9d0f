//! What the program and the command line may ask of the service.

use std::time::Duration;

use base::{Db, Lecture, evenements};
use noyau::dates::Instant;
use web::{Compteurs, Etat};

use crate::depot;

/// How often a node adds what it counted to the table: what a sudden stop may lose.
const RYTHME: Duration = Duration::from_secs(60);

/// Subject of the event of a first count of a day: the day before is over, its figures stay.
pub const SUJET_JOUR: &str = "pilotage.jour";

/// Adds the counts of this node to the table as long as the program runs.
pub async fn verser_sans_fin(etat: Etat) {
    loop {
        tokio::time::sleep(RYTHME).await;
        if let Err(e) = verser(&etat).await {
            tracing::error!(erreur = %e, "counts could not be kept; they will be tried again");
        }
    }
}

/// Adds the counts of this node to the table, all or nothing; returns how many rows they touch.
/// What could not be written is counted again the next time.
pub async fn verser(etat: &Etat) -> anyhow::Result<usize> {
    let Some(compteurs) = etat.piece::<Compteurs>() else { return Ok(0) };
    let comptes = compteurs.prendre();
    if comptes.is_empty() {
        return Ok(0);
    }
    let ecrits = ecrire(&etat.db, &comptes, etat.horloge.maintenant()).await;
    if ecrits.is_err() {
        compteurs.rendre(&comptes);
    }
    ecrits.map(|()| comptes.len())
}

async fn ecrire(
    db: &Db,
    comptes: &[web::compteurs::Compte],
    maintenant: Instant,
) -> anyhow::Result<()> {
    let mut tx = db.write().await?;
    let dernier = depot::dernier_jour(&mut tx).await?.unwrap_or_default();
    let nouveau = comptes.iter().map(|c| c.jour.to_string()).max().filter(|jour| *jour > dernier);
    for c in comptes {
        depot::ajouter(&mut tx, &c.jour.to_string(), c.mesure, &c.cle, c.nombre).await?;
    }
    if let Some(jour) = nouveau {
        let rien = serde_json::Value::Null;
        evenements::publier(&mut tx, SUJET_JOUR, &jour, &rien, maintenant.ms()).await?;
    }
    Ok(tx.commit().await?)
}

/// An opinion with words, as the operator reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvisRecu {
    /// When it was sent.
    pub le: Instant,
    /// About which page, in French.
    pub parcours: String,
    /// The mark, in French.
    pub note: String,
    /// The words.
    pub texte: String,
}

/// What people wrote, newest first.
pub async fn avis(db: &Lecture, limite: i64) -> anyhow::Result<Vec<AvisRecu>> {
    let lignes = depot::avis(db, limite).await?.into_iter();
    let recus = lignes.map(|a| AvisRecu {
        le: Instant::from_ms(a.instant),
        parcours: crate::regles::libelle("avis.parcours", &a.parcours),
        note: crate::regles::libelle("avis.note", &a.note),
        texte: a.texte,
    });
    Ok(recus.collect())
}
