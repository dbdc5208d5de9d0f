//! The CVs, sealed.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A sealed CV.
#[derive(Clone, FromRow)]
pub struct CvScelle {
    /// Name of the file.
    pub nom: String,
    /// Its media type.
    pub genre: String,
    /// What it holds, sealed for `candidatures_cv.contenu` and its application.
    pub contenu: Vec<u8>,
    /// What the antivirus said.
    pub examen: String,
}

/// Where the content is sealed for.
pub const PLACE: &str = "candidatures_cv.contenu";

/// Stores the CV of an application.
pub async fn ajouter(
    tx: &mut Transaction,
    candidature: &str,
    (genre, taille, contenu): (&str, i64, Vec<u8>),
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_cv (candidature, genre, taille, contenu, depose_le)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(candidature).bind(genre).bind(taille);
    requete.bind(contenu).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// The CV of an application, as long as it is kept.
pub async fn trouver(db: &Lecture, candidature: &str) -> Result<Option<CvScelle>, ErreurBase> {
    let sql = "SELECT c.cv_nom AS nom, v.genre, v.contenu, c.examen
               FROM candidatures_cv v JOIN candidatures c ON c.id = v.candidature
               WHERE v.candidature = $1";
    Ok(sqlx::query_as(sql).bind(candidature).fetch_optional(db.pool()).await?)
}

/// Whether the CV is still kept.
pub async fn existe(db: &Lecture, candidature: &str) -> Result<bool, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures_cv WHERE candidature = $1";
    let nombre: i64 = sqlx::query_scalar(sql).bind(candidature).fetch_one(db.pool()).await?;
    Ok(nombre == 1)
}
