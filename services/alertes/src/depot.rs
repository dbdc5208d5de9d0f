//! All the SQL of the service.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A search kept.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct Alerte {
    /// Identifier.
    pub id: String,
    /// To whom.
    pub courriel: String,
    /// The search, what follows `/recherche?`.
    pub requete: String,
    /// What it looks for.
    pub libelle: String,
    /// SHA-256 of the secret that confirms it.
    pub empreinte: String,
    /// When it was asked (ms since 1970), like the following.
    pub cree_le: i64,
    /// When its mailbox was proved.
    pub confirmee_le: Option<i64>,
    /// When it was last told.
    pub envoyee_le: Option<i64>,
}

const COLONNES: &str =
    "id, courriel, requete, libelle, empreinte, cree_le, confirmee_le, envoyee_le";

/// Keeps a search.
pub async fn ajouter(tx: &mut Transaction, a: &Alerte) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO alertes (id, courriel, requete, libelle, empreinte, cree_le)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let requete = sqlx::query(sql).bind(&a.id).bind(&a.courriel).bind(&a.requete);
    requete.bind(&a.libelle).bind(&a.empreinte).bind(a.cree_le).execute(&mut **tx).await?;
    Ok(())
}

/// How many searches of a mailbox are confirmed, and how many were asked since an instant.
pub async fn compter(
    tx: &mut Transaction,
    courriel: &str,
    depuis: i64,
) -> Result<(i64, i64), ErreurBase> {
    let sql = "SELECT COUNT(*) FILTER (WHERE confirmee_le IS NOT NULL),
                      COUNT(*) FILTER (WHERE cree_le > $2) FROM alertes WHERE courriel = $1";
    Ok(sqlx::query_as(sql).bind(courriel).bind(depuis).fetch_one(&mut **tx).await?)
}

/// The search that a secret confirms.
pub async fn par_empreinte(db: &Lecture, empreinte: &str) -> Result<Option<Alerte>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM alertes WHERE empreinte = $1");
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(empreinte);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Confirms a search, once; forgets the same search of the same mailbox.
pub async fn confirmer(
    tx: &mut Transaction,
    a: &Alerte,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE alertes SET confirmee_le = $2 WHERE id = $1 AND confirmee_le IS NULL";
    let fait = sqlx::query(sql).bind(&a.id).bind(maintenant).execute(&mut **tx).await?;
    if fait.rows_affected() == 0 {
        return Ok(false);
    }
    let sql = "DELETE FROM alertes WHERE courriel = $1 AND requete = $2 AND id <> $3
                   AND confirmee_le IS NOT NULL";
    let requete = sqlx::query(sql).bind(&a.courriel).bind(&a.requete).bind(&a.id);
    requete.execute(&mut **tx).await?;
    Ok(true)
}

/// The confirmed searches after this identifier.
pub async fn confirmees(db: &Lecture, apres: &str, limite: i64) -> Result<Vec<Alerte>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM alertes WHERE confirmee_le IS NOT NULL AND id > $1
         ORDER BY id LIMIT $2"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(apres).bind(limite);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// The offers that a search has already found.
pub async fn connues(db: &Lecture, alerte: &str) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT offre FROM alertes_connues WHERE alerte = $1";
    Ok(sqlx::query_scalar(sql).bind(alerte).fetch_all(db.pool()).await?)
}

/// Remembers an offer found; one already known is seen again.
pub async fn connaitre(
    tx: &mut Transaction,
    (alerte, offre): (&str, &str),
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO alertes_connues (alerte, offre, vue_le) VALUES ($1, $2, $3)
               ON CONFLICT (alerte, offre) DO UPDATE SET vue_le = excluded.vue_le";
    sqlx::query(sql).bind(alerte).bind(offre).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that a search was told, unless another node did within `pas` milliseconds.
pub async fn dire(
    tx: &mut Transaction,
    id: &str,
    maintenant: i64,
    pas: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE alertes SET envoyee_le = $2
               WHERE id = $1 AND (envoyee_le IS NULL OR envoyee_le <= $3)";
    let requete = sqlx::query(sql).bind(id).bind(maintenant).bind(maintenant - pas);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Forgets a search: its mailbox refuses these mails.
pub async fn oublier(tx: &mut Transaction, id: &str) -> Result<(), ErreurBase> {
    sqlx::query("DELETE FROM alertes WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// How many are confirmed.
pub async fn actives(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM alertes WHERE confirmee_le IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}
