//! Lists: those of a candidate, those of an organisation.

use base::{ErreurBase, Lecture};
use sqlx::any::AnyArguments;
use sqlx::query::QueryAs;
use sqlx::{Any, AssertSqlSafe, FromRow};

use super::candidatures::{COLONNES, Ligne};

/// The applications of a mailbox, newest first.
pub async fn du_candidat(
    db: &Lecture,
    courriel: &str,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM candidatures WHERE courriel = $1
         ORDER BY deposee_le DESC, id DESC LIMIT $2"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).bind(limite);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// What a recruiter looks for, in the applications of their organisations.
#[derive(Clone, Debug, Default)]
pub struct Critere {
    /// SIRET and role of each organisation; empty: nothing.
    pub organisations: Vec<(String, String)>,
    /// Code of a state; `a_repondre` for those that wait for an answer; empty for all.
    pub etat: String,
    /// One offer or company; empty for all.
    pub objet: String,
    /// Words of a name or of a title, in lower case; empty for all.
    pub mots: String,
}

/// The states that the employer never sees.
const VISIBLES: &str = "etat NOT IN ('a_analyser', 'infectee')";

impl Critere {
    /// The condition; its parameters come in the order of [`Critere::lier`].
    fn condition(&self) -> String {
        let paire = |rang: usize| format!("(siret = ${} AND role = ${})", rang, rang + 1);
        let paires: Vec<String> = (0..self.organisations.len()).map(|n| paire(4 + 2 * n)).collect();
        let ou = if paires.is_empty() { "1 = 0".to_owned() } else { paires.join(" OR ") };
        format!(
            "{VISIBLES} AND ({ou})
             AND ($1 = '' OR etat = $1 OR ($1 = 'a_repondre' AND etat IN ('en_route', 'envoyee')))
             AND ($2 = '' OR objet = $2)
             AND ($3 = '' OR lower(titre) LIKE $3 OR (anonyme = 0 AND lower(prenom || ' ' || nom) LIKE $3))"
        )
    }

    fn lier<'q, T>(
        &'q self,
        requete: QueryAs<'q, Any, T, AnyArguments>,
    ) -> QueryAs<'q, Any, T, AnyArguments> {
        let mots = self.mots.replace(['%', '_'], " ");
        let mots = if mots.trim().is_empty() { String::new() } else { format!("%{mots}%") };
        let mut requete = requete.bind(&self.etat).bind(&self.objet).bind(mots);
        for (siret, role) in &self.organisations {
            requete = requete.bind(siret).bind(role);
        }
        requete
    }
}

/// The applications that answer, newest first.
pub async fn de_l_organisation(
    db: &Lecture,
    critere: &Critere,
    saut: i64,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM candidatures WHERE {}
         ORDER BY deposee_le DESC, id DESC LIMIT {limite} OFFSET {saut}",
        critere.condition()
    );
    Ok(critere.lier(sqlx::query_as(AssertSqlSafe(sql))).fetch_all(db.pool()).await?)
}

/// Those of these identifiers, among the applications of these organisations, oldest first.
pub async fn parmi(
    db: &Lecture,
    organisations: &[(String, String)],
    ids: &[&str],
) -> Result<Vec<Ligne>, ErreurBase> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let tout = Critere { organisations: organisations.to_vec(), ..Critere::default() };
    let premier = 4 + 2 * organisations.len();
    let places: Vec<String> = (premier..premier + ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT {COLONNES} FROM candidatures WHERE {} AND id IN ({}) ORDER BY deposee_le, id",
        tout.condition(),
        places.join(", ")
    );
    let mut requete = tout.lier(sqlx::query_as(AssertSqlSafe(sql)));
    for id in ids {
        requete = requete.bind(id);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many answer.
pub async fn compter(db: &Lecture, critere: &Critere) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM candidatures WHERE {}", critere.condition());
    let (nombre,): (i64,) =
        critere.lier(sqlx::query_as(AssertSqlSafe(sql))).fetch_one(db.pool()).await?;
    Ok(nombre)
}

/// An offer or a company that received applications.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Objet {
    /// Which one.
    pub objet: String,
    /// Its title; empty for spontaneous applications.
    pub titre: String,
    /// How many it received.
    pub nombre: i64,
}

/// What received the applications of these organisations, most recent first.
pub async fn objets(db: &Lecture, critere: &Critere) -> Result<Vec<Objet>, ErreurBase> {
    let tout = Critere { organisations: critere.organisations.clone(), ..Critere::default() };
    let sql = format!(
        "SELECT objet, MAX(titre) AS titre, COUNT(*) AS nombre FROM candidatures WHERE {}
         GROUP BY objet ORDER BY MAX(deposee_le) DESC, objet LIMIT 200",
        tout.condition()
    );
    Ok(tout.lier(sqlx::query_as(AssertSqlSafe(sql))).fetch_all(db.pool()).await?)
}

/// How many a mail server took, since the beginning.
pub async fn envoyees(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures WHERE envoyee_le IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// How many were answered, since the beginning.
pub async fn repondues(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures WHERE intention IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}
