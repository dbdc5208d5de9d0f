//! Collective agreements.

use base::{ErreurBase, Lecture, sqlx};

/// IDCC, OPCO.
pub async fn tous(db: &Lecture) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT idcc, opco FROM idcc_opco
               WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}
