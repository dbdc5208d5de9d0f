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

/// Does once what the program does every few seconds: examines, follows, tells. Returns how many
/// applications moved.
///
/// # Errors
/// When the database refuses.
pub async fn suivre(etat: &Etat) -> Result<usize, Erreur> {
    crate::suivi::passer(etat).await
}
