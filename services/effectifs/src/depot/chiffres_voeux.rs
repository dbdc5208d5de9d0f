//! Figures kept of the wishes.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// The figures of an académie in a campaign.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct LigneChiffres {
    /// Year of the start of the school year that the wishes are for.
    pub campagne: i64,
    /// Code of the académie.
    pub academie: String,
    /// When the file was imported (ms since 1970).
    pub importe_le: i64,
    /// The day they were counted, `AAAA-MM-JJ`.
    pub jour: String,
    /// Pupils.
    pub eleves: i64,
    /// Under contract.
    pub apprentis: i64,
    /// Enrolled, without a contract.
    pub sans_contrat: i64,
    /// In no enrolment.
    pub non_inscrits: i64,
    /// Centres that the wishes name.
    pub attendus: i64,
    /// Those of them that sent enrolments of the school year.
    pub transmetteurs: i64,
}

/// The figures of the last campaign, by académie.
pub async fn derniers(db: &Lecture) -> Result<Vec<LigneChiffres>, ErreurBase> {
    let sql = "SELECT campagne, academie, importe_le, jour, eleves, apprentis, sans_contrat, non_inscrits, attendus,
                   transmetteurs
               FROM effectifs_chiffres_voeux
               WHERE campagne = (SELECT MAX(campagne) FROM effectifs_chiffres_voeux) ORDER BY academie";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Keeps figures, in place of those of the same campaign.
pub async fn garder(
    tx: &mut Transaction,
    campagne: i64,
    lignes: &[LigneChiffres],
) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM effectifs_chiffres_voeux WHERE campagne = $1";
    sqlx::query(sql).bind(campagne).execute(&mut **tx).await?;
    let sql = "INSERT INTO effectifs_chiffres_voeux (campagne, academie, importe_le, jour, eleves, apprentis,
                   sans_contrat, non_inscrits, attendus, transmetteurs)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    for l in lignes {
        let requete = sqlx::query(sql).bind(l.campagne).bind(&l.academie).bind(l.importe_le);
        let requete = requete.bind(&l.jour).bind(l.eleves).bind(l.apprentis).bind(l.sans_contrat);
        let requete = requete.bind(l.non_inscrits).bind(l.attendus).bind(l.transmetteurs);
        requete.execute(&mut **tx).await?;
    }
    Ok(())
}
