//! People.

use base::{ErreurBase, Lecture, Transaction};
use noyau::texte::plier;
use sqlx::{AssertSqlSafe, FromRow};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Personne {
    /// Identifier.
    pub id: String,
    /// Mailbox, in lower case.
    pub courriel: String,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Phone; may be empty.
    pub telephone: String,
    /// Code of its state.
    pub etat: String,
    /// When it was made (ms since 1970), like the following.
    pub creee_le: i64,
    /// When the person last did something.
    pub vue_le: i64,
    /// Sealed secret of the second factor; empty for none.
    pub totp: String,
    /// When the second factor was first used.
    pub totp_confirme_le: Option<i64>,
    /// Step of the last code accepted.
    pub totp_pas: i64,
}

impl Personne {
    /// First and last name.
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }

    /// Whether a second factor is in use.
    pub fn a_un_second_facteur(&self) -> bool {
        self.totp_confirme_le.is_some()
    }
}

const COLONNES: &str = "SELECT id, courriel, prenom, nom, telephone, etat, creee_le, vue_le, totp, totp_confirme_le, totp_pas FROM comptes_personnes";

/// The account of this mailbox.
pub async fn par_courriel(db: &Lecture, courriel: &str) -> Result<Option<Personne>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE courriel = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).fetch_optional(db.pool()).await?)
}

/// The account of this identifier.
pub async fn par_id(db: &Lecture, id: &str) -> Result<Option<Personne>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Adds an account; false when the mailbox already has one.
pub async fn ajouter(tx: &mut Transaction, p: &Personne) -> Result<bool, ErreurBase> {
    let fait = sqlx::query(
        "INSERT INTO comptes_personnes
         (id, courriel, prenom, nom, telephone, etat, creee_le, vue_le, totp, totp_pas, pli)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 0, $9) ON CONFLICT (courriel) DO NOTHING",
    )
    .bind(&p.id)
    .bind(&p.courriel)
    .bind(&p.prenom)
    .bind(&p.nom)
    .bind(&p.telephone)
    .bind(&p.etat)
    .bind(p.creee_le)
    .bind(p.vue_le)
    .bind(format!("{} {}", plier(&p.nom_complet()), p.courriel))
    .execute(&mut **tx)
    .await?;
    Ok(fait.rows_affected() == 1)
}

/// Changes how a person is called and reached by phone.
pub async fn renommer(
    tx: &mut Transaction,
    id: &str,
    prenom: &str,
    nom: &str,
    telephone: &str,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_personnes SET prenom = $2, nom = $3, telephone = $4,
                      pli = $5 || ' ' || courriel WHERE id = $1";
    let requete = sqlx::query(sql).bind(id).bind(prenom).bind(nom).bind(telephone);
    requete.bind(plier(&format!("{prenom} {nom}"))).execute(&mut **tx).await?;
    Ok(())
}

/// Writes again what lists search, from the name that the account now has.
pub async fn replier(tx: &mut Transaction, courriel: &str) -> Result<(), ErreurBase> {
    let sql = format!("{COLONNES} WHERE courriel = $1");
    let p: Option<Personne> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(courriel).fetch_optional(&mut **tx).await?;
    let Some(p) = p else { return Ok(()) };
    renommer(tx, &p.id, &p.prenom, &p.nom, &p.telephone).await
}

/// Moves from one state to another; false when it was no longer in the first.
pub async fn passer(
    tx: &mut Transaction,
    id: &str,
    avant: &str,
    apres: &str,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE comptes_personnes SET etat = $3 WHERE id = $1 AND etat = $2";
    let fait = sqlx::query(sql).bind(id).bind(avant).bind(apres).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Notes that the person did something.
pub async fn voir(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE comptes_personnes SET vue_le = $2 WHERE id = $1 AND vue_le < $2";
    sqlx::query(sql).bind(id).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
