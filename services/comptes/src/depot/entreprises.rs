//! What was last read of companies.

use base::{ErreurBase, Lecture, Transaction};

/// The last answer about a SIRET, as JSON, and when it was read (ms since 1970).
pub async fn lire(db: &Lecture, siret: &str) -> Result<Option<(String, i64)>, ErreurBase> {
    let sql = "SELECT reponse, lue_le FROM comptes_entreprises WHERE siret = $1";
    Ok(sqlx::query_as(sql).bind(siret).fetch_optional(db.pool()).await?)
}

/// Keeps an answer.
pub async fn garder(
    tx: &mut Transaction,
    siret: &str,
    reponse: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO comptes_entreprises (siret, reponse, lue_le) VALUES ($1, $2, $3)
               ON CONFLICT (siret) DO UPDATE SET reponse = excluded.reponse, lue_le = excluded.lue_le";
    sqlx::query(sql).bind(siret).bind(reponse).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
