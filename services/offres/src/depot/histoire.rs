//! What happened to the deposited offers. Rows are only added.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Fait {
    /// Offer.
    pub offre: String,
    /// Code of the act.
    pub acte: String,
    /// Code of the state before; empty at the beginning.
    pub avant: String,
    /// Code of the state after.
    pub apres: String,
    /// Account that did it, or `regle`.
    pub par: String,
    /// Why.
    pub motif: String,
    /// When (ms since 1970).
    pub instant: i64,
}

/// Adds it to the history.
pub async fn ajouter(tx: &mut Transaction, f: &Fait) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_histoire (offre, acte, avant, apres, par, motif, instant)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&f.offre)
    .bind(&f.acte)
    .bind(&f.avant)
    .bind(&f.apres)
    .bind(&f.par)
    .bind(&f.motif)
    .bind(f.instant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The history of an offer, newest first.
pub async fn de(db: &Lecture, offre: &str) -> Result<Vec<Fait>, ErreurBase> {
    let sql = "SELECT offre, acte, avant, apres, par, motif, instant FROM offres_histoire
               WHERE offre = $1 ORDER BY rang DESC";
    Ok(sqlx::query_as(sql).bind(offre).fetch_all(db.pool()).await?)
}
