//! What training centres say once for all their files.

use std::collections::{BTreeMap, HashMap};

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

/// What the columns of a centre's files stand for: name of the column, field of the API.
pub async fn colonnes(db: &Lecture, siret: &str) -> Result<BTreeMap<String, String>, ErreurBase> {
    let sql = "SELECT colonnes FROM effectifs_centres WHERE siret = $1";
    let dites: Option<String> =
        sqlx::query_scalar(sql).bind(siret).fetch_optional(db.pool()).await?;
    Ok(dites.and_then(|texte| serde_json::from_str(&texte).ok()).unwrap_or_default())
}

/// Says what the columns of a centre's files stand for.
pub async fn dire_les_colonnes(
    tx: &mut Transaction,
    siret: &str,
    colonnes: &BTreeMap<String, String>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let texte = serde_json::to_string(colonnes).unwrap_or_default();
    let sql = "INSERT INTO effectifs_centres (siret, colonnes, modifie_le) VALUES ($1, $2, $3)
               ON CONFLICT (siret) DO UPDATE SET colonnes = excluded.colonnes, modifie_le = excluded.modifie_le";
    sqlx::query(sql).bind(siret).bind(texte).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
