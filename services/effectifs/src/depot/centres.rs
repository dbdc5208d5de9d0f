//! What training centres say once for all their files.

use std::collections::HashMap;

use base::sqlx;
use base::{ErreurBase, Lecture, Transaction};

/// The kind (SIFA nomenclature) of the centres that said it, by SIRET.
pub async fn types(db: &Lecture) -> Result<HashMap<String, String>, ErreurBase> {
    let sql = "SELECT siret, type_cfa FROM effectifs_centres WHERE type_cfa <> ''";
    let lignes: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(db.pool()).await?;
    Ok(lignes.into_iter().collect())
}

/// Says the kind of a centre.
pub async fn dire_le_type(
    tx: &mut Transaction,
    siret: &str,
    type_cfa: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO effectifs_centres (siret, type_cfa, modifie_le) VALUES ($1, $2, $3)
               ON CONFLICT (siret) DO UPDATE SET type_cfa = excluded.type_cfa, modifie_le = excluded.modifie_le";
    sqlx::query(sql).bind(siret).bind(type_cfa).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
