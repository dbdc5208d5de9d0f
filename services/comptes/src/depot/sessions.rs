//! Sessions.

use crate::porte::observation::Echue;
use base::{ErreurBase, Lecture, Transaction};
use sqlx::{AssertSqlSafe, FromRow};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Session {
    /// Identifier.
    pub id: String,
    /// SHA-256 of the secret.
    pub empreinte: String,
    /// Whose.
    pub personne: String,
    /// Browser and system, as people would say them.
    pub appareil: String,
    /// When it was opened (ms since 1970), like the following.
    pub creee_le: i64,
    /// When it was last used, to the minute.
    pub vue_le: i64,
    /// When it ends in any case.
    pub expire_le: i64,
    /// When it was closed.
    pub fermee_le: Option<i64>,
    /// When a second proof of identity was given.
    pub double_le: Option<i64>,
    /// Wrong codes tried.
    pub essais: i64,
    /// Account that its holder looks through.
    pub observe: Option<String>,
    /// Until when.
    pub observe_fin: Option<i64>,
}

const COLONNES: &str = "SELECT id, empreinte, personne, appareil, creee_le, vue_le, expire_le, fermee_le, double_le, essais, observe, observe_fin FROM comptes_sessions";

/// The session of this secret.
pub async fn par_empreinte(db: &Lecture, empreinte: &str) -> Result<Option<Session>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE empreinte = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(empreinte).fetch_optional(db.pool()).await?)
}

/// The open sessions of a person, last used first.
pub async fn de_la_personne(
    db: &Lecture,
    personne: &str,
    maintenant: i64,
) -> Result<Vec<Session>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE personne = $1 AND fermee_le IS NULL AND expire_le > $2 ORDER BY vue_le DESC, id"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    Ok(requete.bind(personne).bind(maintenant).fetch_all(db.pool()).await?)
}

/// Opens a session.
pub async fn ouvrir(tx: &mut Transaction, s: &Session) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_sessions
         (id, empreinte, personne, appareil, creee_le, vue_le, expire_le, double_le, essais)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
    )
    .bind(&s.id)
    .bind(&s.empreinte)
    .bind(&s.personne)
    .bind(&s.appareil)
    .bind(s.creee_le)
    .bind(s.vue_le)
    .bind(s.expire_le)
    .bind(s.double_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes the use of a session.
pub async fn voir(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_sessions SET vue_le = $2 WHERE id = $1 AND vue_le < $2";
    sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Closes a session of this person; false when they have no such open session.
pub async fn fermer(
    tx: &mut Transaction,
    id: &str,
    personne: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_sessions SET fermee_le = $3
               WHERE id = $1 AND personne = $2 AND fermee_le IS NULL";
    let fait = sqlx::query(sql).bind(id).bind(personne).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Closes every session of this person but one (none is spared when `sauf` is empty).
pub async fn fermer_toutes(
    tx: &mut Transaction,
    personne: &str,
    sauf: &str,
    maintenant: i64,
) -> Result<u64, ErreurBase> {
    let sql = "UPDATE comptes_sessions SET fermee_le = $3
               WHERE personne = $1 AND id <> $2 AND fermee_le IS NULL";
    let fait =
        sqlx::query(sql).bind(personne).bind(sauf).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected())
}

/// Notes that a second proof of identity was given.
pub async fn doubler(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_sessions SET double_le = $2, essais = 0 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Counts a wrong code; how many were tried.
pub async fn compter_un_essai(tx: &mut Transaction, id: &str) -> Result<i64, ErreurBase> {
    let sql = "UPDATE comptes_sessions SET essais = essais + 1 WHERE id = $1 RETURNING essais";
    Ok(sqlx::query_scalar(sql).bind(id).fetch_one(&mut **tx).await?)
}

/// The observations whose time is over.
pub async fn observations_echues(db: &Lecture, maintenant: i64) -> Result<Vec<Echue>, ErreurBase> {
    let sql = "SELECT s.id AS session, s.personne AS par, s.observe AS observe,
                      p.courriel AS courriel, s.observe_fin AS fin
               FROM comptes_sessions s JOIN comptes_personnes p ON p.id = s.observe
               WHERE s.observe_fin <= $1 ORDER BY s.observe_fin, s.id";
    Ok(sqlx::query_as(sql).bind(maintenant).fetch_all(db.pool()).await?)
}

/// Forgets an observation that is over; false when it is not there any more.
pub async fn clore_l_observation(
    tx: &mut Transaction,
    id: &str,
    fin: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_sessions SET observe = NULL, observe_fin = NULL
               WHERE id = $1 AND observe_fin = $2";
    let faite = sqlx::query(sql).bind(id).bind(fin).execute(&mut **tx).await?;
    Ok(faite.rows_affected() == 1)
}

/// Begins to look through the eyes of someone, or ceases (`None`).
pub async fn observer(
    tx: &mut Transaction,
    id: &str,
    personne: Option<&str>,
    fin: Option<i64>,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_sessions SET observe = $2, observe_fin = $3 WHERE id = $1";
    sqlx::query(sql).bind(id).bind(personne).bind(fin).execute(&mut **tx).await?;
    Ok(())
}
