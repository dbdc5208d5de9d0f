//! What the pages and the supervisor read.

use base::{ErreurBase, Lecture};
use sqlx::{AssertSqlSafe, FromRow};

use super::pieces;
use crate::Contenu;

/// A mail without its content.
#[derive(Clone, Debug, FromRow)]
pub struct Ligne {
    /// Identifier.
    pub id: String,
    /// Code of its model.
    pub modele: String,
    /// To whom.
    pub adresse: String,
    /// Title of its list.
    pub liste_titre: Option<String>,
    /// What became of it.
    pub etat: String,
    /// Why, when it is not simply sent.
    pub motif: String,
    /// Tries.
    pub essais: i64,
    /// Next try (ms since 1970).
    pub prochaine: i64,
    /// When it was queued.
    pub depose_le: i64,
    /// When it was sent or given up.
    pub termine_le: Option<i64>,
    /// Its subject, as long as its content is kept.
    pub sujet: Option<String>,
}

/// Which mails.
#[derive(Clone, Debug, Default)]
pub struct Critere {
    /// Whole address; empty for all.
    pub adresse: String,
    /// State; empty for all.
    pub etat: String,
    /// Model; empty for all.
    pub modele: String,
}

const LIGNES: &str = "SELECT c.id, c.modele, c.adresse, c.liste_titre, c.etat, c.motif, c.essais,
        c.prochaine, c.depose_le, c.termine_le, t.sujet
    FROM courriels c LEFT JOIN courriels_corps t ON t.courriel = c.id";

const OU: &str = "WHERE ($1 = '' OR c.adresse = $1) AND ($2 = '' OR c.etat = $2)
    AND ($3 = '' OR c.modele = $3)";

/// The mails that answer, newest first.
pub async fn lister(
    db: &Lecture,
    critere: &Critere,
    saut: i64,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let sql = format!("{LIGNES} {OU} ORDER BY c.depose_le DESC, c.id DESC LIMIT $4 OFFSET $5");
    let requete = sqlx::query_as(AssertSqlSafe(sql))
        .bind(&critere.adresse)
        .bind(&critere.etat)
        .bind(&critere.modele)
        .bind(limite)
        .bind(saut);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many answer.
pub async fn compter(db: &Lecture, critere: &Critere) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM courriels c {OU}");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(&critere.adresse)
        .bind(&critere.etat)
        .bind(&critere.modele);
    Ok(requete.fetch_one(db.pool()).await?)
}

/// One mail.
pub async fn relire(db: &Lecture, id: &str) -> Result<Option<Ligne>, ErreurBase> {
    let sql = format!("{LIGNES} WHERE c.id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Its content with its files, as long as it is kept.
pub async fn corps(db: &Lecture, id: &str) -> Result<Option<Contenu>, ErreurBase> {
    let sql = "SELECT sujet, texte, html FROM courriels_corps WHERE courriel = $1";
    let lu: Option<(String, String, String)> =
        sqlx::query_as(sql).bind(id).fetch_optional(db.pool()).await?;
    let Some((sujet, texte, html)) = lu else { return Ok(None) };
    Ok(Some(Contenu { sujet, texte, html, pieces: pieces::lire(db, id).await? }))
}

/// What waits and what was given up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct EnAttente {
    /// Mails that should have been sent already or will be.
    pub en_attente: i64,
    /// The earliest date at which one of them should have left (ms since 1970).
    pub plus_ancien: Option<i64>,
    /// Dead letters.
    pub abandonnes: i64,
}

/// What waits and what was given up.
pub async fn attente(db: &Lecture) -> Result<EnAttente, ErreurBase> {
    let sql = "SELECT COUNT(*) AS en_attente, MIN(prochaine) AS plus_ancien,
                   (SELECT COUNT(*) FROM courriels WHERE etat = 'abandonne') AS abandonnes
               FROM courriels WHERE etat = 'en_attente'";
    Ok(sqlx::query_as(sql).fetch_one(db.pool()).await?)
}
