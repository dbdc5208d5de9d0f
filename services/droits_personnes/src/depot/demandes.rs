//! Requests of persons.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};
use futures::stream::BoxStream;

use crate::regles::demande::{Etape, Suivi};

const COLONNES: &str = "id, genre, courriel, sujet, texte, etape, recue_le, echeance, motif, \
     issue, reponse, close_le";

/// A request.
#[derive(Clone, Debug, FromRow)]
pub struct Demande {
    /// Identifier, which the person reads as a number.
    pub id: String,
    /// Code of what is asked for.
    pub genre: String,
    /// Mailbox; empty once erased.
    pub courriel: String,
    /// Key of the person.
    pub sujet: String,
    /// What the person wrote.
    pub texte: String,
    /// Code of the state.
    pub etape: String,
    /// When it came (ms since 1970).
    pub recue_le: i64,
    /// Day of the answer.
    pub echeance: i64,
    /// Why it takes longer.
    pub motif: String,
    /// Code of how it ended.
    pub issue: Option<String>,
    /// The answer.
    pub reponse: String,
    /// When it was answered.
    pub close_le: Option<i64>,
}

impl Demande {
    /// Where it stands.
    pub fn suivi(&self) -> Suivi {
        let etape = Etape::lire(&self.etape).unwrap_or(Etape::Recue);
        Suivi { etape, echeance: self.echeance }
    }
}

/// Adds a request.
pub async fn ajouter(tx: &mut Transaction, d: &Demande) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO droits_demandes (id, genre, courriel, sujet, texte, etape, recue_le,
               echeance, motif, reponse) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '')";
    let requete = sqlx::query(sql).bind(&d.id).bind(&d.genre).bind(&d.courriel).bind(&d.sujet);
    let requete = requete.bind(&d.texte).bind(&d.etape).bind(d.recue_le).bind(d.echeance);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// Writes where a request stands, when it still stands where it was read.
pub async fn avancer(tx: &mut Transaction, d: &Demande, avant: Etape) -> Result<bool, ErreurBase> {
    let sql = "UPDATE droits_demandes SET etape = $2, echeance = $3, motif = $4, issue = $5,
               reponse = $6, close_le = $7 WHERE id = $1 AND etape = $8";
    let requete = sqlx::query(sql).bind(&d.id).bind(&d.etape).bind(d.echeance).bind(&d.motif);
    let requete = requete.bind(&d.issue).bind(&d.reponse).bind(d.close_le).bind(avant.code());
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Closes what a person had asked for and can no longer be answered: they erase everything.
pub async fn clore_celles_de(
    tx: &mut Transaction,
    courriel: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE droits_demandes SET etape = 'close', issue = 'sans_objet', close_le = $2
               WHERE courriel = $1 AND etape <> 'close'";
    sqlx::query(sql).bind(courriel).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// One request.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Demande>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM droits_demandes WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Requests in this state, or all of those that are open: the nearest day first.
pub async fn lister(
    db: &Lecture,
    etape: Option<Etape>,
    page: i64,
    taille: i64,
) -> Result<Vec<Demande>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM droits_demandes WHERE {} ORDER BY echeance, id LIMIT {taille} OFFSET {}",
        condition(etape),
        page * taille
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db.pool()).await?)
}

/// How many there are.
pub async fn compter(db: &Lecture, etape: Option<Etape>) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM droits_demandes WHERE {}", condition(etape));
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db.pool()).await?)
}

fn condition(etape: Option<Etape>) -> String {
    etape.map_or("etape <> 'close'".to_owned(), |e| format!("etape = '{}'", e.code()))
}

/// How many wait for an answer.
pub async fn ouvertes(db: &Lecture) -> Result<i64, ErreurBase> {
    compter(db, None).await
}

/// Every request, oldest first.
pub fn flux(db: &Lecture) -> BoxStream<'static, Result<Demande, ErreurBase>> {
    base::flux(db, format!("SELECT {COLONNES} FROM droits_demandes ORDER BY recue_le, id"), vec![])
}
