//! What each run found and did, kept for whoever asks.

use base::{Db, ErreurBase, Lecture};
use sqlx::FromRow;

use super::Regle;

/// Days that reports are kept: two years of proof.
const CONSERVATION_MS: i64 = 730 * super::JOUR_MS;

/// One rule in one run.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Passage {
    /// The run.
    pub course: String,
    /// Line of the register.
    pub traitement: String,
    /// Table.
    pub nom_table: String,
    /// 1 when nothing was to be changed.
    pub a_blanc: i64,
    /// When (ms since 1970).
    pub instant: i64,
    /// Date before which rows had expired.
    pub limite: i64,
    /// Rows that had.
    pub echus: i64,
    /// Rows deleted, or blanked.
    pub traites: i64,
    /// People warned.
    pub prevenus: i64,
    /// Rows that expire within thirty days.
    pub a_venir: i64,
    /// `fait`, `a_blanc`, `gele` or `echec`.
    pub etat: String,
    /// Why it was held, or failed.
    pub message: String,
}

impl Passage {
    pub(super) fn nouveau(course: &str, regle: &Regle, a_blanc: bool, maintenant: i64) -> Self {
        Passage {
            course: course.to_owned(),
            traitement: regle.traitement.to_owned(),
            nom_table: regle.table.to_owned(),
            a_blanc: i64::from(a_blanc),
            instant: maintenant,
            limite: regle.limite(maintenant),
            echus: 0,
            traites: 0,
            prevenus: 0,
            a_venir: 0,
            etat: if a_blanc { "a_blanc" } else { "fait" }.to_owned(),
            message: String::new(),
        }
    }
}

pub(super) async fn garder(db: &Db, p: &Passage) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO retention_passages (course, traitement, nom_table, a_blanc, instant,
               limite, echus, traites, prevenus, a_venir, etat, message)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let mut tx = db.write().await?;
    let requete = sqlx::query(sql).bind(&p.course).bind(&p.traitement).bind(&p.nom_table);
    let requete = requete.bind(p.a_blanc).bind(p.instant).bind(p.limite).bind(p.echus);
    let requete = requete.bind(p.traites).bind(p.prevenus).bind(p.a_venir);
    requete.bind(&p.etat).bind(&p.message).execute(&mut *tx).await?;
    tx.commit().await
}

/// The reports of the last run, in the order of the rules.
pub async fn derniers(db: &Lecture) -> Result<Vec<Passage>, ErreurBase> {
    let sql = "SELECT course, traitement, nom_table, a_blanc, instant, limite, echus, traites,
               prevenus, a_venir, etat, message FROM retention_passages
               WHERE course = (SELECT r.course FROM retention_passages r ORDER BY r.id DESC LIMIT 1)
               ORDER BY id";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Deletes the reports older than two years, and the notes of verification of the journal.
pub async fn purger(db: &Db, maintenant: i64) -> Result<(), ErreurBase> {
    let limite = maintenant - CONSERVATION_MS;
    let mut tx = db.write().await?;
    for sql in [
        "DELETE FROM retention_passages WHERE instant < $1",
        "DELETE FROM journal_verifications WHERE instant < $1",
    ] {
        sqlx::query(sql).bind(limite).execute(&mut *tx).await?;
    }
    tx.commit().await
}
