//! What an operator looks for among the attempts to import, and what each one left out.

use futures::stream::BoxStream;
use sqlx::{AssertSqlSafe, FromRow};

use super::{COLONNES, Version};
use crate::{ErreurBase, Lecture, flux};

/// What is looked for; empty texts look for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Source, e.g. `rome`.
    pub source: String,
    /// `courante`, `refusee`…
    pub statut: String,
}

/// A reject, as it was kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RejetNote {
    /// Line of the file, from 1.
    pub ligne: i64,
    /// Column.
    pub colonne: String,
    /// Value found there.
    pub valeur: String,
    /// Stable code of the rule.
    pub regle: String,
    /// The rule in French.
    pub message: String,
}

const PASSE: &str = "WHERE ($1 = '' OR source = $1) AND ($2 = '' OR statut = $2)";

/// How many attempts pass a filter.
///
/// # Errors
/// When the database does not answer.
pub async fn compter(db: &Lecture, filtre: &Filtre) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM versions {PASSE}");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&filtre.source).bind(&filtre.statut);
    Ok(requete.fetch_one(db.pool()).await?)
}

/// Those that pass a filter, newest first: `limite` of them after the first `saut`.
///
/// # Errors
/// When the database does not answer.
pub async fn chercher(
    db: &Lecture,
    filtre: &Filtre,
    (saut, limite): (i64, i64),
) -> Result<Vec<Version>, ErreurBase> {
    let sql = format!("{COLONNES} {PASSE} ORDER BY id DESC LIMIT $3 OFFSET $4");
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(&filtre.source).bind(&filtre.statut);
    Ok(requete.bind(limite).bind(saut).fetch_all(db.pool()).await?)
}

/// The attempt of this number, and when it last gave a sign of life (ms since 1970).
///
/// # Errors
/// When the database does not answer.
pub async fn une(db: &Lecture, id: i64) -> Result<Option<(Version, i64)>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    let lue: Option<Version> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?;
    let Some(version) = lue else { return Ok(None) };
    let sql = "SELECT battement FROM versions WHERE id = $1";
    let battement = sqlx::query_scalar(sql).bind(id).fetch_one(db.pool()).await?;
    Ok(Some((version, battement)))
}

/// The current version of every data set, by its name.
///
/// # Errors
/// When the database does not answer.
pub async fn courantes(db: &Lecture) -> Result<Vec<Version>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE statut = 'courante' ORDER BY jeu");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// Names of the sources that were ever imported.
///
/// # Errors
/// When the database does not answer.
pub async fn sources(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT source FROM versions ORDER BY source";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

const REJETS: &str = "SELECT ligne, colonne, valeur, regle, message FROM rejets";

/// Rejects of a version, in their order: `limite` of them after the first `saut`.
///
/// # Errors
/// When the database does not answer.
pub async fn rejets(
    db: &Lecture,
    version: i64,
    (saut, limite): (i64, i64),
) -> Result<Vec<RejetNote>, ErreurBase> {
    let sql = format!("{REJETS} WHERE version = $1 ORDER BY rang LIMIT $2 OFFSET $3");
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(version).bind(limite);
    Ok(requete.bind(saut).fetch_all(db.pool()).await?)
}

/// How many rejects of a version were kept (an import keeps no more than it can show).
///
/// # Errors
/// When the database does not answer.
pub async fn rejets_gardes(db: &Lecture, version: i64) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM rejets WHERE version = $1";
    Ok(sqlx::query_scalar(sql).bind(version).fetch_one(db.pool()).await?)
}

/// Every reject of a version, as it is read.
pub fn flux_des_rejets(
    db: &Lecture,
    version: i64,
) -> BoxStream<'static, Result<RejetNote, ErreurBase>> {
    let sql = format!("{REJETS} WHERE version = CAST($1 AS BIGINT) ORDER BY rang");
    flux(db, sql, vec![version.to_string()])
}
