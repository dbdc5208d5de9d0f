//! Trades of the ROME.

use base::{ErreurBase, Lecture, sqlx};
use noyau::identifiants::Rome;

use super::Rangees;

/// code, label.
pub async fn tous(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(code || $1 || libelle, $2) FROM rome_metiers
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// code, name of the trade. Names that nobody uses any more are left out.
pub async fn appellations(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(rome || $1 || libelle, $2) FROM rome_appellations
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante') AND peu_usite = 0
         GROUP BY version",
    )
    .await
}

/// code, rank, code of the target.
pub async fn mobilites(db: &Lecture) -> Result<Rangees, ErreurBase> {
    Rangees::lire(
        db,
        "SELECT string_agg(rome || $1 || CAST(rang AS TEXT) || $1 || cible, $2) FROM rome_mobilites
         WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')
         GROUP BY version",
    )
    .await
}

/// Label, whether it is a savoir, and whether it is at the heart of the trade; heart first.
pub async fn exigences(db: &Lecture, rome: &Rome) -> Result<Vec<(String, i64, i64)>, ErreurBase> {
    let sql = "SELECT COALESCE(c.libelle, s.libelle) AS libelle,
                      CASE WHEN c.ogr IS NULL THEN 1 ELSE 0 END,
                      CASE WHEN r.coeur IS NULL THEN 0 ELSE 1 END AS coeur
               FROM rome_coherences r
               LEFT JOIN rome_competences c ON c.ogr = r.ogr
                    AND c.version IN (SELECT id FROM versions WHERE statut = 'courante')
               LEFT JOIN rome_savoirs s ON s.ogr = r.ogr
                    AND s.version IN (SELECT id FROM versions WHERE statut = 'courante')
               WHERE r.rome = $1
                 AND r.version IN (SELECT id FROM versions WHERE statut = 'courante')
                 AND (c.ogr IS NOT NULL OR s.ogr IS NOT NULL)
               ORDER BY coeur DESC, libelle";
    Ok(sqlx::query_as(sql).bind(rome.as_str()).fetch_all(db.pool()).await?)
}

/// Code OGR of an appellation of a trade, by its label.
pub async fn code_ogr(
    db: &Lecture,
    rome: &Rome,
    appellation: &str,
) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT MIN(ogr) FROM rome_appellations
               WHERE rome = $1 AND (libelle = $2 OR libelle_court = $2)
                 AND version IN (SELECT id FROM versions WHERE statut = 'courante')";
    let requete = sqlx::query_scalar(sql).bind(rome.as_str()).bind(appellation);
    Ok(requete.fetch_one(db.pool()).await?)
}
