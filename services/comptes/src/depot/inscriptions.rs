//! Sign-ups that wait for the proof of a mailbox: nothing of them is an account yet.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::{AssertSqlSafe, FromRow};

/// A sign-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Inscription {
    /// Identifier.
    pub id: String,
    /// `employeur`, `cfa` or `agent`.
    pub genre: String,
    /// For which organisation; empty for an agent.
    pub siret: String,
    /// Mailbox to prove.
    pub courriel: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Phone; may be empty.
    pub telephone: String,
    /// OPCO chosen or found; empty when unknown.
    pub opco: String,
    /// Role asked for.
    pub role: String,
    /// Territory, OPCO or network asked for; empty for the whole country.
    pub ressort_code: String,
    /// Why an agent asks.
    pub motif: String,
    /// When (ms since 1970).
    pub cree_le: i64,
    /// When the mailbox was proven.
    pub terminee_le: Option<i64>,
}

const COLONNES: &str = "SELECT id, genre, siret, courriel, prenom, nom, telephone, opco, role, ressort_code, motif, cree_le, terminee_le FROM comptes_inscriptions";

/// Keeps a sign-up.
pub async fn ajouter(tx: &mut Transaction, i: &Inscription) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_inscriptions
         (id, genre, siret, courriel, prenom, nom, telephone, opco, role, ressort_code, motif, cree_le)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&i.id)
    .bind(&i.genre)
    .bind(&i.siret)
    .bind(&i.courriel)
    .bind(&i.prenom)
    .bind(&i.nom)
    .bind(&i.telephone)
    .bind(&i.opco)
    .bind(&i.role)
    .bind(&i.ressort_code)
    .bind(&i.motif)
    .bind(i.cree_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The sign-up of this identifier.
pub async fn par_id(db: &Lecture, id: &str) -> Result<Option<Inscription>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// The last sign-up of this mailbox that waits, made since `depuis`.
pub async fn en_attente(
    db: &Lecture,
    courriel: &str,
    depuis: i64,
) -> Result<Option<Inscription>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE courriel = $1 AND cree_le >= $2 AND terminee_le IS NULL
         ORDER BY cree_le DESC, id LIMIT 1"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).bind(depuis);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Notes that the mailbox was proven; false when it was before.
pub async fn terminer(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql =
        "UPDATE comptes_inscriptions SET terminee_le = $2 WHERE id = $1 AND terminee_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
