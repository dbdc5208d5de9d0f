//! Retention of the journal: its oldest rows go, the hash of the last of them stays, and the chain
//! is verified from there.

use base::{Db, ErreurBase, evenements};
use sqlx::FromRow;

use super::CONSERVATION_JOURS;

/// Rows deleted by one transaction.
const LOT: i64 = 5_000;

#[derive(FromRow)]
struct Derniere {
    rang: i64,
    empreinte: String,
}

/// Cuts what is older than the retention, then deletes it; returns how many rows went. Stopped on
/// the way, the next call deletes the rest.
pub async fn couper(db: &Db, maintenant: i64) -> Result<u64, ErreurBase> {
    noter(db, maintenant).await?;
    let sql = "DELETE FROM journal WHERE rang IN (SELECT j.rang FROM journal j
               WHERE j.rang <= COALESCE((SELECT MAX(c.rang) FROM journal_coupes c), 0)
               ORDER BY j.rang LIMIT $1)";
    let mut parties = 0;
    loop {
        let mut tx = db.write().await?;
        let faites = sqlx::query(sql).bind(LOT).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        parties += faites;
        if faites == 0 {
            return Ok(parties);
        }
    }
}

/// Notes the last row of the part where every row is too old.
async fn noter(db: &Db, maintenant: i64) -> Result<(), ErreurBase> {
    let limite = maintenant - i64::from(CONSERVATION_JOURS) * 86_400_000;
    let mut tx = db.write().await?;
    evenements::ordonner(&mut tx).await?;
    let sql = "SELECT rang, empreinte FROM journal
               WHERE rang < COALESCE((SELECT MIN(j.rang) FROM journal j WHERE j.instant > $1),
                                     (SELECT t.rang + 1 FROM journal_tete t WHERE t.id = 1))
               ORDER BY rang DESC LIMIT 1";
    let derniere: Option<Derniere> =
        sqlx::query_as(sql).bind(limite).fetch_optional(&mut *tx).await?;
    let Some(derniere) = derniere else { return Ok(()) };
    let noter = "INSERT INTO journal_coupes (rang, empreinte, instant) VALUES ($1, $2, $3)
                 ON CONFLICT (rang) DO NOTHING";
    sqlx::query(noter)
        .bind(derniere.rang)
        .bind(derniere.empreinte)
        .bind(maintenant)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
