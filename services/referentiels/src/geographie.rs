//! What the geographic routes keep in memory, read again when a data set changes.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use base::Lecture;
use base::evenements;
use base::versions::SUJET_COURANTE;
use web::{Erreur, Etat, Pieces};

use crate::porte::{Communes, MissionsLocales};

/// How often a node looks for events.
const RYTHME: Duration = Duration::from_secs(2);

/// Events read at a time.
const LOT: i64 = 1_000;

/// Communes and missions locales of the moment.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Communes.
    pub communes: Arc<Communes>,
    /// Missions locales.
    pub missions: Arc<MissionsLocales>,
}

impl Tables {
    async fn charger(db: &Lecture) -> anyhow::Result<Self> {
        let communes = Communes::charger(db).await?;
        Ok(Tables { communes, missions: MissionsLocales::charger(db).await? })
    }
}

/// The piece.
#[derive(Default)]
pub struct Geographie(RwLock<Tables>);

impl Geographie {
    /// The tables of the moment.
    ///
    /// # Errors
    /// 503 when the service is switched off.
    pub fn de(etat: &Etat) -> Result<Tables, Erreur> {
        let piece = etat.piece::<Geographie>();
        let piece = piece.ok_or_else(|| Erreur::indisponible("La géographie n’est pas prête."))?;
        Ok(piece.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

/// Reads the tables before the first request.
pub async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    pieces.poser(Geographie(RwLock::new(Tables::charger(etat.db.read()).await?)));
    Ok(())
}

/// Reads them again when they change, as long as the program runs.
pub async fn suivre(etat: &Etat) {
    let Some(piece) = etat.piece::<Geographie>() else { return };
    let mut position = 0;
    loop {
        if let Err(e) = rattraper(etat.db.read(), &piece, &mut position).await {
            tracing::error!(erreur = %e, "communes could not be read again");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

async fn rattraper(db: &Lecture, piece: &Geographie, position: &mut i64) -> anyhow::Result<()> {
    let mut touchees = false;
    let mut lue = *position;
    loop {
        let lot = evenements::lire(db, lue, LOT).await?;
        let Some(dernier) = lot.last() else { break };
        lue = dernier.id;
        let concerne =
            |cle: &str| cle.starts_with("communes/") || cle.starts_with("missions-locales/");
        touchees |= lot.iter().any(|e| e.sujet == SUJET_COURANTE && concerne(&e.cle));
    }
    if touchees {
        let tables = Tables::charger(db).await?;
        *piece.0.write().unwrap_or_else(PoisonError::into_inner) = tables;
    }
    *position = lue;
    Ok(())
}
