//! Second factors and recovery codes.

use base::{ErreurBase, Lecture, Transaction};

/// Keeps the sealed secret of a second factor that is not confirmed yet.
pub async fn preparer(
    tx: &mut Transaction,
    personne: &str,
    scelle: &str,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_personnes SET totp = $2, totp_confirme_le = NULL, totp_pas = 0
               WHERE id = $1";
    sqlx::query(sql).bind(personne).bind(scelle).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that the code of this step was used; false when it was before.
pub async fn avancer(
    tx: &mut Transaction,
    personne: &str,
    pas: i64,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_personnes
               SET totp_pas = $2, totp_confirme_le = COALESCE(totp_confirme_le, $3)
               WHERE id = $1 AND totp_pas < $2";
    let fait =
        sqlx::query(sql).bind(personne).bind(pas).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Removes the second factor and its recovery codes.
pub async fn retirer(tx: &mut Transaction, personne: &str) -> Result<(), ErreurBase> {
    preparer(tx, personne, "").await?;
    remplacer_les_secours(tx, personne, &[]).await
}

/// Replaces the recovery codes by these, already hashed.
pub async fn remplacer_les_secours(
    tx: &mut Transaction,
    personne: &str,
    empreintes: &[String],
) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM comptes_secours WHERE personne = $1";
    sqlx::query(sql).bind(personne).execute(&mut **tx).await?;
    for empreinte in empreintes {
        let sql = "INSERT INTO comptes_secours (personne, empreinte) VALUES ($1, $2)";
        sqlx::query(sql).bind(personne).bind(empreinte).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Uses a recovery code; false when there is none such, or it was used.
pub async fn utiliser_un_secours(
    tx: &mut Transaction,
    personne: &str,
    empreinte: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_secours SET utilise_le = $3
               WHERE personne = $1 AND empreinte = $2 AND utilise_le IS NULL";
    let fait =
        sqlx::query(sql).bind(personne).bind(empreinte).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Recovery codes left.
pub async fn secours_restants(db: &Lecture, personne: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_secours WHERE personne = $1 AND utilise_le IS NULL";
    Ok(sqlx::query_scalar(sql).bind(personne).fetch_one(db.pool()).await?)
}
