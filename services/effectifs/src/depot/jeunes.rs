//! Those whom a mission locale may help.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture};

use super::personnes::SEULE;
use crate::territoire::Zone;

/// Most persons of a list.
const MAX: i64 = 5_000;

/// Someone without a contract, and what was done for them.
#[derive(Clone, Debug, Default, FromRow)]
pub struct LigneJeune {
    /// Identifier of the enrolment.
    pub id: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: String,
    /// Name of the training.
    pub formation: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// Commune where they live.
    pub commune: String,
    /// Mailbox.
    pub courriel: Option<String>,
    /// Optional fields, JSON.
    pub details: String,
    /// Situation.
    pub situation: String,
    /// Timeline.
    pub parcours: String,
    /// When the centre asked for help (ms since 1970).
    pub demande_le: Option<i64>,
    /// What for.
    pub besoin: String,
    /// In its words.
    pub message: String,
    /// Outcome; empty when there is none.
    pub issue: String,
    /// What the mission locale wrote.
    pub commentaire: String,
    /// Day to call again; empty when there is none.
    pub rappel: String,
    /// When the outcome was written (ms since 1970).
    pub suivi_le: Option<i64>,
}

const TETE: &str = "SELECT e.id, e.nom, e.prenom, e.naissance, e.formation, e.siret, e.commune, e.courriel, e.details,
       e.situation, e.parcours, s.demande_le, COALESCE(s.besoin, '') AS besoin, COALESCE(s.message, '') AS message,
       COALESCE(s.issue, '') AS issue, COALESCE(s.commentaire, '') AS commentaire, COALESCE(s.rappel, '') AS rappel,
       s.suivi_le
  FROM effectifs e LEFT JOIN effectifs_suivis s ON s.effectif = e.id";

/// Those of a zone who are enrolled without a contract or lost it.
pub async fn de_la_zone(db: &Lecture, zone: &Zone) -> Result<Vec<LigneJeune>, ErreurBase> {
    let (condition, valeurs) = match zone {
        Zone::Nulle => return Ok(Vec::new()),
        Zone::Departement(code) => ("e.commune LIKE $1".to_owned(), vec![format!("{code}%")]),
        Zone::Communes(codes) => {
            let parametres: Vec<String> = (1..=codes.len()).map(|n| format!("${n}")).collect();
            (format!("e.commune IN ({})", parametres.join(", ")), codes.clone())
        }
    };
    let sql = format!(
        "{TETE} WHERE {condition} AND e.situation IN ('INSCRIT', 'RUPTURANT'){SEULE} ORDER BY e.id LIMIT {MAX}"
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for valeur in valeurs {
        requete = requete.bind(valeur);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// One of them, whatever became of their situation.
pub async fn un(db: &Lecture, id: &str) -> Result<Option<LigneJeune>, ErreurBase> {
    let sql = format!("{TETE} WHERE e.id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Those of these centres for whom help was asked, or a mission locale has said something, the last first.
pub async fn suivis(db: &Lecture, sirets: &[String]) -> Result<Vec<LigneJeune>, ErreurBase> {
    if sirets.is_empty() {
        return Ok(Vec::new());
    }
    let parametres: Vec<String> = (1..=sirets.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "{TETE} WHERE s.siret IN ({}) ORDER BY s.modifie_le DESC, e.id LIMIT {MAX}",
        parametres.join(", ")
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for siret in sirets {
        requete = requete.bind(siret);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}
