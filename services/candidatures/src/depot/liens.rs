//! Secrets sent by mail: to answer one application, to open one's list. Kept as hashes.

use base::{ErreurBase, Lecture, Transaction};

/// Keeps a link that answers an application.
pub async fn ajouter_reponse(
    tx: &mut Transaction,
    empreinte: &str,
    candidature: &str,
    (cree_le, expire_le): (i64, i64),
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_reponses (empreinte, candidature, cree_le, expire_le)
               VALUES ($1, $2, $3, $4)";
    let requete = sqlx::query(sql).bind(empreinte).bind(candidature);
    requete.bind(cree_le).bind(expire_le).execute(&mut **tx).await?;
    Ok(())
}

/// The application that a link answers, and when the link ends (ms since 1970).
pub async fn reponse(db: &Lecture, empreinte: &str) -> Result<Option<(String, i64)>, ErreurBase> {
    let sql = "SELECT candidature, expire_le FROM candidatures_reponses WHERE empreinte = $1";
    Ok(sqlx::query_as(sql).bind(empreinte).fetch_optional(db.pool()).await?)
}

/// Links asked for a mailbox since an instant.
pub async fn demandes_depuis(
    tx: &mut Transaction,
    courriel: &str,
    depuis: i64,
) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures_liens
               WHERE courriel = $1 AND genre = 'lien' AND cree_le > $2";
    Ok(sqlx::query_scalar(sql).bind(courriel).bind(depuis).fetch_one(&mut **tx).await?)
}

/// Whether the mailbox sent an application that is still kept.
pub async fn connue(db: &Lecture, courriel: &str) -> Result<bool, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures WHERE courriel = $1";
    let nombre: i64 = sqlx::query_scalar(sql).bind(courriel).fetch_one(db.pool()).await?;
    Ok(nombre > 0)
}

/// Keeps a link (`lien`) or the visit that it opens (`visite`).
pub async fn poser(
    tx: &mut Transaction,
    empreinte: &str,
    (courriel, genre): (&str, &str),
    (cree_le, expire_le): (i64, i64),
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO candidatures_liens (empreinte, courriel, genre, cree_le, expire_le)
               VALUES ($1, $2, $3, $4, $5)";
    let requete = sqlx::query(sql).bind(empreinte).bind(courriel).bind(genre);
    requete.bind(cree_le).bind(expire_le).execute(&mut **tx).await?;
    Ok(())
}

/// Whether a link can still be opened.
pub async fn bon(db: &Lecture, empreinte: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM candidatures_liens
               WHERE empreinte = $1 AND genre = 'lien' AND expire_le > $2 AND utilise_le IS NULL";
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
    let sql = "UPDATE candidatures_liens SET utilise_le = $2
               WHERE empreinte = $1 AND genre = 'lien' AND expire_le > $2 AND utilise_le IS NULL
               RETURNING courriel";
    let requete = sqlx::query_scalar(sql).bind(empreinte).bind(maintenant);
    Ok(requete.fetch_optional(&mut **tx).await?)
}

/// Whose visit this is, while it lasts.
pub async fn visiteur(
    db: &Lecture,
    empreinte: &str,
    maintenant: i64,
) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT courriel FROM candidatures_liens
               WHERE empreinte = $1 AND genre = 'visite' AND expire_le > $2";
    let requete = sqlx::query_scalar(sql).bind(empreinte).bind(maintenant);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Ends a visit.
pub async fn fermer(tx: &mut Transaction, empreinte: &str) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM candidatures_liens WHERE empreinte = $1 AND genre = 'visite'";
    sqlx::query(sql).bind(empreinte).execute(&mut **tx).await?;
    Ok(())
}
