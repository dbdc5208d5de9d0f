//! The journal of changes and the state it was computed from.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A change, with its place in the journal.
#[derive(Debug, FromRow)]
pub struct LigneChangement {
    pub rang: i64,
    pub siret: String,
    pub genre: String,
    pub champs: String,
    pub instant: i64,
}

/// The changes after a place in the journal, oldest first.
pub async fn changements(
    db: &Lecture,
    depuis: i64,
    limite: i64,
) -> Result<Vec<LigneChangement>, ErreurBase> {
    let sql = "SELECT rang, siret, genre, champs, instant FROM annuaire_changements
               WHERE rang > $1 ORDER BY rang LIMIT $2";
    Ok(sqlx::query_as(sql).bind(depuis).bind(limite).fetch_all(db.pool()).await?)
}

/// Organisations and the instant of their entry, those entered since an instant (ms) only.
pub async fn arrivees(db: &Lecture, depuis: i64) -> Result<Vec<(String, i64)>, ErreurBase> {
    let sql = "SELECT siret, MIN(instant) FROM annuaire_changements WHERE genre = 'cree'
               GROUP BY siret HAVING MIN(instant) >= $1";
    Ok(sqlx::query_as(sql).bind(depuis).fetch_all(db.pool()).await?)
}

/// The state that the last comparison saw.
pub async fn empreintes(tx: &mut Transaction) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT siret, champs FROM annuaire_empreintes";
    Ok(sqlx::query_as(sql).fetch_all(&mut **tx).await?)
}

/// Notes a change and the state after it; no state for an organisation that is gone.
pub async fn noter(
    tx: &mut Transaction,
    c: &LigneChangement,
    etat: Option<String>,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO annuaire_changements (siret, genre, champs, instant) VALUES ($1, $2, $3, $4)",
    )
    .bind(&c.siret)
    .bind(&c.genre)
    .bind(&c.champs)
    .bind(c.instant)
    .execute(&mut **tx)
    .await?;
    let requete = match etat {
        None => sqlx::query("DELETE FROM annuaire_empreintes WHERE siret = $1").bind(&c.siret),
        Some(etat) => sqlx::query(
            "INSERT INTO annuaire_empreintes (siret, champs) VALUES ($1, $2)
             ON CONFLICT (siret) DO UPDATE SET champs = excluded.champs",
        )
        .bind(&c.siret)
        .bind(etat),
    };
    requete.execute(&mut **tx).await?;
    Ok(())
}
