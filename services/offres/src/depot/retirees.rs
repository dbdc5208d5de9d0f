//! Imported offers that are no longer shown.

use base::sqlx;
use base::{ErreurBase, Transaction};

/// Rule of those that someone took away.
pub const MODERATION: &str = "MODERATION";

/// Rule of those that their employer deposited here.
pub const COPIE: &str = "DUPLICATE";

/// Takes an imported offer away, for good; false when it was already.
pub async fn retirer(
    tx: &mut Transaction,
    id: &str,
    (regle, phrase): (&str, &str),
    (par, instant): (&str, i64),
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO offres_retirees (id, regle, phrase, par, instant)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
    let requete = sqlx::query(sql).bind(id).bind(regle).bind(phrase).bind(par).bind(instant);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}
