//! The outbox: what one service tells the others, written with the facts themselves.

use sqlx::{Executor, FromRow};

use crate::{ErreurBase, Lecture, Moteur, Transaction};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Evenement {
    /// Position in the outbox; grows with the order of commits.
    pub id: i64,
    /// What kind of thing, e.g. `version.courante`.
    pub sujet: String,
    /// What it happened to.
    pub cle: String,
    /// Details, as JSON.
    pub contenu: String,
    /// When, in milliseconds since 1970.
    pub instant: i64,
}

/// Key of the lock that makes positions grow in the order of commits: without it, a reader could
/// pass position 7 before the transaction that took position 6 commits, and never see it.
const VERROU: &str = "SELECT pg_advisory_xact_lock(7220222)";

/// Lets this transaction alone write what is kept in the order of commits, until it ends. Whatever
/// writes such an order takes this lock first, so that two of them never wait for each other.
pub async fn ordonner(tx: &mut Transaction) -> Result<(), ErreurBase> {
    if tx.moteur() == Moteur::Postgres {
        tx.execute(VERROU).await?;
    }
    Ok(())
}

/// Adds an event to the outbox, in the caller's transaction.
pub async fn publier(
    tx: &mut Transaction,
    sujet: &str,
    cle: &str,
    contenu: &serde_json::Value,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    ordonner(tx).await?;
    sqlx::query("INSERT INTO evenements (sujet, cle, contenu, instant) VALUES ($1, $2, $3, $4)")
        .bind(sujet)
        .bind(cle)
        .bind(contenu.to_string())
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The events after `position`, oldest first, at most `limite`.
pub async fn lire(db: &Lecture, position: i64, limite: i64) -> Result<Vec<Evenement>, ErreurBase> {
    let sql = "SELECT id, sujet, cle, contenu, instant FROM evenements
               WHERE id > $1 ORDER BY id LIMIT $2";
    Ok(sqlx::query_as(sql).bind(position).bind(limite).fetch_all(db.pool()).await?)
}

/// The last position written, 0 when nothing ever happened.
pub async fn derniere_position(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COALESCE(MAX(id), 0) FROM evenements";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// The last position among the events of these subjects and the versions of these sources: it
/// changes when what they hold does. `source/…` is how a version names its data set.
pub async fn derniere_position_de(db: &Lecture, noms: &[&str]) -> Result<i64, ErreurBase> {
    let sql = "SELECT COALESCE(MAX(id), 0) FROM evenements
               WHERE sujet = $1 OR (sujet = 'version.courante' AND (cle = $1 OR cle LIKE $2))";
    let mut derniere = 0;
    for nom in noms {
        let requete = sqlx::query_scalar(sql).bind(*nom).bind(format!("{nom}/%"));
        derniere = derniere.max(requete.fetch_one(db.pool()).await?);
    }
    Ok(derniere)
}

/// How far a consumer has read.
pub async fn position(db: &Lecture, consommateur: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT position FROM consommateurs WHERE nom = $1";
    let trouvee: Option<i64> =
        sqlx::query_scalar(sql).bind(consommateur).fetch_optional(db.pool()).await?;
    Ok(trouvee.unwrap_or(0))
}

/// Notes how far a consumer has read, in the transaction that holds the effects of its reading.
pub async fn avancer(
    tx: &mut Transaction,
    consommateur: &str,
    position: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO consommateurs (nom, position) VALUES ($1, $2)
         ON CONFLICT (nom) DO UPDATE SET position = excluded.position",
    )
    .bind(consommateur)
    .bind(position)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
