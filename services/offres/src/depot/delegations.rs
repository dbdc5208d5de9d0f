//! Offers proposed to training centres, and the centres that want none.

use std::collections::HashSet;

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

use super::deposees::{self, Deposee};

/// An offer proposed to a centre.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Delegation {
    /// Offer.
    pub offre: String,
    /// SIRET of the centre.
    pub centre: String,
    /// Its name.
    pub nom: String,
    /// Town of its nearest training.
    pub ville: String,
    /// Kilometres to it.
    pub km: i64,
    /// 0 when its mailbox takes no such mail.
    pub envoyee: i64,
    /// When it was proposed (ms since 1970), like the following.
    pub proposee_le: i64,
    /// Until when the link works.
    pub expire_le: i64,
    /// When the centre first opened it.
    pub lue_le: Option<i64>,
    /// Code of the answer; empty as long as there is none.
    pub reponse: String,
    /// When it last answered.
    pub repondue_le: Option<i64>,
}

const SELECT: &str = "SELECT offre, centre, nom, ville, km, envoyee, proposee_le, expire_le, lue_le, reponse, repondue_le FROM offres_delegations";

/// Keeps it; false when this centre already had this offer.
pub async fn ajouter(
    tx: &mut Transaction,
    d: &Delegation,
    empreinte: &str,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO offres_delegations (offre, centre, empreinte, nom, ville, km, envoyee,
                   proposee_le, expire_le, lue_le, reponse, repondue_le)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               ON CONFLICT (offre, centre) DO NOTHING";
    let requete = sqlx::query(sql).bind(&d.offre).bind(&d.centre).bind(empreinte).bind(&d.nom);
    let requete = requete.bind(&d.ville).bind(d.km).bind(d.envoyee).bind(d.proposee_le);
    let requete = requete.bind(d.expire_le).bind(d.lue_le).bind(&d.reponse).bind(d.repondue_le);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Notes that the mailbox of the centre takes no such mail.
pub async fn sans_envoi(
    tx: &mut Transaction,
    (offre, centre): (&str, &str),
) -> Result<(), ErreurBase> {
    let sql = "UPDATE offres_delegations SET envoyee = 0 WHERE offre = $1 AND centre = $2";
    sqlx::query(sql).bind(offre).bind(centre).execute(&mut **tx).await?;
    Ok(())
}

/// The centres that were proposed an offer, the nearest first.
pub async fn de_l_offre(db: &Lecture, offre: &str) -> Result<Vec<Delegation>, ErreurBase> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE offre = $1 ORDER BY km, nom, centre"));
    Ok(sqlx::query_as(sql).bind(offre).fetch_all(db.pool()).await?)
}

/// An offer as it was proposed to a centre, whatever its link.
pub async fn une(
    db: &Lecture,
    (offre, centre): (&str, &str),
) -> Result<Option<Delegation>, ErreurBase> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE offre = $1 AND centre = $2"));
    Ok(sqlx::query_as(sql).bind(offre).bind(centre).fetch_optional(db.pool()).await?)
}

/// An offer that a centre received.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Recue {
    /// Offer.
    pub offre: String,
    /// SIRET of the centre.
    pub centre: String,
    /// Title of the offer.
    pub titre: String,
    /// Company that hires.
    pub nom: String,
    /// Town; may be empty.
    pub ville: String,
    /// Code of the state of the offer.
    pub etat: String,
    /// When it was proposed (ms since 1970).
    pub proposee_le: i64,
    /// Code of the answer; empty as long as there is none.
    pub reponse: String,
}

/// Those of these centres, that were sent: what a list of received offers is made of.
fn siennes(centres: &[String]) -> String {
    let places: Vec<String> = (1..=centres.len()).map(|n| format!("${n}")).collect();
    let places = if places.is_empty() { "NULL".to_owned() } else { places.join(", ") };
    format!(
        "FROM offres_delegations d JOIN offres_deposees o ON o.id = d.offre
         WHERE d.envoyee = 1 AND d.centre IN ({places})"
    )
}

