//! All the SQL of the service. Only current versions are read.

pub mod changements;
mod lignes;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Transaction};

pub use lignes::{
    LigneCertification, LigneContact, LigneDecision, LigneLegere, LigneLieu, LigneOrganisme,
    LigneRelation, LigneReseau, LigneUai,
};

/// Joins a table to the current version its rows belong to.
const COURANTE: &str = "JOIN versions v ON v.id = t.version AND v.statut = 'courante'";

/// The rows of an organisation, or of all of them.
#[derive(Clone, Copy, Debug)]
pub enum Portee<'s> {
    /// Those of one SIRET.
    Siret(&'s str),
    /// Those of every organisation.
    Tout,
}

/// Everything that is kept of some organisations, table by table.
#[derive(Debug, Default)]
pub struct Lignes {
    pub organismes: Vec<LigneOrganisme>,
    pub uais: Vec<LigneUai>,
    pub relations: Vec<LigneRelation>,
    pub lieux: Vec<LigneLieu>,
    pub reseaux: Vec<LigneReseau>,
    pub certifications: Vec<LigneCertification>,
    pub contacts: Vec<LigneContact>,
    pub decisions: Vec<LigneDecision>,
}

/// Reads the rows of an organisation, or of all.
pub async fn lignes(db: &Lecture, portee: Portee<'_>) -> Result<Lignes, ErreurBase> {
    Ok(Lignes {
        organismes: lire(db, "annuaire_organismes", portee).await?,
        uais: lire(db, "annuaire_uais", portee).await?,
        relations: lire(db, "annuaire_relations", portee).await?,
        lieux: lire(db, "annuaire_lieux", portee).await?,
        reseaux: lire(db, "annuaire_reseaux", portee).await?,
        certifications: lire(db, "annuaire_certifications", portee).await?,
        contacts: lire(db, "annuaire_contacts", portee).await?,
        decisions: decisions(db, portee).await?,
    })
}

/// The codes of the networks that some organisation belongs to, in order.
pub async fn reseaux(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = format!("SELECT DISTINCT t.reseau FROM annuaire_reseaux t {COURANTE} ORDER BY 1");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// The organisations a UAI is attached to.
pub async fn uais_par_uai(db: &Lecture, uai: &str) -> Result<Vec<LigneUai>, ErreurBase> {
    par_uai(db, "annuaire_uais", uai).await
}

/// The places that have a UAI.
pub async fn lieux_par_uai(db: &Lecture, uai: &str) -> Result<Vec<LigneLieu>, ErreurBase> {
    par_uai(db, "annuaire_lieux", uai).await
}

/// The organisations that a UAI or a SIRET may designate.
pub async fn sirets_concernes(
    db: &Lecture,
    uai: Option<&str>,
    siret: Option<&str>,
) -> Result<Vec<String>, ErreurBase> {
    let sql = format!(
        "SELECT t.siret FROM annuaire_uais t {COURANTE} WHERE t.uai = $1
         UNION SELECT t.siret FROM annuaire_lieux t {COURANTE} WHERE t.uai = $1
         UNION SELECT siret FROM annuaire_decisions WHERE apres = $1
         UNION SELECT t.siret FROM annuaire_organismes t {COURANTE} WHERE t.siret = $2
         ORDER BY 1"
    );
    let requete = sqlx::query_scalar(AssertSqlSafe(sql));
    let requete = requete.bind(uai.unwrap_or_default()).bind(siret.unwrap_or_default());
    Ok(requete.fetch_all(db.pool()).await?)
}

/// Changes whenever something of the directory does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Marque {
    /// The newest current version.
    version: i64,
    /// The newest decision.
    decision: i64,
    /// How many decisions are kept.
    decisions: i64,
}

impl Marque {
    /// That of a directory never read.
    pub const JAMAIS: Marque = Marque { version: -1, decision: 0, decisions: 0 };
}

/// The mark of the directory as it is.
pub async fn marque(db: &Lecture) -> Result<Marque, ErreurBase> {
    let sql = "SELECT COALESCE((SELECT MAX(id) FROM versions
                                WHERE statut = 'courante' AND jeu LIKE 'organismes/%'), 0) AS version,
                      COALESCE((SELECT MAX(rang) FROM annuaire_decisions), 0) AS decision,
                      (SELECT COUNT(*) FROM annuaire_decisions) AS decisions";
    Ok(sqlx::query_as(sql).fetch_one(db.pool()).await?)
}

