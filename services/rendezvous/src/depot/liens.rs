//! Links to the page of a channel.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A link: whose page, which channel.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Lien {
    /// Hash of its secret.
    pub empreinte: String,
    /// SIRET of the manager.
    pub gestionnaire: String,
    /// Code of the channel.
    pub canal: String,
    /// When it was made (ms since 1970).
    pub cree_le: i64,
    /// When it dies.
    pub expire_le: i64,
}

/// Adds a link.
pub async fn ajouter(tx: &mut Transaction, lien: &Lien) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO rdv_liens (empreinte, gestionnaire, canal, cree_le, expire_le)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(&lien.empreinte).bind(&lien.gestionnaire);
    let requete = requete.bind(&lien.canal).bind(lien.cree_le).bind(lien.expire_le);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// The link that has this hash and still lives.
pub async fn trouver(
    db: &Lecture,
    empreinte: &str,
    maintenant: i64,
) -> Result<Option<Lien>, ErreurBase> {
    let sql = "SELECT empreinte, gestionnaire, canal, cree_le, expire_le FROM rdv_liens
               WHERE empreinte = $1 AND expire_le > $2";
    let requete = sqlx::query_as(sql).bind(empreinte).bind(maintenant);
    Ok(requete.fetch_optional(db.pool()).await?)
}
