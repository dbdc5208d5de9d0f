//! All the SQL of the service.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A count of a month.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LigneMois {
    /// Month, `AAAA-MM`.
    pub mois: String,
    /// What is counted.
    pub mesure: String,
    /// Which one.
    pub cle: String,
    /// How many times.
    pub nombre: i64,
}

/// What someone wrote.
#[derive(Clone, Debug, FromRow)]
pub struct LigneAvis {
    /// When (ms since 1970).
    pub instant: i64,
    /// From which page.
    pub parcours: String,
    /// Their mark.
    pub note: String,
    /// Their words.
    pub texte: String,
}

/// Adds to a count; nodes and restarts add to the same row.
pub async fn ajouter(
    tx: &mut Transaction,
    jour: &str,
    mesure: &str,
    cle: &str,
    nombre: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO pilotage_compteurs (jour, mesure, cle, nombre) VALUES ($1, $2, $3, $4)
         ON CONFLICT (jour, mesure, cle)
         DO UPDATE SET nombre = pilotage_compteurs.nombre + excluded.nombre",
    )
    .bind(jour)
    .bind(mesure)
    .bind(cle)
    .bind(nombre)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The last day on which something was counted.
pub async fn dernier_jour(tx: &mut Transaction) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT MAX(jour) FROM pilotage_compteurs";
    Ok(sqlx::query_scalar(sql).fetch_one(&mut **tx).await?)
}

/// The counts of a month, `AAAA-MM`.
pub async fn du_mois(db: &Lecture, mois: &str) -> Result<Vec<LigneMois>, ErreurBase> {
    let sql = "SELECT $1 AS mois, mesure, cle, CAST(SUM(nombre) AS BIGINT) AS nombre
               FROM pilotage_compteurs WHERE jour >= $2 AND jour <= $3
               GROUP BY mesure, cle ORDER BY mesure, nombre DESC, cle";
    let requete = sqlx::query_as(sql).bind(mois).bind(format!("{mois}-01"));
    Ok(requete.bind(format!("{mois}-31")).fetch_all(db.pool()).await?)
}

/// The total of a measure on each day of a month, oldest first.
pub async fn par_jour(
    db: &Lecture,
    mois: &str,
    mesure: &str,
) -> Result<Vec<(String, i64)>, ErreurBase> {
    let sql = "SELECT jour, CAST(SUM(nombre) AS BIGINT) FROM pilotage_compteurs
               WHERE mesure = $1 AND jour >= $2 AND jour <= $3 GROUP BY jour ORDER BY jour";
    let requete = sqlx::query_as(sql).bind(mesure).bind(format!("{mois}-01"));
    Ok(requete.bind(format!("{mois}-31")).fetch_all(db.pool()).await?)
}

/// The months in which something was counted, newest first.
pub async fn mois_connus(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql =
        "SELECT DISTINCT SUBSTR(jour, 1, 7) AS mois FROM pilotage_compteurs ORDER BY mois DESC";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// Every count of the days that are over, by month: a day is over when the next has begun.
pub async fn tous_les_mois(db: &Lecture) -> Result<Vec<LigneMois>, ErreurBase> {
    let sql =
        "SELECT SUBSTR(jour, 1, 7) AS mois, mesure, cle, CAST(SUM(nombre) AS BIGINT) AS nombre
               FROM pilotage_compteurs WHERE jour < (SELECT MAX(jour) FROM pilotage_compteurs)
               GROUP BY SUBSTR(jour, 1, 7), mesure, cle ORDER BY mois, mesure, nombre DESC, cle";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Keeps what someone wrote.
pub async fn garder_avis(
    tx: &mut Transaction,
    id: &str,
    avis: &LigneAvis,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO pilotage_avis (id, instant, parcours, note, texte) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(avis.instant)
    .bind(&avis.parcours)
    .bind(&avis.note)
    .bind(&avis.texte)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What people wrote, newest first.
pub async fn avis(db: &Lecture, limite: i64) -> Result<Vec<LigneAvis>, ErreurBase> {
    let sql = "SELECT instant, parcours, note, texte FROM pilotage_avis
               ORDER BY instant DESC, id DESC LIMIT $1";
    Ok(sqlx::query_as(sql).bind(limite).fetch_all(db.pool()).await?)
}
