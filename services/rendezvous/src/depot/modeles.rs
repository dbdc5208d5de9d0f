//! Answers that a centre writes once and starts from again.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// An answer written once.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Modele {
    /// Identifier.
    pub id: String,
    /// The centre.
    pub siret: String,
    /// What it is called.
    pub titre: String,
    /// What it says.
    pub texte: String,
    /// When it was written (ms since 1970).
    pub cree_le: i64,
}

/// The answers of a centre.
pub async fn du_centre(db: &Lecture, siret: &str) -> Result<Vec<Modele>, ErreurBase> {
    let sql = "SELECT id, siret, titre, texte, cree_le FROM rdv_modeles
               WHERE siret = $1 ORDER BY titre, id";
    Ok(sqlx::query_as(sql).bind(siret).fetch_all(db.pool()).await?)
}

/// Keeps an answer.
pub async fn garder(tx: &mut Transaction, m: &Modele) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO rdv_modeles (id, siret, titre, texte, cree_le)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(&m.id).bind(&m.siret).bind(&m.titre).bind(&m.texte);
    requete.bind(m.cree_le).execute(&mut **tx).await?;
    Ok(())
}

/// Removes an answer of this centre; nothing when it has none of this identifier.
pub async fn retirer(tx: &mut Transaction, id: &str, siret: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM rdv_modeles WHERE id = $1 AND siret = $2";
    sqlx::query(sql).bind(id).bind(siret).execute(&mut **tx).await?;
    Ok(())
}
