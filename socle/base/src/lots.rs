//! Batched inserts: one statement for hundreds of rows.

use std::fmt::Write;

use sqlx::AssertSqlSafe;

use crate::{ErreurBase, Moteur, Transaction};

/// A table filled by an import. Its first column is always `version`.
#[derive(Debug)]
pub struct Table {
    /// Name of the table.
    pub nom: &'static str,
    /// Columns after `version`, in the order of the values.
    pub colonnes: &'static [&'static str],
    /// The columns that, with `version`, make the primary key.
    pub cle: &'static [&'static str],
}

/// A value on its way to the database.
#[derive(Clone, Debug, PartialEq)]
pub enum Valeur {
    /// No value.
    Nul,
    /// An integer, or a boolean as 0/1.
    Entier(i64),
    /// A real number.
    Reel(f64),
    /// A text.
    Texte(String),
}

impl From<i64> for Valeur {
    fn from(v: i64) -> Self {
        Valeur::Entier(v)
    }
}

impl From<bool> for Valeur {
    fn from(v: bool) -> Self {
        Valeur::Entier(i64::from(v))
    }
}

impl From<f64> for Valeur {
    fn from(v: f64) -> Self {
        Valeur::Reel(v)
    }
}

impl From<&str> for Valeur {
    fn from(v: &str) -> Self {
        Valeur::Texte(v.to_owned())
    }
}

impl From<String> for Valeur {
    fn from(v: String) -> Self {
        Valeur::Texte(v)
    }
}

impl<T: Into<Valeur>> From<Option<T>> for Valeur {
    fn from(v: Option<T>) -> Self {
        v.map_or(Valeur::Nul, Into::into)
    }
}

/// SQLite accepts 32 766 parameters in a statement; this leaves room.
const PARAMETRES: usize = 30_000;

/// Inserts the rows under `version`. Rows whose key is already there are left out; returns how
/// many went in.
pub async fn inserer(
    tx: &mut Transaction,
    table: &Table,
    version: i64,
    lignes: &[Vec<Valeur>],
) -> Result<u64, ErreurBase> {
    let tete = format!("INSERT INTO {} (version, {})", table.nom, table.colonnes.join(", "));
    let conflit = format!("ON CONFLICT (version, {}) DO NOTHING", table.cle.join(", "));
    let mut poses = 0;
    for lot in lignes.chunks(par_lot(table.colonnes.len() + 1)) {
        poses += ecrire_lot(tx, &tete, &conflit, Some(version), lot).await?;
    }
    Ok(poses)
}

/// Inserts rows into a table without versions. `conflit` is what follows the values: an
/// `ON CONFLICT …` clause, or nothing. Names come from the code, never from a request.
pub async fn ajouter(
    tx: &mut Transaction,
    table: &str,
    colonnes: &[&str],
    conflit: &str,
    lignes: &[Vec<Valeur>],
) -> Result<u64, ErreurBase> {
    let tete = format!("INSERT INTO {table} ({})", colonnes.join(", "));
    let mut poses = 0;
    for lot in lignes.chunks(par_lot(colonnes.len())) {
        poses += ecrire_lot(tx, &tete, conflit, None, lot).await?;
    }
    Ok(poses)
}

fn par_lot(colonnes: usize) -> usize {
    (PARAMETRES / colonnes).clamp(1, 500)
}

async fn ecrire_lot(
    tx: &mut Transaction,
    tete: &str,
    conflit: &str,
    version: Option<i64>,
    lot: &[Vec<Valeur>],
) -> Result<u64, ErreurBase> {
    let mut sql = format!("{tete} VALUES ");
    let mut parametres = Parametres { moteur: tx.moteur(), rang: 0 };
    for (n, valeurs) in lot.iter().enumerate() {
        sql.push_str(if n == 0 { "(" } else { ", (" });
        if version.is_some() {
            parametres.ecrire(&mut sql);
        }
        for (colonne, valeur) in valeurs.iter().enumerate() {
            if colonne > 0 || version.is_some() {
                sql.push_str(", ");
            }
            match valeur {
                // In the text, since a parameter would need a type.
                Valeur::Nul => sql.push_str("NULL"),
                _ => parametres.ecrire(&mut sql),
            }
        }
        sql.push(')');
    }
    let _ = write!(sql, " {conflit}");
    // The text depends on the nulls of the rows: keeping it prepared would serve nobody.
    let mut requete = sqlx::query(AssertSqlSafe(sql)).persistent(false);
    for valeurs in lot {
        if let Some(version) = version {
            requete = requete.bind(version);
        }
        for valeur in valeurs {
            requete = match valeur {
                Valeur::Nul => requete,
                Valeur::Entier(v) => requete.bind(*v),
                Valeur::Reel(v) => requete.bind(*v),
                // PostgreSQL has no NUL character in its texts.
                Valeur::Texte(v) => requete.bind(v.replace('\0', "")),
            };
        }
    }
    Ok(requete.execute(&mut **tx).await?.rows_affected())
}

/// Writes parameters in the dialect of the database. SQLite also reads `$1`, but as a name that it
/// looks up among all the others: with 20 000 of them that takes seconds.
struct Parametres {
    moteur: Moteur,
    rang: usize,
}

impl Parametres {
    fn ecrire(&mut self, sql: &mut String) {
        self.rang += 1;
        match self.moteur {
            Moteur::Sqlite => sql.push('?'),
            Moteur::Postgres => {
                let _ = write!(sql, "${}", self.rang);
            }
        }
    }
}

/// Deletes at most `limite` rows of a version; returns how many went. Called until it returns 0,
/// so that no delete holds the writer for long.
pub async fn effacer(
    tx: &mut Transaction,
    table: &Table,
    version: i64,
    limite: i64,
) -> Result<u64, ErreurBase> {
    let cle = table.cle.join(", ");
    let sql = format!(
        "DELETE FROM {nom} WHERE version = $1 AND ({cle}) IN \
         (SELECT {cle} FROM {nom} WHERE version = $1 LIMIT $2)",
        nom = table.nom
    );
    let fait =
        sqlx::query(AssertSqlSafe(sql)).bind(version).bind(limite).execute(&mut **tx).await?;
    Ok(fait.rows_affected())
}
