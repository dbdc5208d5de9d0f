//! What companies likely to hire ask of us: to be written to elsewhere, to be left alone.

use base::sqlx;
use base::{ErreurBase, Lecture, Transaction};
use noyau::identifiants::Siret;
use sqlx::FromRow;

/// Holds for a company that asked not to be shown. Used in the statements that read companies.
pub const ABSENTE: &str = "EXISTS (SELECT 1 FROM offres_choix x
     WHERE x.siret = recruteurs.siret AND x.choix <> 'paraitre')";

/// What a company asked.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Choix {
    /// `paraitre`, `arret` or `opposition`.
    pub choix: String,
    /// Mailbox that it gave; empty to keep that of the file.
    pub courriel: String,
    /// When (ms since 1970).
    pub choisi_le: i64,
}

/// What this company asked, if it did.
pub async fn de(db: &Lecture, siret: &Siret) -> Result<Option<Choix>, ErreurBase> {
    let sql = "SELECT choix, courriel, choisi_le FROM offres_choix WHERE siret = $1";
    Ok(sqlx::query_as(sql).bind(siret.as_str()).fetch_optional(db.pool()).await?)
}

/// Keeps what a company asks; the last choice stays.
pub async fn garder(
    tx: &mut Transaction,
    siret: &Siret,
    c: &Choix,
    raison: &str,
) -> Result<(), ErreurBase> {
    let empreinte =
        if c.courriel.is_empty() { String::new() } else { coffre::empreinte(&c.courriel) };
    sqlx::query(
        "INSERT INTO offres_choix (siret, choix, courriel, empreinte, raison, choisi_le)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (siret) DO UPDATE
         SET choix = excluded.choix, courriel = excluded.courriel,
             empreinte = excluded.empreinte, raison = excluded.raison,
             choisi_le = excluded.choisi_le",
    )
    .bind(siret.as_str())
    .bind(&c.choix)
    .bind(&c.courriel)
    .bind(empreinte)
    .bind(raison)
    .bind(c.choisi_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing is sent to this mailbox any more, whatever company gives it.
pub async fn opposer(
    tx: &mut Transaction,
    courriel: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_oppositions (empreinte, demandee_le) VALUES ($1, $2)
         ON CONFLICT (empreinte) DO NOTHING",
    )
    .bind(coffre::empreinte(courriel))
    .bind(maintenant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A link sent to a company.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Lien {
    /// SHA-256 of its secret.
    pub empreinte: String,
    /// The company.
    pub siret: String,
    /// Until when it works (ms since 1970).
    pub expire_le: i64,
    /// When it was used, if it was.
    pub utilise_le: Option<i64>,
}

/// Keeps the link of this secret.
pub async fn lier(
    tx: &mut Transaction,
    (siret, secret): (&Siret, &str),
    (cree_le, expire_le): (i64, i64),
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_liens_entreprises (empreinte, siret, cree_le, expire_le)
         VALUES ($1, $2, $3, $4)",
    )
    .bind(coffre::empreinte(secret))
    .bind(siret.as_str())
    .bind(cree_le)
    .bind(expire_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many links this company was sent since then.
pub async fn liens_depuis(db: &Lecture, siret: &Siret, depuis: i64) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_liens_entreprises WHERE siret = $1 AND cree_le >= $2";
    Ok(sqlx::query_scalar(sql).bind(siret.as_str()).bind(depuis).fetch_one(db.pool()).await?)
}

/// The link of this secret.
pub async fn lien(db: &Lecture, secret: &str) -> Result<Option<Lien>, ErreurBase> {
    let sql = "SELECT empreinte, siret, expire_le, utilise_le FROM offres_liens_entreprises
               WHERE empreinte = $1";
    let requete = sqlx::query_as(sql).bind(coffre::empreinte(secret));
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Uses a link; false when it has served, or when it is too late.
pub async fn utiliser(
    tx: &mut Transaction,
    empreinte: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_liens_entreprises SET utilise_le = $2
               WHERE empreinte = $1 AND utilise_le IS NULL AND expire_le > $2";
    let fait = sqlx::query(sql).bind(empreinte).bind(maintenant).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
