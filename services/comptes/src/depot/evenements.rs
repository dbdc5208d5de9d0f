//! What happened, who did it and why.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

use crate::regles::etat::Objet;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Evenement {
    /// Kind of thing it happened to.
    pub genre: String,
    /// Identifier of what it happened to.
    pub objet: String,
    /// State before; empty at the beginning.
    pub avant: String,
    /// State after.
    pub apres: String,
    /// Account that did it, or the name of the rule.
    pub par: String,
    /// Why.
    pub motif: String,
    /// When (ms since 1970).
    pub instant: i64,
}

impl Evenement {
    /// A thing that happens now.
    pub fn nouveau(
        objet: Objet,
        id: &str,
        (avant, apres): (&str, &str),
        par: &str,
        motif: &str,
        instant: i64,
    ) -> Self {
        Evenement {
            genre: objet.code().to_owned(),
            objet: id.to_owned(),
            avant: avant.to_owned(),
            apres: apres.to_owned(),
            par: par.to_owned(),
            motif: motif.to_owned(),
            instant,
        }
    }
}

/// Adds it to the history.
pub async fn ajouter(tx: &mut Transaction, e: &Evenement) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_evenements (genre, objet, avant, apres, par, motif, instant)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&e.genre)
    .bind(&e.objet)
    .bind(&e.avant)
    .bind(&e.apres)
    .bind(&e.par)
    .bind(&e.motif)
    .bind(e.instant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The history of one object, newest first.
pub async fn de(db: &Lecture, objet: Objet, id: &str) -> Result<Vec<Evenement>, ErreurBase> {
    let sql = "SELECT genre, objet, avant, apres, par, motif, instant FROM comptes_evenements
               WHERE genre = $1 AND objet = $2 ORDER BY rang DESC";
    Ok(sqlx::query_as(sql).bind(objet.code()).bind(id).fetch_all(db.pool()).await?)
}
