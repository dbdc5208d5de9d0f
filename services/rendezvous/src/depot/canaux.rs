//! What managers said of channels, season after season.

use std::collections::HashMap;

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

use crate::regles::ouverture::{Dates, Situation};
use crate::regles::portail::Canal;

#[derive(FromRow)]
struct Ligne {
    gestionnaire: String,
    saison: i64,
    invite_le: Option<i64>,
    relance_le: Option<i64>,
    prevu_le: Option<i64>,
    ouvert_le: Option<i64>,
    refuse_le: Option<i64>,
}

impl Ligne {
    fn dates(&self) -> (i64, Dates) {
        let dates = Dates {
            invite_le: self.invite_le,
            relance_le: self.relance_le,
            prevu_le: self.prevu_le,
            ouvert_le: self.ouvert_le,
            refuse_le: self.refuse_le,
        };
        (self.saison, dates)
    }
}

/// What is known of this channel of this manager.
pub async fn situation(
    db: &Lecture,
    gestionnaire: &str,
    canal: Canal,
    saison: i64,
) -> Result<Situation, ErreurBase> {
    let sql = "SELECT gestionnaire, saison, invite_le, relance_le, prevu_le, ouvert_le, refuse_le
               FROM rdv_canaux WHERE gestionnaire = $1 AND canal = $2";
    let requete = sqlx::query_as(sql).bind(gestionnaire).bind(canal.code());
    let lignes: Vec<Ligne> = requete.fetch_all(db.pool()).await?;
    let saisons: Vec<_> = lignes.iter().map(Ligne::dates).collect();
    Ok(Situation::lire(&saisons, saison))
}

/// What is known of this channel of every manager of whom something is.
pub async fn situations(
    db: &Lecture,
    canal: Canal,
    saison: i64,
) -> Result<HashMap<String, Situation>, ErreurBase> {
    let sql = "SELECT gestionnaire, saison, invite_le, relance_le, prevu_le, ouvert_le, refuse_le
               FROM rdv_canaux WHERE canal = $1";
    let lignes: Vec<Ligne> = sqlx::query_as(sql).bind(canal.code()).fetch_all(db.pool()).await?;
    let mut saisons: HashMap<String, Vec<(i64, Dates)>> = HashMap::new();
    for ligne in lignes {
        saisons.entry(ligne.gestionnaire.clone()).or_default().push(ligne.dates());
    }
    Ok(saisons.into_iter().map(|(g, s)| (g, Situation::lire(&s, saison))).collect())
}

/// Writes a season of a channel.
pub async fn ecrire(
    tx: &mut Transaction,
    gestionnaire: &str,
    (canal, saison): (Canal, i64),
    dates: &Dates,
) -> Result<(), ErreurBase> {
    let sql =
        "INSERT INTO rdv_canaux (gestionnaire, canal, saison, invite_le, relance_le, prevu_le,
                   ouvert_le, refuse_le)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (gestionnaire, canal, saison) DO UPDATE SET
                   invite_le = excluded.invite_le, relance_le = excluded.relance_le,
                   prevu_le = excluded.prevu_le, ouvert_le = excluded.ouvert_le,
                   refuse_le = excluded.refuse_le";
    let requete = sqlx::query(sql).bind(gestionnaire).bind(canal.code()).bind(saison);
    let requete = requete.bind(dates.invite_le).bind(dates.relance_le).bind(dates.prevu_le);
    requete.bind(dates.ouvert_le).bind(dates.refuse_le).execute(&mut **tx).await?;
    Ok(())
}
