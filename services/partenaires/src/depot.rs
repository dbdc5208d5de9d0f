//! All the SQL of the service.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A key as the database knows it.
#[derive(Clone, Debug, FromRow)]
pub struct LigneCle {
    /// Public identifier.
    pub id: String,
    /// Name given to it.
    pub nom: String,
    /// SHA-256 of the secret.
    pub empreinte: String,
    /// Last characters of the secret.
    pub fin: String,
    /// Codes of the scopes, separated by spaces.
    pub portees: String,
    /// When it was made (ms since 1970), like the following.
    pub creee_le: i64,
    /// When it expires.
    pub expire_le: i64,
    /// When it was ended, if it was.
    pub revoquee_le: Option<i64>,
    /// When it was last used, to the minute.
    pub vue_le: Option<i64>,
    /// SIRET of the organisation it speaks for; empty for a partner.
    pub organisme: String,
}

const COLONNES: &str = "SELECT id, nom, empreinte, fin, portees, creee_le, expire_le, revoquee_le, vue_le, organisme FROM cles_api";

/// Adds a key.
pub async fn ajouter(tx: &mut Transaction, cle: &LigneCle) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO cles_api (id, nom, empreinte, fin, portees, creee_le, expire_le, organisme)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&cle.id)
    .bind(&cle.nom)
    .bind(&cle.empreinte)
    .bind(&cle.fin)
    .bind(&cle.portees)
    .bind(cle.creee_le)
    .bind(cle.expire_le)
    .bind(&cle.organisme)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The key of this identifier.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<LigneCle>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(requete.bind(id).fetch_optional(db.pool()).await?)
}

/// Every key, newest first.
pub async fn lister(db: &Lecture) -> Result<Vec<LigneCle>, ErreurBase> {
    let sql = format!("{COLONNES} ORDER BY creee_le DESC, id");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// The keys that speak for an organisation, newest first.
pub async fn de_l_organisme(db: &Lecture, siret: &str) -> Result<Vec<LigneCle>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE organisme = $1 ORDER BY creee_le DESC, id");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(siret).fetch_all(db.pool()).await?)
}

/// Ends a key; false when there is none, or when it was already ended.
pub async fn revoquer(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE cles_api SET revoquee_le = $2 WHERE id = $1 AND revoquee_le IS NULL";
    let faites = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(faites.rows_affected() == 1)
}

/// Notes that a key was used.
pub async fn voir(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE cles_api SET vue_le = $2 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
