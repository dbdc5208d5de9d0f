//! Sign-in links.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A link that was sent.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Lien {
    /// SHA-256 of its secret.
    pub empreinte: String,
    /// To which mailbox.
    pub courriel: String,
    /// SHA-256 of the cookie of the browser that asked for it.
    pub navigateur: String,
    /// Where to go afterwards.
    pub suite: String,
    /// When it was made (ms since 1970), like the following.
    pub cree_le: i64,
    /// When it stops working.
    pub expire_le: i64,
    /// The sign-up that its use completes.
    pub inscription: Option<String>,
    /// When it was used.
    pub utilise_le: Option<i64>,
}

/// The link of this secret.
pub async fn trouver(db: &Lecture, empreinte: &str) -> Result<Option<Lien>, ErreurBase> {
    let sql =
        "SELECT empreinte, courriel, navigateur, suite, cree_le, expire_le, inscription, utilise_le
               FROM comptes_liens WHERE empreinte = $1";
    Ok(sqlx::query_as(sql).bind(empreinte).fetch_optional(db.pool()).await?)
}

/// Keeps a link.
pub async fn ajouter(tx: &mut Transaction, lien: &Lien) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_liens (empreinte, courriel, navigateur, suite, cree_le, expire_le, inscription)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&lien.empreinte)
    .bind(&lien.courriel)
    .bind(&lien.navigateur)
    .bind(&lien.suite)
    .bind(lien.cree_le)
    .bind(lien.expire_le)
    .bind(&lien.inscription)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many links this mailbox was sent since an instant.
pub async fn compter(tx: &mut Transaction, courriel: &str, depuis: i64) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_liens WHERE courriel = $1 AND cree_le >= $2";
    Ok(sqlx::query_scalar(sql).bind(courriel).bind(depuis).fetch_one(&mut **tx).await?)
}

/// Uses a link; false when someone did before, or its time is over.
pub async fn utiliser(
    tx: &mut Transaction,
    empreinte: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_liens SET utilise_le = $2
               WHERE empreinte = $1 AND utilise_le IS NULL AND expire_le > $2";
    let fait = sqlx::query(sql).bind(empreinte).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
