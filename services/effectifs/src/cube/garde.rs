//! The cube that a node holds, and when it is read again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use noyau::horloge::Horloge;
use tokio::sync::RwLock;
use web::{Erreur, Etat};

use super::Cube;

/// A large cube that changed is read again after this time (ms): figures are at most so old.
const FRAICHEUR_MS: i64 = 5 * 60 * 1000;

/// Below so many enrolments reading again costs nothing: figures are those of now.
const PETIT: usize = 50_000;

/// A cube with what it was read from.
struct Lu {
    position: i64,
    le: i64,
    cube: Arc<Cube>,
}

#[derive(Default)]
struct Place {
    lu: RwLock<Option<Lu>>,
    en_lecture: AtomicBool,
}

/// The cube of this node. A small one is read again at once when enrolments were received; a large one in the background,
/// and nobody waits for it but the very first reader.
#[derive(Clone, Default)]
pub struct Cubes(Arc<Place>);

impl Cubes {
    /// The cube of the moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn de(etat: &Etat) -> Result<Arc<Cube>, Erreur> {
        let piece = etat.piece::<Cubes>();
        let piece =
            piece.ok_or_else(|| Erreur::indisponible("Les indicateurs ne sont pas prêts."))?;
        let db = etat.db.read();
        let position =
            base::evenements::derniere_position_de(db, &["effectifs", "organismes"]).await?;
        let maintenant = etat.horloge.maintenant().ms();
        if let Some(lu) = piece.0.lu.read().await.as_ref() {
            if lu.position == position {
                return Ok(lu.cube.clone());
            }
            if lu.cube.effectifs() > PETIT {
                if maintenant - lu.le >= FRAICHEUR_MS {
                    piece.relire_derriere(etat.db.clone(), etat.horloge.clone(), position);
                }
                return Ok(lu.cube.clone());
            }
        }
        let mut garde = piece.0.lu.write().await;
        if let Some(lu) = garde.as_ref().filter(|lu| lu.position >= position) {
            return Ok(lu.cube.clone());
        }
        let cube = Arc::new(Cube::lire(db, etat.horloge.aujourd_hui()).await?);
        *garde = Some(Lu { position, le: maintenant, cube: cube.clone() });
        Ok(cube)
    }

    /// Reads it as the node starts, so that its first reader does not wait.
    pub async fn preparer(etat: &Etat) {
        if let Err(cause) = Self::de(etat).await {
            tracing::error!(?cause, "the figures could not be read");
        }
    }

    /// Reads again beside the requests, once at a time.
    fn relire_derriere(&self, db: base::Db, horloge: Horloge, position: i64) {
        if self.0.en_lecture.swap(true, Ordering::AcqRel) {
            return;
        }
        let place = self.0.clone();
        tokio::spawn(async move {
            match Cube::lire(db.read(), horloge.aujourd_hui()).await {
                Ok(cube) => {
                    let le = horloge.maintenant().ms();
                    *place.lu.write().await = Some(Lu { position, le, cube: Arc::new(cube) });
                }
                Err(cause) => tracing::error!(?cause, "the figures could not be read again"),
            }
            place.en_lecture.store(false, Ordering::Release);
        });
    }
}
