//! Invitations to join an organisation.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::{AssertSqlSafe, FromRow};

/// An invitation: only its mailbox knows the secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Invitation {
    /// Identifier.
    pub id: String,
    /// SHA-256 of its secret.
    pub empreinte: String,
    /// To join which organisation.
    pub organisation: String,
    /// Who is invited.
    pub courriel: String,
    /// 1 to manage the members.
    pub gestionnaire: i64,
    /// Account that invites.
    pub par: String,
    /// `envoyee`, `acceptee` or `annulee`.
    pub etat: String,
    /// When (ms since 1970).
    pub cree_le: i64,
    /// When it stops working.
    pub expire_le: i64,
}

const COLONNES: &str = "SELECT id, empreinte, organisation, courriel, gestionnaire, par, etat, cree_le, expire_le FROM comptes_invitations";

/// Keeps an invitation.
pub async fn ajouter(tx: &mut Transaction, i: &Invitation) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_invitations
         (id, empreinte, organisation, courriel, gestionnaire, par, etat, cree_le, expire_le)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&i.id)
    .bind(&i.empreinte)
    .bind(&i.organisation)
    .bind(&i.courriel)
    .bind(i.gestionnaire)
    .bind(&i.par)
    .bind(&i.etat)
    .bind(i.cree_le)
    .bind(i.expire_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The invitation of this secret.
pub async fn par_empreinte(
    db: &Lecture,
    empreinte: &str,
) -> Result<Option<Invitation>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE empreinte = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(empreinte).fetch_optional(db.pool()).await?)
}

/// Those of an organisation that nobody accepted or cancelled, oldest first.
pub async fn en_cours(db: &Lecture, organisation: &str) -> Result<Vec<Invitation>, ErreurBase> {
    let sql =
        format!("{COLONNES} WHERE organisation = $1 AND etat = 'envoyee' ORDER BY cree_le, id");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(organisation).fetch_all(db.pool()).await?)
}

/// Ends an invitation; false when it had ended before.
pub async fn passer(tx: &mut Transaction, id: &str, apres: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_invitations SET etat = $2 WHERE id = $1 AND etat = 'envoyee'";
    let fait = sqlx::query(sql).bind(id).bind(apres).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
