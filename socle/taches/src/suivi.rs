//! What became of the jobs: for whoever watches over them.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// Failures in a row after which a job is no longer tried again before its hour: someone must look.
pub const ECHECS_MAX: i64 = 3;

/// Days that the history of a job is kept (as the services before us did).
pub const HISTOIRE_JOURS: i64 = 90;

const MINUTE_MS: i64 = 60_000;

/// How late a job may be before it is said to be.
pub const RETARD_MS: i64 = 5 * MINUTE_MS;

/// Where a job stands. Instants are in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Suivi {
    /// Its name.
    pub nom: String,
    /// When it runs next.
    pub prochaine: i64,
    /// Until when a node holds it; 0 for none.
    pub bail: i64,
    /// When it last ended.
    pub derniere: Option<i64>,
    /// What it last said.
    pub resultat: String,
    /// Failures in a row.
    pub echecs: i64,
}

/// What to say of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sante {
    /// It waits for its hour.
    Attend,
    /// A node is at it.
    EnCours,
    /// Its last run failed; it will be tried again.
    Reprise,
    /// It failed as many times as it may: someone must look.
    Abandonnee,
    /// Its hour has passed and no node took it.
    EnRetard,
}

impl Suivi {
    /// What to say of it now.
    pub fn sante(&self, maintenant: i64) -> Sante {
        if self.bail > maintenant {
            return Sante::EnCours;
        }
        if self.prochaine + RETARD_MS < maintenant {
            return Sante::EnRetard;
        }
        match self.echecs {
            0 => Sante::Attend,
            n if n < ECHECS_MAX => Sante::Reprise,
            _ => Sante::Abandonnee,
        }
    }
}

/// One run of a job.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Course {
    /// Its number.
    pub id: i64,
    /// Name of the job.
    pub nom: String,
    /// When it began.
    pub debut: i64,
    /// When it ended; nothing when it runs, or when its node died.
    pub fin: Option<i64>,
    /// 1 when it failed.
    pub echec: i64,
    /// What it said.
    pub resultat: String,
}

/// When to try again after so many failures in a row (ms): five minutes, then twenty, then not
/// before its ordinary hour.
pub(crate) fn reprise(echecs: i64) -> Option<i64> {
    match echecs {
        1 => Some(5 * MINUTE_MS),
        2 => Some(20 * MINUTE_MS),
        _ => None,
    }
}

/// Where every job stands.
///
/// # Errors
/// When the database does not answer.
pub async fn suivis(db: &Lecture) -> Result<Vec<Suivi>, ErreurBase> {
    let sql = "SELECT nom, prochaine, bail, derniere, resultat, echecs FROM taches ORDER BY nom";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// The last runs of a job, newest first; of all when no name is given.
///
/// # Errors
/// When the database does not answer.
pub async fn courses(db: &Lecture, nom: &str, limite: i64) -> Result<Vec<Course>, ErreurBase> {
    let sql = "SELECT id, nom, debut, fin, echec, resultat FROM taches_courses
               WHERE $1 = '' OR nom = $1 ORDER BY id DESC LIMIT $2";
    Ok(sqlx::query_as(sql).bind(nom).bind(limite).fetch_all(db.pool()).await?)
}

/// Asks that a job run as soon as a node looks (within twenty seconds); false when there is none
/// of this name, or a node is at it.
///
/// # Errors
/// When the database refuses.
pub async fn demander(
    tx: &mut Transaction,
    nom: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE taches SET prochaine = $2 WHERE nom = $1 AND bail <= $2";
    let fait = sqlx::query(sql).bind(nom).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// A run begins: its number. What is older than the history is forgotten on the way.
pub(crate) async fn commencer(
    tx: &mut Transaction,
    nom: &str,
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    let oubli = "DELETE FROM taches_courses WHERE nom = $1 AND debut < $2";
    let avant = maintenant - HISTOIRE_JOURS * 24 * 60 * MINUTE_MS;
    sqlx::query(oubli).bind(nom).bind(avant).execute(&mut **tx).await?;
    let sql = "INSERT INTO taches_courses (nom, debut, echec, resultat) VALUES ($1, $2, 0, '')
               RETURNING id";
    Ok(sqlx::query_scalar(sql).bind(nom).bind(maintenant).fetch_one(&mut **tx).await?)
}

/// A run ends: the job is free again, and tried again soon when it failed.
pub(crate) async fn finir(
    tx: &mut Transaction,
    (nom, course): (&str, i64),
    issue: &Result<String, String>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let (texte, echec) = match issue {
        Ok(texte) => (texte.clone(), 0_i64),
        Err(cause) => (format!("échec : {cause}"), 1),
    };
    let sql = "UPDATE taches_courses SET fin = $2, echec = $3, resultat = $4 WHERE id = $1";
    let requete = sqlx::query(sql).bind(course).bind(maintenant).bind(echec);
    requete.bind(&texte).execute(&mut **tx).await?;
    let sql = "UPDATE taches SET bail = 0, derniere = $2, resultat = $3,
                      echecs = CASE WHEN $4 = 1 THEN echecs + 1 ELSE 0 END
               WHERE nom = $1 RETURNING echecs";
    let requete = sqlx::query_scalar(sql).bind(nom).bind(maintenant).bind(texte).bind(echec);
    let echecs: Option<i64> = requete.fetch_optional(&mut **tx).await?;
    if let Some(delai) = echecs.filter(|_| echec == 1).and_then(reprise) {
        let sql = "UPDATE taches SET prochaine = $2 WHERE nom = $1 AND prochaine > $2";
        sqlx::query(sql).bind(nom).bind(maintenant + delai).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_job() {
        let cas = [
            (10, 0, 0, Sante::Attend),
            (10, 20, 0, Sante::EnCours),
            (10, 0, 1, Sante::Reprise),
            (10, 0, 2, Sante::Reprise),
            (10, 0, 3, Sante::Abandonnee),
            (-RETARD_MS, 0, 0, Sante::EnRetard),
            (-RETARD_MS, 0, 3, Sante::EnRetard),
        ];
        for (prochaine, bail, echecs, attendu) in cas {
            let suivi = Suivi {
                nom: "essai".to_owned(),
                prochaine,
                bail,
                derniere: None,
                resultat: String::new(),
                echecs,
            };
            assert_eq!(suivi.sante(10), attendu, "{prochaine} {bail} {echecs}");
        }
    }

    #[test]
    fn a_job_is_tried_again_twice() {
        let delais = [1, 2, 3, 9].map(|n| reprise(n).map(|d| d / MINUTE_MS));
        assert_eq!(delais, [Some(5), Some(20), None, None]);
    }
}
