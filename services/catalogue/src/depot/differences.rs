//! Which trainings of two versions are not the same. The database compares fingerprints: only what
//! changed is read whole.

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture};

/// Identifiers in `version` that `autre` does not have, in order.
pub async fn absentes_de(
    db: &Lecture,
    autre: i64,
    version: i64,
) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT id FROM formations f WHERE f.version = $1 AND NOT EXISTS (
                   SELECT 1 FROM formations g WHERE g.version = $2 AND g.id = f.id)
               ORDER BY id";
    ids(db, sql, version, autre).await
}

/// Identifiers in both versions whose sheets differ, in order.
pub async fn changees(db: &Lecture, avant: i64, apres: i64) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT f.id FROM formations f JOIN formations g ON g.version = $2 AND g.id = f.id
               WHERE f.version = $1 AND f.empreinte <> g.empreinte ORDER BY f.id";
    ids(db, sql, avant, apres).await
}

async fn ids(db: &Lecture, sql: &'static str, a: i64, b: i64) -> Result<Vec<String>, ErreurBase> {
    let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(a).bind(b);
    Ok(requete.fetch_all(db.pool()).await?)
}
