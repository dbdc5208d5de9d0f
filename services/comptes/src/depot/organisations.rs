//! Organisations.

use base::{ErreurBase, Transaction};

/// A company, a training centre, a service of the State.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Identifier.
    pub id: String,
    /// Code of its kind.
    pub genre: String,
    /// SIRET; empty for what has none.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Postal address, on one line.
    pub adresse: String,
    /// Département; empty when unknown.
    pub departement: String,
    /// NAF code; empty when unknown.
    pub naf: String,
    /// OPCO; empty when unknown.
    pub opco: String,
    /// Network of a training centre; empty when none.
    pub reseau: String,
    /// Code of its state.
    pub etat: String,
    /// When it was made (ms since 1970).
    pub creee_le: i64,
    /// When a source last confirmed it.
    pub verifiee_le: Option<i64>,
}

/// Adds an organisation; false when its SIRET is already there for this kind.
pub async fn ajouter(tx: &mut Transaction, o: &Organisation) -> Result<bool, ErreurBase> {
    let fait = sqlx::query(
        "INSERT INTO comptes_organisations
         (id, genre, siret, nom, adresse, departement, naf, opco, reseau, etat, creee_le, verifiee_le)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
    )
    .bind(&o.id)
    .bind(&o.genre)
    .bind(&o.siret)
    .bind(&o.nom)
    .bind(&o.adresse)
    .bind(&o.departement)
    .bind(&o.naf)
    .bind(&o.opco)
    .bind(&o.reseau)
    .bind(&o.etat)
    .bind(o.creee_le)
    .bind(o.verifiee_le)
    .execute(&mut **tx)
    .await?;
    Ok(fait.rows_affected() == 1)
}
