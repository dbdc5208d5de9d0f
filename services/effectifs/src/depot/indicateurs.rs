//! What the figures are made of.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture};

/// What the figures need to know of an enrolment.
#[derive(Debug, Default, FromRow)]
pub struct LigneComptee {
    /// Position in the reading.
    pub id: String,
    /// Centre that teaches.
    pub siret: String,
    /// Its département.
    pub departement: String,
    /// School year.
    pub annee_scolaire: String,
    /// European level.
    pub niveau: Option<i64>,
    /// Name of the training.
    pub formation: String,
    /// Timeline.
    pub parcours: String,
    /// Diploma.
    pub cfd: Option<String>,
    /// Certification.
    pub rncp: Option<String>,
    /// Day of birth.
    pub naissance: String,
}

/// The enrolments that count, after this identifier, in order: those whose centres the directory vouches for.
pub async fn comptees(
    db: &Lecture,
    apres: &str,
    limite: i64,
) -> Result<Vec<LigneComptee>, ErreurBase> {
    let sql =
        "SELECT id, siret, departement, annee_scolaire, niveau, formation, parcours, cfd, rncp, naissance
               FROM effectifs WHERE id > $1 AND fiable = 1 ORDER BY id LIMIT $2";
    Ok(sqlx::query_as(sql).bind(apres).bind(limite).fetch_all(db.pool()).await?)
}

/// The centres that have enrolments, with the instant of the first one (ms since 1970).
pub async fn transmetteurs(db: &Lecture) -> Result<Vec<(String, i64)>, ErreurBase> {
    let sql = "SELECT siret, MIN(cree_le) FROM effectifs GROUP BY siret";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}
