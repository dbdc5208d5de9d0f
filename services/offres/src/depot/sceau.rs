//! The secret that seals links, shared by every node.

use base::sqlx;
use base::{Db, ErreurBase};

const NOM: &str = "export";

/// The secret; `nouveau` becomes it when there is none yet.
pub async fn secret(db: &Db, nouveau: &str) -> Result<String, ErreurBase> {
    let sql = "SELECT secret FROM offres_sceau WHERE nom = $1";
    let lu: Option<String> =
        sqlx::query_scalar(sql).bind(NOM).fetch_optional(db.read().pool()).await?;
    if let Some(secret) = lu {
        return Ok(secret);
    }
    let mut tx = db.write().await?;
    let poser =
        "INSERT INTO offres_sceau (nom, secret) VALUES ($1, $2) ON CONFLICT (nom) DO NOTHING";
    sqlx::query(poser).bind(NOM).bind(nouveau).execute(&mut *tx).await?;
    let secret = sqlx::query_scalar(sql).bind(NOM).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(secret)
}
