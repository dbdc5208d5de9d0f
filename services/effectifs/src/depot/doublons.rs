//! The enrolments among which doubles are looked for.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture};

/// An enrolment, as far as doubles go.
#[derive(Clone, Debug, FromRow)]
pub struct LigneInscrit {
    /// Identifier.
    pub id: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// School year.
    pub annee_scolaire: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: String,
    /// Diploma.
    pub cfd: Option<String>,
    /// Certification.
    pub rncp: Option<String>,
    /// Name of the training.
    pub formation: String,
    /// First day.
    pub entree: String,
    /// Optional fields, JSON.
    pub details: String,
}

/// The enrolments of these centres in these school years.
pub async fn inscrits(
    db: &Lecture,
    sirets: &[String],
    annees: &[String; 2],
) -> Result<Vec<LigneInscrit>, ErreurBase> {
    if sirets.is_empty() {
        return Ok(Vec::new());
    }
    let centres: Vec<String> = (0..sirets.len()).map(|n| format!("${}", n + 3)).collect();
    let sql = format!(
        "SELECT id, siret, annee_scolaire, nom, prenom, naissance, cfd, rncp, formation, entree, details
         FROM effectifs WHERE annee_scolaire IN ($1, $2) AND siret IN ({}) ORDER BY id",
        centres.join(", ")
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql)).bind(&annees[0]).bind(&annees[1]);
    for siret in sirets {
        requete = requete.bind(siret);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}
