//! The warning mail: who is told that their data will go, and when.

use base::{Db, ErreurBase};
use sqlx::{AssertSqlSafe, FromRow};

use super::{JOUR_MS, Preavis, Regle, gels};

/// People warned by one transaction.
const LOT: i64 = 200;

#[derive(FromRow)]
struct AVenir {
    cle: String,
    courriel: String,
    date: i64,
}

/// Warns those whose time comes within the notice; returns how many. Whoever was active again
/// since is forgotten, and will be warned anew.
pub(super) async fn prevenir(db: &Db, regle: &Regle, maintenant: i64) -> Result<i64, ErreurBase> {
    let (Some(preavis), Some(cle)) = (regle.preavis, regle.cle) else { return Ok(0) };
    let limite = regle.limite(maintenant) + i64::from(preavis.jours) * JOUR_MS;
    oublier(db, regle, cle, limite).await?;
    let mut prevenus = 0;
    loop {
        let lot = lot(db, regle, preavis, cle, limite, maintenant).await?;
        prevenus += lot;
        if lot == 0 {
            return Ok(prevenus);
        }
    }
}

async fn oublier(db: &Db, regle: &Regle, cle: &str, limite: i64) -> Result<(), ErreurBase> {
    let sql = format!(
        "DELETE FROM retention_preavis WHERE traitement = $2 AND nom_table = $3 \
         AND cle NOT IN (SELECT {table}.{cle} {echus})",
        table = regle.table,
        echus = regle.echus()
    );
    let mut tx = db.write().await?;
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(limite).bind(regle.traitement);
    requete.bind(regle.table).execute(&mut *tx).await?;
    tx.commit().await
}

async fn lot(
    db: &Db,
    regle: &Regle,
    preavis: Preavis,
    cle: &str,
    limite: i64,
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    let sql = format!(
        "SELECT {table}.{cle} AS cle, {courriel} AS courriel, {date} AS date {echus} \
         AND {courriel} IS NOT NULL AND {table}.{cle} NOT IN (SELECT p.cle FROM retention_preavis p \
         WHERE p.traitement = $2 AND p.nom_table = $3){sauf} LIMIT {LOT}",
        table = regle.table,
        courriel = preavis.courriel,
        date = regle.date,
        echus = regle.echus(),
        sauf = gels::sauf_geles(regle)
    );
    let mut tx = db.write().await?;
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(limite).bind(regle.traitement);
    let lignes: Vec<AVenir> = requete.bind(regle.table).fetch_all(&mut *tx).await?;
    for ligne in &lignes {
        let fin = fin(regle, preavis, ligne.date, maintenant);
        (preavis.poster)(&mut tx, &ligne.courriel, fin, maintenant).await?;
        let noter = "INSERT INTO retention_preavis (traitement, nom_table, cle, instant)
                     VALUES ($1, $2, $3, $4)";
        let requete = sqlx::query(noter).bind(regle.traitement).bind(regle.table);
        requete.bind(&ligne.cle).bind(maintenant).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(i64::try_from(lignes.len()).unwrap_or(i64::MAX))
}

/// The day told to the person: never sooner than the notice from now.
fn fin(regle: &Regle, preavis: Preavis, date: i64, maintenant: i64) -> i64 {
    let echeance = date + i64::from(regle.jours) * JOUR_MS;
    echeance.max(maintenant + i64::from(preavis.jours) * JOUR_MS)
}

/// The end of a condition that leaves out whoever has not been warned long enough ago. A row
/// without mailbox cannot be warned.
pub(super) fn sauf_non_prevenus(regle: &Regle, maintenant: i64) -> String {
    let (Some(preavis), Some(cle)) = (regle.preavis, regle.cle) else { return String::new() };
    format!(
        " AND ({courriel} IS NULL OR {table}.{cle} IN (SELECT p.cle FROM retention_preavis p WHERE \
         p.traitement = '{code}' AND p.nom_table = '{table}' AND p.instant <= {avant}))",
        courriel = preavis.courriel,
        table = regle.table,
        code = regle.traitement,
        avant = maintenant - i64::from(preavis.jours) * JOUR_MS
    )
}
