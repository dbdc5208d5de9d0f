//! Which deliveries are current, and which came before.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture};

/// Data sets of trainings, the one that decides first: the catalogue completes what RCO delivers.
const JEUX: [&str; 2] = ["formations/catalogue", "formations/rco"];

/// No version has this number.
const AUCUNE: i64 = 0;

/// A current delivery.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Livraison {
    /// Number of its version.
    pub id: i64,
    /// Data set.
    pub jeu: String,
    /// When it became current (ms since 1970).
    pub fin: Option<i64>,
}

/// The current deliveries, the one that decides first.
#[derive(Clone, Debug, Default)]
pub struct Courantes(pub Vec<Livraison>);

impl Courantes {
    /// Reads them.
    pub async fn lire(db: &Lecture) -> Result<Self, ErreurBase> {
        let sql = "SELECT id, jeu, fin FROM versions WHERE jeu IN ($1, $2) AND statut = 'courante'";
        let requete = sqlx::query_as(sql).bind(JEUX[0]).bind(JEUX[1]);
        let mut livraisons: Vec<Livraison> = requete.fetch_all(db.pool()).await?;
        livraisons.sort_by_key(|l| JEUX.iter().position(|jeu| *jeu == l.jeu));
        Ok(Courantes(livraisons))
    }

    /// Each delivery with the version that decides before it ([`AUCUNE`] for the first).
    pub fn paires(&self) -> Vec<[i64; 2]> {
        let devant = std::iter::once(AUCUNE).chain(self.0.iter().map(|l| l.id));
        self.0.iter().map(|l| l.id).zip(devant).map(<[i64; 2]>::from).collect()
    }
}

/// The delivery that this one replaced, if its rows are still there.
pub async fn precedente(db: &Lecture, version: i64) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT MAX(avant.id) FROM versions avant
               JOIN versions v ON v.jeu = avant.jeu AND v.id > avant.id
               WHERE v.id = $1 AND v.statut IN ('courante', 'remplacee')
                 AND avant.statut = 'remplacee'
                 AND NOT EXISTS (SELECT 1 FROM versions entre
                                 WHERE entre.jeu = v.jeu AND entre.id > avant.id AND entre.id < v.id
                                   AND entre.statut IN ('courante', 'remplacee'))
                 AND avant.purgee = 0";
    Ok(sqlx::query_scalar(sql).bind(version).fetch_one(db.pool()).await?)
}
