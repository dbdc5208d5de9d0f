//! What time does to requests: sent, undelivered, never answered.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};

use super::demandes::{COLONNES, Demande};

/// Requests whose mail may have left, oldest first: identifier, identifier of the mail, recipient.
pub async fn en_partance(
    db: &Lecture,
    limite: i64,
) -> Result<Vec<(String, String, String)>, ErreurBase> {
    let sql = "SELECT id, envoi, destinataire FROM rdv_demandes
               WHERE etat = 'demande' AND non_distribuee_le IS NULL ORDER BY deposee_le LIMIT $1";
    Ok(sqlx::query_as(sql).bind(limite).fetch_all(db.pool()).await?)
}

/// Requests that wait for an answer from this mailbox, and whose sender was not told yet that it
/// receives nothing.
pub async fn en_attente_de(db: &Lecture, courriel: &str) -> Result<Vec<Demande>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM rdv_demandes
         WHERE destinataire = $1 AND etat IN ('demande', 'transmise')
           AND non_distribuee_le IS NULL"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).fetch_all(db.pool()).await?)
}

/// The recipients of requests that wait and were not read, each once.
pub async fn destinataires(db: &Lecture) -> Result<Vec<String>, ErreurBase> {
    let sql = "SELECT DISTINCT destinataire FROM rdv_demandes
               WHERE etat IN ('demande', 'transmise') AND non_distribuee_le IS NULL";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// Notes that a request reached nobody; false when it was known.
pub async fn non_distribuee(
    tx: &mut Transaction,
    id: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE rdv_demandes SET non_distribuee_le = $2
               WHERE id = $1 AND non_distribuee_le IS NULL";
    let faite = sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(faite.rows_affected() == 1)
}

/// A request whose day has passed, as the rule of suspension reads it.
#[derive(Clone, Debug, FromRow)]
pub struct Echue {
    /// SIRET of the centre.
    pub formateur: String,
    /// 1 when it was answered.
    pub repondue: i64,
}

/// The requests whose day has passed since `depuis`, of centres that have one without an answer and
/// are not suspended: centre after centre, newest first.
pub async fn echues(db: &Lecture, depuis: i64, maintenant: i64) -> Result<Vec<Echue>, ErreurBase> {
    let sql = "SELECT d.formateur,
                   CAST(CASE WHEN d.repondue_le IS NULL THEN 0 ELSE 1 END AS BIGINT) AS repondue
               FROM rdv_demandes d
               WHERE d.due_le < $2 AND d.deposee_le > $1 AND d.non_distribuee_le IS NULL
                 AND d.courriel <> ''
                 AND d.formateur IN (SELECT formateur FROM rdv_demandes
                     WHERE etat IN ('demande', 'transmise', 'lue') AND due_le < $2)
                 AND NOT EXISTS (SELECT 1 FROM rdv_suspensions s WHERE s.formateur = d.formateur)
               ORDER BY d.formateur, d.deposee_le DESC, d.id DESC";
    Ok(sqlx::query_as(sql).bind(depuis).bind(maintenant).fetch_all(db.pool()).await?)
}

/// The mailboxes that received the last requests of a centre, and its name.
pub async fn destinataires_de(
    db: &Lecture,
    formateur: &str,
    limite: i64,
) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT destinataire, MAX(formateur_nom) FROM rdv_demandes
               WHERE formateur = $1 AND etat IN ('demande', 'transmise', 'lue')
               GROUP BY destinataire ORDER BY MAX(deposee_le) DESC LIMIT $2";
    Ok(sqlx::query_as(sql).bind(formateur).bind(limite).fetch_all(db.pool()).await?)
}

/// Suspends the form of a centre; false when it was.
pub async fn suspendre(
    tx: &mut Transaction,
    formateur: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO rdv_suspensions (formateur, suspendu_le) VALUES ($1, $2)
               ON CONFLICT (formateur) DO NOTHING";
    let faite = sqlx::query(sql).bind(formateur).bind(maintenant).execute(&mut **tx).await?;
    Ok(faite.rows_affected() == 1)
}

/// Opens it again; false when it was not suspended.
pub async fn retablir(tx: &mut Transaction, formateur: &str) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM rdv_suspensions WHERE formateur = $1";
    Ok(sqlx::query(sql).bind(formateur).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Since when the form of a centre is suspended.
pub async fn suspendue(db: &Lecture, formateur: &str) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT suspendu_le FROM rdv_suspensions WHERE formateur = $1";
    Ok(sqlx::query_scalar(sql).bind(formateur).fetch_optional(db.pool()).await?)
}
