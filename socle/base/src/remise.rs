//! Whole tables read and written row by row, whatever their columns: what hands a service over.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::TryStreamExt;
use serde_json::{Map, Value, json};
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Any, AssertSqlSafe, Column, Row, TypeInfo, ValueRef};

use crate::{ErreurBase, Lecture, Migrations, Moteur, Transaction};

/// A table, and which rows of it. Names and conditions come from the code, never from a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portee {
    /// Its name.
    pub table: String,
    /// `WHERE …`; empty for every row.
    pub ou: String,
}

/// The tables that migrations leave, in order.
pub fn tables(migrations: &Migrations) -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    for ligne in migrations.fichiers.iter().flat_map(|f| f.sql.lines()) {
        let mots: Vec<&str> = ligne.split_whitespace().collect();
        match mots.as_slice() {
            ["CREATE", "TABLE", nom, ..] => tables.push((*nom).to_owned()),
            ["DROP", "TABLE", nom, ..] => tables.retain(|t| t != nom.trim_end_matches(';')),
            ["ALTER", "TABLE", avant, "RENAME", "TO", apres, ..] => {
                let renommees = tables.iter_mut().filter(|t| t == avant);
                renommees.for_each(|t| *t = apres.trim_end_matches(';').to_owned());
            }
            _ => {}
        }
    }
    tables.sort();
    tables.dedup();
    tables
}

/// The database at one instant.
#[derive(Debug)]
pub struct Photo(sqlx::Transaction<'static, Any>);

/// Sees the database at this instant, whatever is written meanwhile.
pub async fn photographier(db: &Lecture) -> Result<Photo, ErreurBase> {
    let mut lecture = db.pool().begin().await?;
    if db.moteur() == Moteur::Postgres {
        let sql = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
        sqlx::query(sql).execute(&mut *lecture).await?;
    }
    Ok(Photo(lecture))
}

impl Photo {
    /// Gives each row as an object: a column a field, bytes in base 64 in an object of their own.
    ///
    /// # Errors
    /// Those of the database, and of who receives the rows.
    pub async fn lire(
        &mut self,
        portee: &Portee,
        mut recevoir: impl FnMut(Map<String, Value>) -> std::io::Result<()>,
    ) -> Result<(), ErreurBase> {
        let sql = format!("SELECT * FROM {} {}", portee.table, portee.ou);
        let mut rangees = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *self.0);
        while let Some(rangee) = rangees.try_next().await? {
            recevoir(objet(&rangee)?)?;
        }
        Ok(())
    }
}

fn objet(rangee: &AnyRow) -> Result<Map<String, Value>, sqlx::Error> {
    let mut objet = Map::new();
    for colonne in rangee.columns() {
        objet.insert(colonne.name().to_owned(), valeur(rangee, colonne.ordinal())?);
    }
    Ok(objet)
}

fn valeur(rangee: &AnyRow, rang: usize) -> Result<Value, sqlx::Error> {
    let brute = rangee.try_get_raw(rang)?;
    if brute.is_null() || brute.type_info().is_null() {
        return Ok(Value::Null);
    }
    let genre = brute.type_info().kind();
    Ok(match genre {
        AnyTypeInfoKind::Null => Value::Null,
        AnyTypeInfoKind::Bool => rangee.try_get::<bool, _>(rang)?.into(),
        AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
            rangee.try_get::<i64, _>(rang)?.into()
        }
        AnyTypeInfoKind::Real | AnyTypeInfoKind::Double => rangee.try_get::<f64, _>(rang)?.into(),
        AnyTypeInfoKind::Text => rangee.try_get::<String, _>(rang)?.into(),
        AnyTypeInfoKind::Blob => {
            json!({ "base64": STANDARD.encode(rangee.try_get::<Vec<u8>, _>(rang)?) })
        }
    })
}

/// How many rows a table has.
pub async fn compter(tx: &mut Transaction, table: &str) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut **tx).await?)
}

/// Writes a row as it was read. A null is in the text of the statement: as a parameter it would need a type.
pub async fn inserer(
    tx: &mut Transaction,
    table: &str,
    objet: &Map<String, Value>,
) -> Result<(), ErreurBase> {
    let dits: Vec<(&String, &Value)> = objet.iter().filter(|(_, v)| !v.is_null()).collect();
    let colonnes: Vec<String> = dits.iter().map(|(nom, _)| format!("\"{nom}\"")).collect();
    let rangs: Vec<String> = (1..=dits.len()).map(|n| format!("${n}")).collect();
    let (colonnes, rangs) = (colonnes.join(", "), rangs.join(", "));
    let sql = format!("INSERT INTO {table} ({colonnes}) VALUES ({rangs})");
    let mut requete = sqlx::query(AssertSqlSafe(sql));
    for (_, valeur) in dits {
        requete = match valeur {
            Value::Number(n) if n.is_i64() => requete.bind(n.as_i64()),
            Value::Number(n) => requete.bind(n.as_f64()),
            Value::Bool(oui) => requete.bind(*oui),
            Value::Object(octets) => {
                let dits = octets.get("base64").and_then(Value::as_str).unwrap_or_default();
                let lus = STANDARD.decode(dits).map_err(|e| sqlx::Error::Decode(e.into()))?;
                requete.bind(lus)
            }
            autre => requete.bind(autre.as_str().map(str::to_owned)),
        };
    }
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// Makes the numbers that PostgreSQL gives go on after those that were written.
pub async fn recaler(tx: &mut Transaction, migrations: &[Migrations]) -> Result<(), ErreurBase> {
    if tx.moteur() != Moteur::Postgres {
        return Ok(());
    }
    let mut numerotees: Vec<(String, String)> = Vec::new();
    let mut table = String::new();
    let fichiers = migrations.iter().flat_map(|m| m.fichiers);
    for ligne in fichiers.flat_map(|f| f.sql.lines()) {
        let mots: Vec<&str> = ligne.split_whitespace().collect();
        match mots.as_slice() {
            ["CREATE", "TABLE", nom, ..] => table = (*nom).to_owned(),
            [colonne, "CLE_AUTO" | "CLE_AUTO,"] => {
                numerotees.push((table.clone(), (*colonne).to_owned()));
            }
            _ => {}
        }
    }
    for (table, colonne) in numerotees {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{colonne}'),
             (SELECT COALESCE(MAX({colonne}), 0) + 1 FROM {table}), false)"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Migration;

    #[test]
    fn tables_are_those_that_the_migrations_leave() {
        const FICHIERS: &[Migration] = &[
            Migration { nom: "1", sql: "CREATE TABLE a (\n  id TEXT\n);\nCREATE TABLE b (\n);" },
            Migration { nom: "2", sql: "DROP TABLE a;\nALTER TABLE b RENAME TO c;" },
        ];
        let migrations = Migrations { service: "essai", fichiers: FICHIERS };
        assert_eq!(tables(&migrations), ["c"]);
    }
}
