//! What each delivery changed, kept after its rows are gone.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Table, Transaction, Valeur, lots};

/// The table of changes.
const HISTORIQUE: Table = Table {
    nom: "formations_historique",
    colonnes: &["rang", "id", "nature", "champ", "avant", "apres"],
    cle: &["rang"],
};

/// A change of a training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changement {
    /// The training.
    pub id: String,
    /// `ajoutee`, `changee`, `disparue`.
    pub nature: &'static str,
    /// The field that changed, when one did.
    pub champ: Option<&'static str>,
    /// What it was.
    pub avant: Option<String>,
    /// What it is.
    pub apres: Option<String>,
}

/// A change, with its delivery.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Passe {
    /// Version of the delivery.
    pub version: i64,
    /// Data set.
    pub jeu: String,
    /// When the delivery became current (ms since 1970).
    pub instant: i64,
    /// `ajoutee`, `changee`, `disparue`.
    pub nature: String,
    /// The field that changed.
    pub champ: Option<String>,
    /// What it was.
    pub avant: Option<String>,
    /// What it is.
    pub apres: Option<String>,
}

/// Deliveries that were current and are not compared yet, the oldest first.
pub async fn a_comparer(db: &Lecture) -> Result<Vec<i64>, ErreurBase> {
    let sql = "SELECT id FROM versions v
               WHERE v.source = 'formations' AND v.statut IN ('courante', 'remplacee')
                 AND NOT EXISTS (SELECT 1 FROM formations_suivi s WHERE s.version = v.id)
               ORDER BY id";
    Ok(sqlx::query_scalar(sql).fetch_all(db.pool()).await?)
}

/// Notes that a delivery is compared; false when another node did it meanwhile.
pub async fn marquer(
    tx: &mut Transaction,
    version: i64,
    comparee: bool,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO formations_suivi (version, comparee) VALUES ($1, $2)
               ON CONFLICT (version) DO NOTHING";
    let requete = sqlx::query(sql).bind(version).bind(i64::from(comparee));
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Keeps what a delivery changed.
pub async fn garder(
    tx: &mut Transaction,
    version: i64,
    changements: Vec<Changement>,
) -> Result<(), ErreurBase> {
    let lignes: Vec<Vec<Valeur>> = changements
        .into_iter()
        .zip(0_i64..)
        .map(|(c, rang)| {
            vec![
                rang.into(),
                c.id.into(),
                c.nature.to_owned().into(),
                c.champ.map(str::to_owned).into(),
                c.avant.into(),
                c.apres.into(),
            ]
        })
        .collect();
    lots::inserer(tx, &HISTORIQUE, version, &lignes).await?;
    Ok(())
}

/// Forgets what deliveries that began before this moment (ms since 1970) changed.
pub async fn oublier(tx: &mut Transaction, limite: i64) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM formations_historique
               WHERE version IN (SELECT id FROM versions WHERE debut < $1)";
    sqlx::query(sql).bind(limite).execute(&mut **tx).await?;
    Ok(())
}

/// The last changes of a training, the newest delivery first.
pub async fn de(db: &Lecture, id: &str, limite: i64) -> Result<Vec<Passe>, ErreurBase> {
    let sql = "SELECT h.version, v.jeu, COALESCE(v.fin, v.debut) AS instant, h.nature, h.champ,
                      h.avant, h.apres
               FROM formations_historique h JOIN versions v ON v.id = h.version
               WHERE h.id = $1 ORDER BY h.version DESC, h.rang LIMIT $2";
    Ok(sqlx::query_as(sql).bind(id).bind(limite).fetch_all(db.pool()).await?)
}
