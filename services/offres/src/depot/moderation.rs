//! What those who watch over the offers work with: reasons, lists, reports.

use base::sqlx;
use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

use crate::regles::garde::{Listes, Raison};

/// Replaces the reasons to look at an offer.
pub async fn controler(
    tx: &mut Transaction,
    offre: &str,
    raisons: &[Raison],
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query("DELETE FROM offres_controles WHERE offre = $1")
        .bind(offre)
        .execute(&mut **tx)
        .await?;
    let sql = "INSERT INTO offres_controles (offre, regle, phrase, instant)
               VALUES ($1, $2, $3, $4) ON CONFLICT (offre, regle) DO NOTHING";
    for r in raisons {
        let requete = sqlx::query(sql).bind(offre).bind(r.regle).bind(&r.phrase).bind(maintenant);
        requete.execute(&mut **tx).await?;
    }
    Ok(())
}

/// The reasons to look at an offer: code and sentence.
pub async fn controles(db: &Lecture, offre: &str) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT regle, phrase FROM offres_controles WHERE offre = $1 ORDER BY regle";
    Ok(sqlx::query_as(sql).bind(offre).fetch_all(db.pool()).await?)
}

/// The names and companies that someone decided about.
pub async fn listes(db: &Lecture) -> Result<Listes, ErreurBase> {
    let sql = "SELECT genre, cle FROM offres_listes";
    let lignes: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(db.pool()).await?;
    let mut listes = Listes::default();
    for (genre, cle) in lignes {
        match genre.as_str() {
            "blanche" => {
                listes.blanche.insert(cle);
            }
            _ => listes.noire.push(cle),
        }
    }
    Ok(listes)
}

/// Puts a company on a list; the last reason stays.
pub async fn inscrire(
    tx: &mut Transaction,
    (genre, cle): (&str, &str),
    (pourquoi, par): (&str, &str),
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_listes (genre, cle, pourquoi, par, instant) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (genre, cle) DO UPDATE
         SET pourquoi = excluded.pourquoi, par = excluded.par, instant = excluded.instant",
    )
    .bind(genre)
    .bind(cle)
    .bind(pourquoi)
    .bind(par)
    .bind(maintenant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A company on a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Inscrite {
    /// `blanche` or `noire`.
    pub genre: String,
    /// SIREN, or a name folded.
    pub cle: String,
    /// Why.
    pub pourquoi: String,
    /// Since when (ms since 1970).
    pub instant: i64,
}

/// The companies on both lists.
pub async fn inscrites(db: &Lecture) -> Result<Vec<Inscrite>, ErreurBase> {
    let sql = "SELECT genre, cle, pourquoi, instant FROM offres_listes ORDER BY genre, cle";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Takes a company off a list; false when it was not on it.
pub async fn retirer(tx: &mut Transaction, (genre, cle): (&str, &str)) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM offres_listes WHERE genre = $1 AND cle = $2";
    let fait = sqlx::query(sql).bind(genre).bind(cle).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// What someone reported of an offer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Signalement {
    /// Identifier.
    pub id: String,
    /// Offer.
    pub offre: String,
    /// Code of the reason.
    pub raison: String,
    /// What was added; may be empty.
    pub precisions: String,
    /// When (ms since 1970).
    pub instant: i64,
}

/// Keeps a report.
pub async fn signaler(tx: &mut Transaction, s: &Signalement) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO offres_signalements (id, offre, raison, precisions, instant)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&s.id)
    .bind(&s.offre)
    .bind(&s.raison)
    .bind(&s.precisions)
    .bind(s.instant)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Reports that nobody has dealt with, oldest first.
pub async fn signalements(db: &Lecture, limite: i64) -> Result<Vec<Signalement>, ErreurBase> {
    let sql = "SELECT id, offre, raison, precisions, instant FROM offres_signalements
               WHERE traite_le IS NULL ORDER BY instant, id LIMIT $1";
    Ok(sqlx::query_as(sql).bind(limite).fetch_all(db.pool()).await?)
}

/// How many reports nobody has dealt with.
pub async fn compter_les_signalements(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_signalements WHERE traite_le IS NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Reports of one offer that nobody has dealt with.
pub async fn signalements_de(db: &Lecture, offre: &str) -> Result<Vec<Signalement>, ErreurBase> {
    let sql = "SELECT id, offre, raison, precisions, instant FROM offres_signalements
               WHERE traite_le IS NULL AND offre = $1 ORDER BY instant, id";
    Ok(sqlx::query_as(sql).bind(offre).fetch_all(db.pool()).await?)
}

/// Marks as dealt with the reports of offers that are nowhere any more.
pub async fn oublier_les_disparues(
    tx: &mut Transaction,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let sql = "UPDATE offres_signalements SET traite_le = $1
               WHERE traite_le IS NULL
                 AND NOT EXISTS (SELECT 1 FROM offres_deposees d WHERE d.id = offres_signalements.offre)
                 AND NOT EXISTS (
                     SELECT 1 FROM offres o JOIN versions v ON v.id = o.version AND v.statut = 'courante'
                     WHERE o.id = offres_signalements.offre)";
    sqlx::query(sql).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// Marks the reports of an offer as dealt with.
pub async fn traiter(tx: &mut Transaction, offre: &str, maintenant: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE offres_signalements SET traite_le = $2
               WHERE offre = $1 AND traite_le IS NULL";
    sqlx::query(sql).bind(offre).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}
