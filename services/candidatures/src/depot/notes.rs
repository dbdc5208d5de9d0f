//! What recruiters write for themselves: notes on an application, answers used again.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Note {
    /// The account that wrote it.
    pub auteur: String,
    /// What it says.
    pub texte: String,
    /// When (ms since 1970).
    pub cree_le: i64,
}

/// Adds a note.
pub async fn ajouter(
    tx: &mut Transaction,
    (id, candidature): (&str, &str),
    note: &Note,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_notes (id, candidature, auteur, texte, cree_le)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(id).bind(candidature).bind(&note.auteur);
    requete.bind(&note.texte).bind(note.cree_le).execute(&mut **tx).await?;
    Ok(())
}

/// The notes of an application, oldest first.
pub async fn de(db: &Lecture, candidature: &str) -> Result<Vec<Note>, ErreurBase> {
    let sql = "SELECT auteur, texte, cree_le FROM candidatures_notes
               WHERE candidature = $1 ORDER BY cree_le, id";
    Ok(sqlx::query_as(sql).bind(candidature).fetch_all(db.pool()).await?)
}

/// An answer written once.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Modele {
    /// Identifier.
    pub id: String,
    /// Organisation.
    pub siret: String,
    /// Role of its members.
    pub role: String,
    /// What it answers.
    pub intention: String,
    /// What it is called.
    pub titre: String,
    /// What it says.
    pub texte: String,
    /// When it was written (ms since 1970).
    pub cree_le: i64,
}

/// The answers of an organisation.
pub async fn modeles(db: &Lecture, siret: &str, role: &str) -> Result<Vec<Modele>, ErreurBase> {
    let sql = "SELECT id, siret, role, intention, titre, texte, cree_le FROM candidatures_modeles
               WHERE siret = $1 AND role = $2 ORDER BY titre, id";
    Ok(sqlx::query_as(sql).bind(siret).bind(role).fetch_all(db.pool()).await?)
}

/// Keeps an answer.
pub async fn garder(tx: &mut Transaction, m: &Modele) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_modeles
                   (id, siret, role, intention, titre, texte, cree_le)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let requete = sqlx::query(sql).bind(&m.id).bind(&m.siret).bind(&m.role).bind(&m.intention);
    requete.bind(&m.titre).bind(&m.texte).bind(m.cree_le).execute(&mut **tx).await?;
    Ok(())
}

/// Removes an answer of this organisation; false when it has none of this identifier.
pub async fn retirer(
    tx: &mut Transaction,
    id: &str,
    (siret, role): (&str, &str),
) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM candidatures_modeles WHERE id = $1 AND siret = $2 AND role = $3";
    let fait = sqlx::query(sql).bind(id).bind(siret).bind(role).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
