//! What the sheet of a training asks the service that arranges appointments, without knowing it.

use std::sync::Arc;

use async_trait::async_trait;
use web::{Erreur, Etat};

/// Says whether one may ask for an appointment about a training. The service that arranges them puts
/// its own in the pieces, as [`LesRendezVous`]; without it, no sheet offers one.
#[async_trait]
pub trait RendezVous: Send + Sync {
    /// Address of the form of the training of this identifier; none when it takes no request.
    ///
    /// # Errors
    /// When the database refuses.
    async fn adresse(&self, etat: &Etat, formation: &str) -> Result<Option<String>, Erreur>;
}

/// The piece that sheets look for.
pub type LesRendezVous = Arc<dyn RendezVous>;