/// The offers that these centres received: those to answer first, then the newest.
pub async fn recues(
    db: &Lecture,
    centres: &[String],
    (limite, saut): (i64, i64),
) -> Result<Vec<Recue>, ErreurBase> {
    let sql = format!(
        "SELECT d.offre, d.centre, o.titre, o.nom, COALESCE(o.ville, '') AS ville, o.etat, d.proposee_le,
                d.reponse {}
         ORDER BY CASE WHEN d.reponse = '' AND o.etat = 'publiee' THEN 0 ELSE 1 END,
                  d.proposee_le DESC, d.offre LIMIT {limite} OFFSET {saut}",
        siennes(centres)
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    let requete = centres.iter().fold(requete, |r, centre| r.bind(centre.as_str()));
    Ok(requete.fetch_all(db.pool()).await?)
}

async fn compter_de(db: &Lecture, centres: &[String], suite: &str) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) {}{suite}", siennes(centres));
    let requete = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    let requete = centres.iter().fold(requete, |r, centre| r.bind(centre.as_str()));
    Ok(requete.fetch_one(db.pool()).await?)
}

/// How many offers these centres received.
pub async fn compter_les_recues(db: &Lecture, centres: &[String]) -> Result<i64, ErreurBase> {
    compter_de(db, centres, "").await
}

/// How many of those that people see they did not answer.
pub async fn sans_reponse(db: &Lecture, centres: &[String]) -> Result<i64, ErreurBase> {
    compter_de(db, centres, " AND d.reponse = '' AND o.etat = 'publiee'").await
}

/// How many centres received an offer.
pub async fn compter(db: &Lecture, offre: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_delegations WHERE offre = $1 AND envoyee = 1";
    Ok(sqlx::query_scalar(sql).bind(offre).fetch_one(db.pool()).await?)
}

/// What the link of this secret opens, at this instant.
pub async fn du_lien(
    db: &Lecture,
    secret: &str,
    maintenant: i64,
) -> Result<Option<Delegation>, ErreurBase> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} WHERE empreinte = $1 AND expire_le > $2"));
    let requete = sqlx::query_as(sql).bind(coffre::empreinte(secret)).bind(maintenant);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Notes the first time that the centre opened it.
pub async fn lire(tx: &mut Transaction, d: &Delegation, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE offres_delegations SET lue_le = $3
               WHERE offre = $1 AND centre = $2 AND lue_le IS NULL";
    sqlx::query(sql).bind(&d.offre).bind(&d.centre).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Notes an answer; false when it is the one that was there.
pub async fn repondre(
    tx: &mut Transaction,
    d: &Delegation,
    (reponse, maintenant): (&str, i64),
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_delegations SET reponse = $3, repondue_le = $4
               WHERE offre = $1 AND centre = $2 AND reponse <> $3";
    let requete = sqlx::query(sql).bind(&d.offre).bind(&d.centre).bind(reponse).bind(maintenant);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// This centre wants no offer any more.
pub async fn arreter(
    tx: &mut Transaction,
    centre: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO offres_centres_arret (centre, arrete_le) VALUES ($1, $2)
               ON CONFLICT (centre) DO NOTHING";
    sqlx::query(sql).bind(centre).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// This centre wants offers again.
pub async fn reprendre(tx: &mut Transaction, centre: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM offres_centres_arret WHERE centre = $1";
    sqlx::query(sql).bind(centre).execute(&mut **tx).await?;
    Ok(())
}

/// Every centre that wants no offer.
pub async fn arretes(db: &Lecture) -> Result<HashSet<String>, ErreurBase> {
    let lus: Vec<String> =
        sqlx::query_scalar("SELECT centre FROM offres_centres_arret").fetch_all(db.pool()).await?;
    Ok(lus.into_iter().collect())
}

/// The offers of employers published between two instants and seen at a third, with fewer applications than this, that
/// nobody proposed to a centre and whose owner was never told that they could.
pub async fn a_suggerer(
    db: &Lecture,
    ((debut, fin), maintenant): ((i64, i64), i64),
    candidatures: i64,
) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE etat = 'publiee' AND role = 'employeur' AND publication >= $1
                   AND publication <= $2 AND candidatures < $3 AND expiration > $4
                   AND NOT EXISTS (SELECT 1 FROM offres_propositions p WHERE p.offre = offres_deposees.id)
                   AND NOT EXISTS (SELECT 1 FROM offres_delegations d WHERE d.offre = offres_deposees.id)
                 ORDER BY id";
    deposees::choisir(db, suite, &[], &[debut, fin, candidatures, maintenant]).await
}

/// Notes that the owner of an offer was told; false when it had been noted.
pub async fn suggerer(
    tx: &mut Transaction,
    offre: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO offres_propositions (offre, instant) VALUES ($1, $2)
               ON CONFLICT (offre) DO NOTHING";
    let fait = sqlx::query(sql).bind(offre).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
