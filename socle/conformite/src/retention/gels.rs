//! Legal holds: data that must stay although its time has come (GDPR, articles 17.3.e and 18).

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

use super::Regle;

/// A legal hold.
#[derive(Clone, Debug, FromRow)]
pub struct Gel {
    /// Identifier.
    pub id: String,
    /// Line of the register it holds.
    pub traitement: String,
    /// Row it holds; the whole processing without one.
    pub cle: Option<String>,
    /// Why.
    pub motif: String,
    /// Since when (ms since 1970).
    pub debut: i64,
    /// Until when, once it has been lifted.
    pub fin: Option<i64>,
}

/// Every hold, newest first.
pub async fn gels(db: &Lecture) -> Result<Vec<Gel>, ErreurBase> {
    let sql = "SELECT id, traitement, cle, motif, debut, fin FROM retention_gels
               ORDER BY debut DESC, id DESC";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Sets a hold; returns its identifier.
pub async fn geler(
    tx: &mut Transaction,
    traitement: &str,
    cle: Option<&str>,
    motif: &str,
    maintenant: i64,
) -> Result<String, ErreurBase> {
    let id = ulid::Ulid::new().to_string();
    let sql = "INSERT INTO retention_gels (id, traitement, cle, motif, debut)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(&id).bind(traitement).bind(cle).bind(motif);
    requete.bind(maintenant).execute(&mut **tx).await?;
    Ok(id)
}

/// Lifts a hold; false when there is none to lift.
pub async fn lever(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE retention_gels SET fin = $2 WHERE id = $1 AND fin IS NULL";
    let faites = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(faites.rows_affected() == 1)
}

/// Why a whole processing is held, if it is.
pub(crate) async fn motif(db: &Lecture, traitement: &str) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT motif FROM retention_gels
               WHERE traitement = $1 AND cle IS NULL AND fin IS NULL LIMIT 1";
    Ok(sqlx::query_scalar(sql).bind(traitement).fetch_optional(db.pool()).await?)
}

/// The end of a condition that leaves out the rows held one by one.
pub(super) fn sauf_geles(regle: &Regle) -> String {
    let Some(cle) = regle.cle else { return String::new() };
    format!(
        " AND {table}.{cle} NOT IN (SELECT g.cle FROM retention_gels g WHERE \
         g.traitement = '{code}' AND g.cle IS NOT NULL AND g.fin IS NULL)",
        table = regle.table,
        code = regle.traitement
    )
}
