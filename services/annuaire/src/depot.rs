//! All the SQL of the service. Only current versions are read.

mod lignes;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture};

pub use lignes::{
    LigneCertification, LigneLegere, LigneLieu, LigneOrganisme, LigneRelation, LigneReseau,
    LigneUai,
};

/// Joins a table to the current version its rows belong to.
const COURANTE: &str = "JOIN versions v ON v.id = t.version AND v.statut = 'courante'";

/// What each publisher says of an organisation.
pub async fn organismes(db: &Lecture, siret: &str) -> Result<Vec<LigneOrganisme>, ErreurBase> {
    par_cle(db, "annuaire_organismes", "siret", siret).await
}

/// The UAI attached to an organisation.
pub async fn uais(db: &Lecture, siret: &str) -> Result<Vec<LigneUai>, ErreurBase> {
    par_cle(db, "annuaire_uais", "siret", siret).await
}

/// The organisations a UAI is attached to.
pub async fn uais_par_uai(db: &Lecture, uai: &str) -> Result<Vec<LigneUai>, ErreurBase> {
    par_cle(db, "annuaire_uais", "uai", uai).await
}

/// The relations of an organisation.
pub async fn relations(db: &Lecture, siret: &str) -> Result<Vec<LigneRelation>, ErreurBase> {
    par_cle(db, "annuaire_relations", "siret", siret).await
}

/// The places of an organisation.
pub async fn lieux(db: &Lecture, siret: &str) -> Result<Vec<LigneLieu>, ErreurBase> {
    par_cle(db, "annuaire_lieux", "siret", siret).await
}

/// The places that have a UAI.
pub async fn lieux_par_uai(db: &Lecture, uai: &str) -> Result<Vec<LigneLieu>, ErreurBase> {
    par_cle(db, "annuaire_lieux", "uai", uai).await
}

/// The networks of an organisation.
pub async fn reseaux(db: &Lecture, siret: &str) -> Result<Vec<LigneReseau>, ErreurBase> {
    par_cle(db, "annuaire_reseaux", "siret", siret).await
}

/// What an organisation prepares for.
pub async fn certifications(
    db: &Lecture,
    siret: &str,
) -> Result<Vec<LigneCertification>, ErreurBase> {
    par_cle(db, "annuaire_certifications", "siret", siret).await
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

/// Table and column come from the code above, never from a request.
async fn par_cle<L>(
    db: &Lecture,
    table: &str,
    colonne: &str,
    valeur: &str,
) -> Result<Vec<L>, ErreurBase>
where
    L: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
{
    let sql = format!(
        "SELECT t.*, v.jeu, v.fin,
                (SELECT o.date_source FROM annuaire_organismes o
                 WHERE o.version = t.version AND o.siret = t.siret) AS constate_le
         FROM {table} t {COURANTE} WHERE t.{colonne} = $1"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(valeur).fetch_all(db.pool()).await?)
}
