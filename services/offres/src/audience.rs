//! How often deposited offers are seen: counted in memory, written from time to time, so that no
//! reading of a page writes. Nothing tells who looked.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use web::Etat;

use crate::depot::gestion;

/// How often the counts are written.
const RYTHME: Duration = Duration::from_secs(20);

/// Most offers counted between two writings: beyond, someone is playing.
const OFFRES_MAX: usize = 50_000;

/// Length of the identifier of a deposited offer: those of other documents are not counted.
const ULID: usize = 26;

/// Times an offer was seen in results, times its sheet was opened.
type Comptes = (i64, i64);

/// The counts of this node since they were last written.
#[derive(Debug, Default)]
pub struct Audience(Mutex<HashMap<String, Comptes>>);

impl Audience {
    fn ajouter(&self, id: &str, (vues, ouvertures): Comptes) {
        if id.len() != ULID {
            return;
        }
        let mut comptes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if comptes.len() < OFFRES_MAX || comptes.contains_key(id) {
            let compte = comptes.entry(id.to_owned()).or_default();
            *compte = (compte.0 + vues, compte.1 + ouvertures);
        }
    }

    /// An offer is shown among results.
    pub fn voir(&self, id: &str) {
        self.ajouter(id, (1, 0));
    }

    /// The sheet of an offer is opened.
    pub fn ouvrir(&self, id: &str) {
        self.ajouter(id, (0, 1));
    }

    fn prendre(&self) -> HashMap<String, Comptes> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes what was counted.
///
/// # Errors
/// When the database refuses: what was taken is lost, which a count of views can bear.
pub async fn verser(etat: &Etat) -> anyhow::Result<()> {
    let Some(audience) = etat.piece::<Audience>() else { return Ok(()) };
    let comptes = audience.prendre();
    if comptes.is_empty() {
        return Ok(());
    }
    let mut tx = etat.db.write().await?;
    for (id, compte) in &comptes {
        gestion::compter_l_audience(&mut tx, id, *compte).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Writes the counts as long as the program runs.
pub async fn tourner(etat: Etat) {
    loop {
        tokio::time::sleep(RYTHME).await;
        if let Err(e) = verser(&etat).await {
            tracing::error!(erreur = %e, "the audience of offers could not be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_taken_once() {
        let audience = Audience::default();
        let (a, b) = ("A".repeat(ULID), "B".repeat(ULID));
        audience.voir(&a);
        audience.voir(&a);
        audience.ouvrir(&a);
        audience.ouvrir(&b);
        audience.voir("00000001800010");
        let pris = audience.prendre();
        assert_eq!((pris[&a], pris[&b], pris.len()), ((2, 1), (0, 1), 2));
        assert!(audience.prendre().is_empty());
    }
}
