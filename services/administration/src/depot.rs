//! All the SQL of the service: the decisions in force for the whole site.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// What was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct LigneConsignes {
    /// Shown at the top of every page; empty for nothing.
    pub annonce: String,
    /// Until when (ms since 1970); without end when nothing.
    pub annonce_fin: Option<i64>,
    /// 1 when nothing can be changed but by administrators.
    pub maintenance: i64,
    /// Names of the services that do not answer, separated by spaces.
    pub suspendus: String,
    /// Account that decided.
    pub decidees_par: String,
    /// When (ms since 1970).
    pub decidees_le: i64,
}

/// The decisions in force; none before the first.
pub async fn consignes(db: &Lecture) -> Result<Option<LigneConsignes>, ErreurBase> {
    let sql = "SELECT annonce, annonce_fin, maintenance, suspendus, decidees_par, decidees_le
               FROM administration_consignes WHERE id = 1";
    Ok(sqlx::query_as(sql).fetch_optional(db.pool()).await?)
}

/// Replaces them.
pub async fn decider(tx: &mut Transaction, c: &LigneConsignes) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO administration_consignes
         (id, annonce, annonce_fin, maintenance, suspendus, decidees_par, decidees_le)
         VALUES (1, $1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET annonce = excluded.annonce,
           annonce_fin = excluded.annonce_fin, maintenance = excluded.maintenance,
           suspendus = excluded.suspendus, decidees_par = excluded.decidees_par,
           decidees_le = excluded.decidees_le",
    )
    .bind(&c.annonce)
    .bind(c.annonce_fin)
    .bind(c.maintenance)
    .bind(&c.suspendus)
    .bind(&c.decidees_par)
    .bind(c.decidees_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
