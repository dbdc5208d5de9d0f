//! Jobs that the clock starts.
//!
//! A service declares [`Tache`]s; each node runs [`tourner`]. A row of `taches` holds the next
//! date and a lease, so that among several nodes one runs a job, and a node that dies gives it
//! back when its lease ends. Dates are those of Europe/Paris, summer time included.

mod suivi;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

use base::{Db, ErreurBase, Migrations, migrations};
use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::Europe::Paris;
use croner::Cron;
use futures::FutureExt;
use noyau::horloge::Horloge;

pub use suivi::{
    Course, ECHECS_MAX, HISTOIRE_JOURS, RETARD_MS, Sante, Suivi, courses, demander, suivis,
};

/// The tables of this crate.
pub const MIGRATIONS: Migrations =
    Migrations { service: "taches", fichiers: migrations!["0001_taches.sql", "0002_courses.sql"] };

/// How long a node may hold a job before another may take it.
const BAIL_MS: i64 = 15 * 60 * 1000;

/// How often a node looks for something to do.
const RYTHME: Duration = Duration::from_secs(20);

/// What a job is given.
#[derive(Clone, Debug)]
pub struct Contexte {
    /// The database.
    pub db: Db,
    /// The clock.
    pub horloge: Horloge,
}

/// The work of a job; what it returns is kept as its last result.
pub type Travail = fn(Contexte) -> Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send>>;

/// A job of a service.
#[derive(Clone, Copy)]
pub struct Tache {
    /// Name, e.g. `recherche.purger_journal`.
    pub nom: &'static str,
    /// What it does, in French, for the administration.
    pub titre: &'static str,
    /// When: five fields of cron, Europe/Paris.
    pub quand: &'static str,
    /// The work. Must be safe to run twice.
    pub travail: Travail,
}

impl std::fmt::Debug for Tache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tache({}, {})", self.nom, self.quand)
    }
}

/// Next date of a cron expression strictly after `apres` (ms since 1970); `None` when the
/// expression is wrong or has no next date.
pub fn prochaine(quand: &str, apres: i64) -> Option<i64> {
    let cron = Cron::from_str(quand).ok()?;
    let apres: DateTime<Utc> = Utc.timestamp_millis_opt(apres).single()?;
    let date = cron.find_next_occurrence(&apres.with_timezone(&Paris), false).ok()?;
    Some(date.timestamp_millis())
}

/// Runs jobs as they come due, until the program stops.
pub async fn tourner(contexte: Contexte, taches: Vec<Tache>) {
    loop {
        if let Err(e) = faire_ce_qui_est_du(&contexte, &taches).await {
            tracing::error!(erreur = %e, "jobs could not be read");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// Runs, each time it is due, work that needs more than a [`Contexte`], until the program stops.
/// `nom` and `quand` as for a [`Tache`].
pub async fn tourner_avec<T, R>(contexte: Contexte, nom: &str, quand: &str, travail: T)
where
    T: Fn() -> R,
    R: Future<Output = anyhow::Result<String>>,
{
    loop {
        if let Err(e) = a_son_heure(&contexte, nom, quand, &travail).await {
            tracing::error!(erreur = %e, "a job could not be read");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

async fn a_son_heure<T, R>(
    contexte: &Contexte,
    nom: &str,
    quand: &str,
    travail: &T,
) -> Result<(), ErreurBase>
where
    T: Fn() -> R,
    R: Future<Output = anyhow::Result<String>>,
{
    let maintenant = contexte.horloge.maintenant().ms();
    if prendre(&contexte.db, nom, quand, maintenant).await? {
        executer(contexte, nom, travail()).await?;
    }
    Ok(())
}

/// Runs once every job that is due; returns their names.
pub async fn faire_ce_qui_est_du(
    contexte: &Contexte,
    taches: &[Tache],
) -> Result<Vec<&'static str>, ErreurBase> {
    let mut faites = Vec::new();
    for tache in taches {
        let maintenant = contexte.horloge.maintenant().ms();
        if prendre(&contexte.db, tache.nom, tache.quand, maintenant).await? {
            executer(contexte, tache.nom, (tache.travail)(contexte.clone())).await?;
            faites.push(tache.nom);
        }
    }
    Ok(faites)
}

/// Takes a job that is due, for the time of a lease. A job seen for the first time is only
/// scheduled.
async fn prendre(db: &Db, nom: &str, quand: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let Some(suivante) = prochaine(quand, maintenant) else { return Ok(false) };
    let mut tx = db.write().await?;
    sqlx::query(
        "INSERT INTO taches (nom, prochaine, bail, resultat) VALUES ($1, $2, 0, '')
         ON CONFLICT (nom) DO NOTHING",
    )
    .bind(nom)
    .bind(suivante)
    .execute(&mut *tx)
    .await?;
    let prise = sqlx::query(
        "UPDATE taches SET bail = $3, prochaine = $4
         WHERE nom = $1 AND prochaine <= $2 AND bail <= $2",
    )
    .bind(nom)
    .bind(maintenant)
    .bind(maintenant + BAIL_MS)
    .bind(suivante)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(prise.rows_affected() == 1)
}

/// Runs a job and notes how it ended. A job that panics is one that failed: it stops no other.
async fn executer(
    contexte: &Contexte,
    nom: &str,
    travail: impl Future<Output = anyhow::Result<String>>,
) -> Result<(), ErreurBase> {
    let mut tx = contexte.db.write().await?;
    let course = suivi::commencer(&mut tx, nom, contexte.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    let issue = match AssertUnwindSafe(travail).catch_unwind().await {
        Ok(Ok(resultat)) => Ok(resultat),
        Ok(Err(e)) => Err(e.to_string()),
        Err(_) => Err("le programme s’est arrêté en route".to_owned()),
    };
    if let Err(cause) = &issue {
        tracing::error!(tache = nom, erreur = %cause, "job failed");
    }
    let mut tx = contexte.db.write().await?;
    let maintenant = contexte.horloge.maintenant().ms();
    suivi::finir(&mut tx, (nom, course), &issue, maintenant).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_paris_across_summer_time() {
        let ms = |t: &str| DateTime::parse_from_rfc3339(t).unwrap().timestamp_millis();
        let cases = [
            // 03:00 in Paris is 02:00 UTC in winter and 01:00 UTC in summer.
            ("0 3 * * *", "2026-01-10T12:00:00Z", "2026-01-11T02:00:00Z"),
            ("0 3 * * *", "2026-07-10T12:00:00Z", "2026-07-11T01:00:00Z"),
            ("0 3 * * 1", "2026-11-24T12:00:00Z", "2026-11-30T02:00:00Z"),
        ];
        for (quand, apres, attendu) in cases {
            assert_eq!(prochaine(quand, ms(apres)), Some(ms(attendu)), "{quand} after {apres}");
        }
        assert_eq!(prochaine("demain", 0), None);
    }
}
