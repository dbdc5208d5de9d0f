//! The links of mails: one act on one offer, once.

use base::sqlx;
use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Lien {
    /// SHA-256 of its secret.
    pub empreinte: String,
    /// Offer.
    pub offre: String,
    /// Code of the act.
    pub acte: String,
    /// When it was made (ms since 1970).
    pub cree_le: i64,
    /// Until when it works (ms since 1970).
    pub expire_le: i64,
    /// When it was used, if it was.
    pub utilise_le: Option<i64>,
}

/// Keeps a link.
pub async fn ajouter(tx: &mut Transaction, l: &Lien) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_liens (empreinte, offre, acte, cree_le, expire_le)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&l.empreinte)
    .bind(&l.offre)
    .bind(&l.acte)
    .bind(l.cree_le)
    .bind(l.expire_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The link of this secret.
pub async fn trouver(db: &Lecture, secret: &str) -> Result<Option<Lien>, ErreurBase> {
    let sql = "SELECT empreinte, offre, acte, cree_le, expire_le, utilise_le FROM offres_liens
               WHERE empreinte = $1";
    let requete = sqlx::query_as(sql).bind(coffre::empreinte(secret));
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Uses a link; false when it has served, or when it is too late.
pub async fn utiliser(
    tx: &mut Transaction,
    empreinte: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_liens SET utilise_le = $2
               WHERE empreinte = $1 AND utilise_le IS NULL AND expire_le > $2";
    let fait = sqlx::query(sql).bind(empreinte).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
