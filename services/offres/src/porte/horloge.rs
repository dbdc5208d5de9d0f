//! What the clock and the outbox do, for the command line and the tests to do at once.

use noyau::dates::Instant;
use web::{Erreur, Etat};

/// Ends the offers whose end has come; what was done, in French.
///
/// # Errors
/// When the database refuses.
pub async fn expirer(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    crate::taches::expirer(etat, maintenant).await
}

/// Reminds the owners of offers that end soon; what was done, in French.
///
/// # Errors
/// When the database refuses.
pub async fn rappeler(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    crate::taches::rappeler(etat, maintenant).await
}

/// Tells the owners of offers that receive few applications that centres near by train for their trade;
/// what was done, in French.
///
/// # Errors
/// When the database refuses, or the catalogue is not ready.
pub async fn suggerer_des_cfa(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    crate::taches::suggerer(etat, maintenant).await
}

/// Acts on what the accounts and the offers told since last time.
///
/// # Errors
/// When the database refuses.
pub async fn suivre(etat: &Etat) -> Result<(), Erreur> {
    crate::attente::rattraper(etat).await
}

/// Writes how often offers were seen.
///
/// # Errors
/// When the database refuses.
pub async fn compter_l_audience(etat: &Etat) -> anyhow::Result<()> {
    crate::audience::verser(etat).await
}