/// The organisations about which someone decided between two marks, when nothing else happened;
/// none when something else did: a file was imported, old decisions were erased.
pub async fn decides_depuis(
    db: &Lecture,
    avant: Marque,
    apres: Marque,
) -> Result<Option<Vec<String>>, ErreurBase> {
    if avant.version != apres.version {
        return Ok(None);
    }
    let sql = "SELECT siret FROM annuaire_decisions WHERE rang > $1 AND rang <= $2";
    let requete = sqlx::query_scalar(sql).bind(avant.decision).bind(apres.decision);
    let sirets: Vec<String> = requete.fetch_all(db.pool()).await?;
    let seules = i64::try_from(sirets.len()).ok() == Some(apres.decisions - avant.decisions);
    Ok(seules.then_some(sirets))
}

/// Keeps a decision.
pub async fn decider(
    tx: &mut Transaction,
    siret: &str,
    d: &LigneDecision,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO annuaire_decisions (siret, champ, avant, apres, auteur, motif, instant)
         VALUES ($1, 'uai', $2, $3, $4, $5, $6)",
    )
    .bind(siret)
    .bind(d.avant.clone())
    .bind(d.apres.clone())
    .bind(&d.auteur)
    .bind(&d.motif)
    .bind(d.instant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The last UAI decided for an organisation, read in the transaction that decides again; none
/// when nobody decided.
pub async fn derniere_decision(
    tx: &mut Transaction,
    siret: &str,
) -> Result<Option<Option<String>>, ErreurBase> {
    let sql = "SELECT apres FROM annuaire_decisions WHERE siret = $1 ORDER BY rang DESC LIMIT 1";
    Ok(sqlx::query_scalar(sql).bind(siret).fetch_optional(&mut **tx).await?)
}

/// Decisions, oldest first.
async fn decisions(db: &Lecture, portee: Portee<'_>) -> Result<Vec<LigneDecision>, ErreurBase> {
    let sql = "SELECT siret, avant, apres, auteur, motif, instant FROM annuaire_decisions
               WHERE $1 = '' OR siret = $1 ORDER BY rang";
    let siret = match portee {
        Portee::Siret(siret) => siret,
        Portee::Tout => "",
    };
    Ok(sqlx::query_as(sql).bind(siret).fetch_all(db.pool()).await?)
}

/// The UAI that an instructor gave to the place of a training.
pub async fn correction(db: &Lecture, cle_me: &str) -> Result<Option<String>, ErreurBase> {
    let sql = format!("SELECT t.uai FROM annuaire_corrections t {COURANTE} WHERE t.cle_me = $1");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql));
    Ok(requete.bind(cle_me).fetch_optional(db.pool()).await?)
}

/// A few facts of every organisation, publisher by publisher.
pub async fn legeres(db: &Lecture) -> Result<Vec<LigneLegere>, ErreurBase> {
    let sql = format!(
        "SELECT t.siret, t.raison_sociale, t.enseigne, t.commune, t.localite, t.departement, t.qualiopi,
                t.lat, t.lon, v.jeu
         FROM annuaire_organismes t {COURANTE}"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// Number of organisations described by at least one publisher.
pub async fn compter(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(DISTINCT t.siret) FROM annuaire_organismes t {COURANTE}");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db.pool()).await?)
}

/// Rows of current versions, with their data set and its date. The table comes from the code above,
/// never from a request.
async fn lire<L>(db: &Lecture, table: &str, portee: Portee<'_>) -> Result<Vec<L>, ErreurBase>
where
    L: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
{
    let sql = selection(table);
    let lignes = match portee {
        Portee::Tout => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?,
        Portee::Siret(siret) => {
            let requete = sqlx::query_as(AssertSqlSafe(format!("{sql} WHERE t.siret = $1")));
            requete.bind(siret).fetch_all(db.pool()).await?
        }
    };
    Ok(lignes)
}

async fn par_uai<L>(db: &Lecture, table: &str, uai: &str) -> Result<Vec<L>, ErreurBase>
where
    L: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
{
    let sql = format!("{} WHERE t.uai = $1", selection(table));
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(uai).fetch_all(db.pool()).await?)
}

fn selection(table: &str) -> String {
    format!(
        "SELECT t.*, v.jeu, v.fin, o.date_source AS constate_le
         FROM {table} t {COURANTE}
         LEFT JOIN annuaire_organismes o ON o.version = t.version AND o.siret = t.siret"
    )
}
