//! What the program and the other services may ask of the applications.

use base::{ErreurBase, Lecture};
use web::{Erreur, Etat};

use crate::depot::listes::{self, Critere};

/// Applications that these organisations (SIRET, role) have not answered: for their dashboards.
///
/// # Errors
/// When the database refuses.
pub async fn sans_reponse(
    db: &Lecture,
    organisations: Vec<(String, String)>,
) -> Result<i64, ErreurBase> {
    let etat = "a_repondre".to_owned();
    listes::compter(db, &Critere { organisations, etat, ..Critere::default() }).await
}

/// Writes the mails of the month, for the command line and the tests to do at once; what was done, in French.
///
/// # Errors
/// When the database refuses.
pub async fn recapituler(etat: &Etat) -> anyhow::Result<String> {
    crate::recapitulatifs::envoyer(etat).await
}

/// Does once what the program does every few seconds: examines, follows, tells. Returns how many
/// applications moved.
///
/// # Errors
/// When the database refuses.
pub async fn suivre(etat: &Etat) -> Result<usize, Erreur> {
    crate::suivi::passer(etat).await
}
