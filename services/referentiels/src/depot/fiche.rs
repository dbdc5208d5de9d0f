//! What the sheet of a certification reads when it is opened.

use base::{ErreurBase, Lecture, sqlx};

/// A way of preparing a diploma: MEF, label, last day.
pub type Mef = (String, String, Option<String>);

/// Ways of preparing a diploma, by code.
pub async fn mefs(db: &Lecture, cfd: &str) -> Result<Vec<Mef>, ErreurBase> {
    let sql = "SELECT mef, libelle_long, fermeture FROM bcn_mefs
               WHERE cfd = $1 AND version IN (SELECT id FROM versions WHERE statut = 'courante')
               ORDER BY mef";
    Ok(sqlx::query_as(sql).bind(cfd).fetch_all(db.pool()).await?)
}

/// Funding of a branch: its name, cents a year, the day from which they hold.
pub type Montant = (String, i64, String);

/// Funding by branch, in the order of the names; the latest amount of each.
pub async fn montants(db: &Lecture, cfd: &str, rncp: &str) -> Result<Vec<Montant>, ErreurBase> {
    let sql = "SELECT b.libelle, m.centimes, m.applicable_au
               FROM npec_montants m
               JOIN npec_branches b ON b.version = m.version AND b.branche = m.branche
               WHERE m.version IN (SELECT id FROM versions WHERE statut = 'courante')
                 AND m.certification IN ($1, $2)
                 AND m.applicable_au = (
                     SELECT MAX(d.applicable_au) FROM npec_montants d
                     WHERE d.version = m.version AND d.certification = m.certification
                       AND d.branche = m.branche)
               ORDER BY b.libelle, m.centimes";
    Ok(sqlx::query_as(sql).bind(cfd).bind(rncp).fetch_all(db.pool()).await?)
}
