//! The certifications that this node holds, read again when a data set that feeds them changes.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base::Lecture;
use base::evenements::{self, Evenement};
use base::versions::SUJET_COURANTE;
use web::{Erreur, Etat};

use super::CertificationsApi;

/// How often a node looks for events.
const RYTHME: Duration = Duration::from_secs(1);

/// Events read at a time.
const LOT: i64 = 1_000;

/// Sources whose data make certifications.
pub const SOURCES: [&str; 5] = ["bcn", "rncp", "kit", "certifinfo", "rome"];

/// The certifications of the moment.
#[derive(Debug)]
pub struct Registre {
    tables: RwLock<Arc<CertificationsApi>>,
    depart: i64,
}

impl Registre {
    /// Loads the current versions.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn ouvrir(db: &Lecture) -> anyhow::Result<Self> {
        let depart = evenements::derniere_position(db).await?;
        let tables = RwLock::new(CertificationsApi::charger(db).await?);
        Ok(Registre { tables, depart })
    }

    /// The certifications of the program.
    ///
    /// # Errors
    /// 503 when the service is switched off.
    pub fn de(etat: &Etat) -> Result<Arc<CertificationsApi>, Erreur> {
        let piece = etat.piece::<Registre>();
        let piece = piece.ok_or_else(|| {
            Erreur::indisponible("Les certifications ne sont pas encore chargées.")
        })?;
        Ok(piece.tables())
    }

    fn tables(&self) -> Arc<CertificationsApi> {
        Arc::clone(&self.tables.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps them up to date as long as the program runs.
    pub async fn suivre(&self, db: &Lecture) {
        let mut position = self.depart;
        loop {
            tokio::time::sleep(RYTHME).await;
            match self.rattraper(db, position).await {
                Ok(derniere) => position = derniere,
                Err(e) => tracing::error!(erreur = %e, "certifications could not be read again"),
            }
        }
    }

    /// Reads the events after `position`; the tables are loaded once, whatever their number.
    async fn rattraper(&self, db: &Lecture, position: i64) -> anyhow::Result<i64> {
        let mut derniere = position;
        let mut change = false;
        loop {
            let lus = evenements::lire(db, derniere, LOT).await?;
            let Some(dernier) = lus.last() else { break };
            derniere = dernier.id;
            change |= lus.iter().any(concerne);
        }
        if change {
            let tables = CertificationsApi::charger(db).await?;
            *self.tables.write().unwrap_or_else(PoisonError::into_inner) = tables;
        }
        Ok(derniere)
    }
}

fn concerne(evenement: &Evenement) -> bool {
    let source = evenement.cle.split('/').next().unwrap_or_default();
    evenement.sujet == SUJET_COURANTE && SOURCES.contains(&source)
}
