//! The enrolments that the SIFA survey may count.

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture};

use super::effectifs::{COLONNES, Effectif};

/// The enrolments of these school years that these centres teach or answer for, by site then by name.
pub async fn effectifs(
    db: &Lecture,
    sirets: &[String],
    annees: &[String; 2],
) -> Result<Vec<Effectif>, ErreurBase> {
    if sirets.is_empty() {
        return Ok(Vec::new());
    }
    let centres: Vec<String> = (0..sirets.len()).map(|n| format!("${}", n + 3)).collect();
    let centres = centres.join(", ");
    let sql = format!(
        "SELECT {} FROM effectifs WHERE annee_scolaire IN ($1, $2)
         AND (siret IN ({centres}) OR siret_responsable IN ({centres}))
         ORDER BY siret, personne, id",
        COLONNES.join(", ")
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql)).bind(&annees[0]).bind(&annees[1]);
    for siret in sirets {
        requete = requete.bind(siret);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}
