//! New mailboxes that wait for their proof.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A mailbox that a person asked for.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Changement {
    /// SHA-256 of the secret of its link.
    pub empreinte: String,
    /// Account that asked.
    pub personne: String,
    /// The new mailbox, in lower case.
    pub courriel: String,
    /// When it was asked (ms since 1970), like the following.
    pub cree_le: i64,
    /// When its link stops working.
    pub expire_le: i64,
    /// When it was used.
    pub utilise_le: Option<i64>,
}

/// Keeps a request.
pub async fn ajouter(tx: &mut Transaction, c: &Changement) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_changements (empreinte, personne, courriel, cree_le, expire_le)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&c.empreinte)
    .bind(&c.personne)
    .bind(&c.courriel)
    .bind(c.cree_le)
    .bind(c.expire_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many this account asked for since an instant.
pub async fn compter(tx: &mut Transaction, personne: &str, depuis: i64) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_changements WHERE personne = $1 AND cree_le >= $2";
    Ok(sqlx::query_scalar(sql).bind(personne).bind(depuis).fetch_one(&mut **tx).await?)
}

/// The request of this link, when it is that of this account.
pub async fn trouver(
    db: &Lecture,
    empreinte: &str,
    personne: &str,
) -> Result<Option<Changement>, ErreurBase> {
    let sql = "SELECT empreinte, personne, courriel, cree_le, expire_le, utilise_le
               FROM comptes_changements WHERE empreinte = $1 AND personne = $2";
    Ok(sqlx::query_as(sql).bind(empreinte).bind(personne).fetch_optional(db.pool()).await?)
}

/// Uses a request up; false when it was, or when it is too late.
pub async fn utiliser(
    tx: &mut Transaction,
    empreinte: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_changements SET utilise_le = $2
               WHERE empreinte = $1 AND utilise_le IS NULL AND expire_le > $2";
    let fait = sqlx::query(sql).bind(empreinte).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Gives an account its new mailbox; false when another account has it.
pub async fn appliquer(tx: &mut Transaction, c: &Changement) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_personnes SET courriel = $2
               WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM comptes_personnes WHERE courriel = $2)";
    let fait = sqlx::query(sql).bind(&c.personne).bind(&c.courriel).execute(&mut **tx).await?;
    if fait.rows_affected() == 0 {
        return Ok(false);
    }
    super::personnes::replier(tx, &c.courriel).await?;
    Ok(true)
}
