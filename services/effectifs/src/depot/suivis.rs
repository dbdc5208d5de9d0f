//! What training centres and missions locales do together.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};
use ulid::Ulid;

/// A step of it.
#[derive(Clone, Debug, FromRow)]
pub struct FaitDuSuivi {
    /// `DEMANDE`, or the code of an outcome.
    pub acte: String,
    /// When (ms since 1970).
    pub fait_le: i64,
}

/// The step of a request.
pub const DEMANDE: &str = "DEMANDE";

/// A request of a training centre.
pub struct Demande<'a> {
    /// The enrolment.
    pub effectif: &'a str,
    /// SIRET of the centre.
    pub siret: &'a str,
    /// Mailbox of the person, for their rights.
    pub courriel: Option<&'a str>,
    /// Account of who asks.
    pub par: &'a str,
    /// What for.
    pub besoin: &'a str,
    /// In its words.
    pub message: &'a str,
}

/// Asks for help; asked again, it is a new request.
pub async fn demander(
    tx: &mut Transaction,
    d: &Demande<'_>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO effectifs_suivis (effectif, siret, courriel, demande_le, demande_par, besoin, message, modifie_le)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $4)
               ON CONFLICT (effectif) DO UPDATE SET demande_le = excluded.demande_le,
                   demande_par = excluded.demande_par, besoin = excluded.besoin, message = excluded.message,
                   demande_dite_le = NULL, issue = '', rappel = '', modifie_le = excluded.modifie_le";
    sqlx::query(sql)
        .bind(d.effectif)
        .bind(d.siret)
        .bind(d.courriel)
        .bind(maintenant)
        .bind(d.par)
        .bind(d.besoin)
        .bind(d.message)
        .execute(&mut **tx)
        .await?;
    noter(tx, d.effectif, DEMANDE, maintenant).await
}

/// What a mission locale says.
pub struct Reponse<'a> {
    /// The enrolment.
    pub effectif: &'a str,
    /// SIRET of the centre.
    pub siret: &'a str,
    /// Mailbox of the person, for their rights.
    pub courriel: Option<&'a str>,
    /// The mission locale, by its ressort.
    pub mission: &'a str,
    /// Account of who says it.
    pub par: &'a str,
    /// Outcome.
    pub issue: &'a str,
    /// In its words.
    pub commentaire: &'a str,
    /// Day to call again; may be empty.
    pub rappel: &'a str,
}

/// Notes an outcome; the last one counts.
pub async fn repondre(
    tx: &mut Transaction,
    r: &Reponse<'_>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO effectifs_suivis
                   (effectif, siret, courriel, mission, suivi_par, issue, commentaire, rappel, suivi_le, modifie_le)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
               ON CONFLICT (effectif) DO UPDATE SET mission = excluded.mission, suivi_par = excluded.suivi_par,
                   issue = excluded.issue, commentaire = excluded.commentaire, rappel = excluded.rappel,
                   suivi_le = excluded.suivi_le, issue_dite_le = NULL, modifie_le = excluded.modifie_le";
    sqlx::query(sql)
        .bind(r.effectif)
        .bind(r.siret)
        .bind(r.courriel)
        .bind(r.mission)
        .bind(r.par)
        .bind(r.issue)
        .bind(r.commentaire)
        .bind(r.rappel)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    noter(tx, r.effectif, r.issue, maintenant).await
}

async fn noter(
    tx: &mut Transaction,
    effectif: &str,
    acte: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql =
        "INSERT INTO effectifs_suivis_faits (id, effectif, acte, fait_le) VALUES ($1, $2, $3, $4)";
    let requete = sqlx::query(sql).bind(Ulid::new().to_string()).bind(effectif).bind(acte);
    requete.bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// The steps, the last first.
pub async fn faits(db: &Lecture, effectif: &str) -> Result<Vec<FaitDuSuivi>, ErreurBase> {
    let sql = "SELECT acte, fait_le FROM effectifs_suivis_faits WHERE effectif = $1
               ORDER BY fait_le DESC, id DESC LIMIT 50";
    Ok(sqlx::query_as(sql).bind(effectif).fetch_all(db.pool()).await?)
}

/// A request that no mission locale was told of.
#[derive(Clone, Debug, FromRow)]
pub struct DemandeTue {
    /// The enrolment.
    pub effectif: String,
    /// SIRET of the centre.
    pub siret: String,
    /// Commune where the person lives.
    pub commune: String,
}

/// The requests that wait for an answer and that nobody was told of.
pub async fn demandes_tues(db: &Lecture) -> Result<Vec<DemandeTue>, ErreurBase> {
    let sql = "SELECT s.effectif, s.siret, e.commune FROM effectifs_suivis s JOIN effectifs e ON e.id = s.effectif
               WHERE s.demande_le IS NOT NULL AND s.demande_dite_le IS NULL AND s.issue = ''
               ORDER BY s.demande_le, s.effectif LIMIT 5000";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Notes that the mission locale was told of a request.
pub async fn dire_la_demande(
    tx: &mut Transaction,
    effectif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE effectifs_suivis SET demande_dite_le = $2 WHERE effectif = $1";
    sqlx::query(sql).bind(effectif).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// An outcome that its centre was not told of.
#[derive(Clone, Debug, FromRow)]
pub struct IssueTue {
    /// The enrolment.
    pub effectif: String,
    /// SIRET of the centre.
    pub siret: String,
}

/// The outcomes that nobody was told of.
pub async fn issues_tues(db: &Lecture) -> Result<Vec<IssueTue>, ErreurBase> {
    let sql = "SELECT effectif, siret FROM effectifs_suivis
               WHERE issue <> '' AND issue_dite_le IS NULL ORDER BY suivi_le, effectif LIMIT 5000";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Notes that the centre was told of an outcome.
pub async fn dire_l_issue(
    tx: &mut Transaction,
    effectif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE effectifs_suivis SET issue_dite_le = $2 WHERE effectif = $1";
    sqlx::query(sql).bind(effectif).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Gives what was done for an enrolment to another one, unless that one has its own: whether it went.
pub async fn deplacer(tx: &mut Transaction, de: &str, vers: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE effectifs_suivis SET effectif = $2 WHERE effectif = $1
               AND NOT EXISTS (SELECT 1 FROM effectifs_suivis s WHERE s.effectif = $2)";
    let deplace = sqlx::query(sql).bind(de).bind(vers).execute(&mut **tx).await?.rows_affected();
    if deplace == 0 {
        return Ok(false);
    }
    let sql = "UPDATE effectifs_suivis_faits SET effectif = $2 WHERE effectif = $1";
    sqlx::query(sql).bind(de).bind(vers).execute(&mut **tx).await?;
    Ok(true)
}
