//! For tests: the same empty database on every engine that the machine has.

use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Executor};

use crate::{Db, Migrations, Moteur, migrations};

/// A database of its own for one test, with its tables.
#[derive(Debug)]
pub struct Base {
    /// The database.
    pub db: Db,
    /// Which engine, for messages.
    pub nom: &'static str,
    /// A folder of the test's own.
    pub dossier: PathBuf,
    _garde: tempfile::TempDir,
}

/// One database per engine: SQLite always, PostgreSQL when `COMPAGNON_TEST_PG` gives the address
/// of a server (`make test` starts one).
///
/// # Panics
/// When a database cannot be made: the test cannot go on.
#[allow(clippy::expect_used, reason = "a test without its database has nothing to say")]
pub async fn bases(toutes: &[Migrations]) -> Vec<Base> {
    let mut bases = vec![base_sqlite().await];
    if let Some(serveur) = serveur() {
        bases.push(base_postgres(&serveur).await);
    }
    for base in &bases {
        migrations::migrer(&base.db, toutes, 0).await.expect("migrations apply");
    }
    bases
}

#[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
fn serveur() -> Option<String> {
    std::env::var("COMPAGNON_TEST_PG").ok().filter(|v| !v.is_empty())
}

#[allow(clippy::expect_used, reason = "a test without its database has nothing to say")]
async fn base_sqlite() -> Base {
    let garde = tempfile::tempdir().expect("a temporary folder");
    let dossier = garde.path().to_owned();
    let db = Db::ouvrir_fichier(&dossier.join("essai.sqlite")).await.expect("SQLite opens");
    Base { db, nom: "SQLite", dossier, _garde: garde }
}

/// A schema of its own: faster than a database, and as separate.
#[allow(clippy::expect_used, reason = "a test without its database has nothing to say")]
async fn base_postgres(serveur: &str) -> Base {
    let schema = format!("essai_{}", ulid::Ulid::new().to_string().to_lowercase());
    let commun = Db::ouvrir(serveur).await.expect("PostgreSQL answers");
    let mut tx = commun.write().await.expect("a transaction begins");
    let sql = format!("CREATE SCHEMA {schema}");
    tx.execute(AssertSqlSafe(sql)).await.expect("a schema is made");
    tx.commit().await.expect("the schema stays");
    commun.fermer().await;
    let lien = if serveur.contains('?') { '&' } else { '?' };
    let url = format!("{serveur}{lien}options=-c%20search_path%3D{schema}");
    let garde = tempfile::tempdir().expect("a temporary folder");
    let db = Db::ouvrir(&url).await.expect("PostgreSQL opens");
    assert_eq!(db.moteur(), Moteur::Postgres);
    Base { db, nom: "PostgreSQL", dossier: garde.path().to_owned(), _garde: garde }
}
