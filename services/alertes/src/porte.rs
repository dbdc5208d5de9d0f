//! What the program may ask of the alerts.

use web::{Erreur, Etat};

/// Does once what the program does each morning; returns how many mails were queued.
///
/// # Errors
/// When the database refuses.
pub async fn envoyer(etat: &Etat) -> Result<usize, Erreur> {
    crate::envoi::passer(etat).await
}
