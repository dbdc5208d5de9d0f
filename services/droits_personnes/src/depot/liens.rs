//! Links sent to a mailbox, and the visits they open.

use base::sqlx;
use base::{ErreurBase, Lecture, Transaction};

/// Links asked for a mailbox since an instant.
pub async fn demandes_depuis(
    tx: &mut Transaction,
    courriel: &str,
    depuis: i64,
) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM droits_liens WHERE courriel = $1 AND demande_le > $2";
    Ok(sqlx::query_scalar(sql).bind(courriel).bind(depuis).fetch_one(&mut **tx).await?)
}

/// Keeps a link.
pub async fn poser(
    tx: &mut Transaction,
    empreinte: &str,
    courriel: &str,
    maintenant: i64,
    expire_le: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO droits_liens (empreinte, courriel, demande_le, expire_le)
               VALUES ($1, $2, $3, $4)";
    let requete = sqlx::query(sql).bind(empreinte).bind(courriel);
    requete.bind(maintenant).bind(expire_le).execute(&mut **tx).await?;
    Ok(())
}

/// Whether a link can still be opened.
pub async fn bon(db: &Lecture, empreinte: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM droits_liens
               WHERE empreinte = $1 AND expire_le > $2 AND utilise_le IS NULL";
    let requete = sqlx::query_scalar(sql).bind(empreinte).bind(maintenant);
    let nombre: i64 = requete.fetch_one(db.pool()).await?;
    Ok(nombre == 1)
}

/// Uses a link, once; returns its mailbox.
pub async fn utiliser(
    tx: &mut Transaction,
    empreinte: &str,
    maintenant: i64,
) -> Result<Option<String>, ErreurBase> {
    let sql = "UPDATE droits_liens SET utilise_le = $2
               WHERE empreinte = $1 AND expire_le > $2 AND utilise_le IS NULL RETURNING courriel";
    let requete = sqlx::query_scalar(sql).bind(empreinte).bind(maintenant);
    Ok(requete.fetch_optional(&mut **tx).await?)
}

/// Opens a visit.
pub async fn ouvrir(
    tx: &mut Transaction,
    empreinte: &str,
    courriel: &str,
    expire_le: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO droits_visites (empreinte, courriel, expire_le) VALUES ($1, $2, $3)";
    let requete = sqlx::query(sql).bind(empreinte).bind(courriel).bind(expire_le);
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// Whose visit this is, while it lasts.
pub async fn visiteur(
    db: &Lecture,
    empreinte: &str,
    maintenant: i64,
) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT courriel FROM droits_visites WHERE empreinte = $1 AND expire_le > $2";
    let requete = sqlx::query_scalar(sql).bind(empreinte).bind(maintenant);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Ends a visit.
pub async fn fermer(tx: &mut Transaction, empreinte: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM droits_visites WHERE empreinte = $1";
    sqlx::query(sql).bind(empreinte).execute(&mut **tx).await?;
    Ok(())
}
