//! What a supervisor is told.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use base::{ErreurBase, Lecture};

use crate::depot;
use crate::expediteur::Fin;

/// What this node did since it started.
#[derive(Debug, Default)]
pub struct Compteurs {
    partis: AtomicU64,
    remis: AtomicU64,
    abandonnes: AtomicU64,
    refuses: AtomicU64,
}

impl Compteurs {
    pub(crate) fn compter(&self, fin: &Fin) {
        let compteur = match fin {
            Fin::Parti => &self.partis,
            Fin::Remis { .. } => &self.remis,
            Fin::Abandon { .. } => &self.abandonnes,
            Fin::Refuse(_) => &self.refuses,
        };
        compteur.fetch_add(1, Ordering::Relaxed);
    }

    /// The counters of this node and the state of the queue, in the Prometheus text format.
    /// `maintenant` is in milliseconds since 1970.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn texte(&self, db: &Lecture, maintenant: i64) -> Result<String, ErreurBase> {
        let file = depot::attente(db).await?;
        let retard = file.plus_ancien.map_or(0, |p| (maintenant - p).max(0)) / 1000;
        let mut sortie = String::from("# TYPE courriels_traites_total counter\n");
        let lignes = [
            ("envoye", &self.partis),
            ("remis_a_plus_tard", &self.remis),
            ("abandonne", &self.abandonnes),
            ("refuse", &self.refuses),
        ];
        for (issue, compteur) in lignes {
            let nombre = compteur.load(Ordering::Relaxed);
            let _ = writeln!(sortie, "courriels_traites_total{{issue=\"{issue}\"}} {nombre}");
        }
        let _ = writeln!(
            sortie,
            "# TYPE courriels_en_attente gauge\ncourriels_en_attente {}\n\
             # TYPE courriels_retard_secondes gauge\ncourriels_retard_secondes {retard}\n\
             # TYPE courriels_abandonnes gauge\ncourriels_abandonnes {}",
            file.en_attente, file.abandonnes
        );
        Ok(sortie)
    }
}
