//! The deliveries of trainings and their rejects.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture};
use futures::stream::BoxStream;

/// A delivery.
#[derive(Clone, Debug, FromRow)]
pub struct Livraison {
    /// Number of its version.
    pub id: i64,
    /// Data set.
    pub jeu: String,
    /// Name of the file.
    pub fichier: String,
    /// `courante`, `remplacee`, `refusee`, `interrompue`, `en_cours`.
    pub statut: String,
    /// Records read.
    pub lus: i64,
    /// Rows stored.
    pub stockes: i64,
    /// Rejects.
    pub rejetes: i64,
    /// When it began (ms since 1970).
    pub debut: i64,
    /// Why it was refused or interrupted: the guard's verdict.
    pub motif: Option<String>,
}

/// A reject.
#[derive(Clone, Debug, FromRow)]
pub struct RejetLu {
    /// Line, from 1.
    pub ligne: i64,
    /// Column.
    pub colonne: String,
    /// Value found.
    pub valeur: String,
    /// Rule.
    pub regle: String,
    /// The rule in French.
    pub message: String,
}

/// The last deliveries of trainings, newest first.
pub async fn dernieres(db: &Lecture, limite: i64) -> Result<Vec<Livraison>, ErreurBase> {
    let sql = "SELECT id, jeu, fichier, statut, lus, stockes, rejetes, debut, motif FROM versions
               WHERE source = 'formations' ORDER BY id DESC LIMIT $1";
    Ok(sqlx::query_as(sql).bind(limite).fetch_all(db.pool()).await?)
}

/// A delivery of trainings.
pub async fn une(db: &Lecture, id: i64) -> Result<Option<Livraison>, ErreurBase> {
    let sql = "SELECT id, jeu, fichier, statut, lus, stockes, rejetes, debut, motif FROM versions
               WHERE source = 'formations' AND id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db.pool()).await?)
}

/// The first rejects of a delivery, in the order of the file.
pub async fn rejets(db: &Lecture, id: i64, limite: i64) -> Result<Vec<RejetLu>, ErreurBase> {
    let sql = "SELECT ligne, colonne, valeur, regle, message FROM rejets
               WHERE version = $1 ORDER BY rang LIMIT $2";
    Ok(sqlx::query_as(sql).bind(id).bind(limite).fetch_all(db.pool()).await?)
}

/// A reject with its delivery.
#[derive(Clone, Debug, FromRow)]
pub struct RejetDeLivraison {
    /// Data set.
    pub jeu: String,
    /// Name of the file.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: i64,
    /// Column.
    pub colonne: String,
    /// Value found.
    pub valeur: String,
    /// Rule.
    pub regle: String,
    /// The rule in French.
    pub message: String,
}

const REJETS: &str = "SELECT v.jeu, v.fichier, r.ligne, r.colonne, r.valeur, r.regle, r.message
                      FROM rejets r JOIN versions v ON v.id = r.version WHERE ";

/// Every reject of the current deliveries, as they are consumed.
pub fn rejets_en_service(db: &Lecture) -> BoxStream<'static, Result<RejetDeLivraison, ErreurBase>> {
    let lesquels = "v.source = 'formations' AND v.statut = 'courante' ORDER BY v.id, r.rang";
    base::flux(db, format!("{REJETS}{lesquels}"), Vec::new())
}

/// Every reject of a delivery, as they are consumed.
pub fn rejets_de(
    db: &Lecture,
    id: i64,
) -> BoxStream<'static, Result<RejetDeLivraison, ErreurBase>> {
    // A number, never a text: parameters of a stream are texts.
    let lesquels = format!("v.source = 'formations' AND v.id = {id} ORDER BY r.rang");
    base::flux(db, format!("{REJETS}{lesquels}"), Vec::new())
}
