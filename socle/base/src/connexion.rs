//! Opening a database, and the two ways in: reading and writing.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, ConnectOptions, Connection, Executor};

use crate::partage::Partages;

/// The database behind a [`Db`]. Only the few places where SQL differs look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moteur {
    /// A file beside the program.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// Why the database could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum ErreurBase {
    /// The URL names no database we know.
    #[error("DATABASE_URL doit commencer par sqlite: ou postgres:, reçu « {0} »")]
    Url(String),
    /// The folder of the SQLite file cannot be created.
    #[error("impossible de créer le dossier de la base : {0}")]
    Dossier(#[from] std::io::Error),
    /// A migration already applied has been edited since.
    #[error("la migration {service}/{nom} a changé depuis son application")]
    MigrationModifiee {
        /// Service that owns the migration.
        service: String,
        /// File name of the migration.
        nom: String,
    },
    /// Another process is importing the same data set.
    #[error("un import de « {0} » est déjà en cours")]
    ImportEnCours(String),
    /// The database refused a statement.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
}

impl ErreurBase {
    /// True when the disk (or the quota of the database) is full: worth its own words, because
    /// the person who reads them can do something about it.
    pub fn disque_plein(&self) -> bool {
        let ErreurBase::Sql(sqlx::Error::Database(e)) = self else {
            return false;
        };
        // SQLite: SQLITE_FULL (13). PostgreSQL: 53100 disk_full.
        matches!(e.code().as_deref(), Some("13" | "53100"))
    }
}

/// A handle on the database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    moteur: Moteur,
    lecture: Lecture,
    ecriture: AnyPool,
}

/// The reading half of a [`Db`]: what a GET handler is given. The connections behind it refuse
/// to write, on both databases.
#[derive(Clone, Debug)]
pub struct Lecture {
    pool: AnyPool,
    moteur: Moteur,
    partages: Arc<Partages>,
}

/// One writing transaction. Dropped without [`Transaction::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Transaction {
    tx: sqlx::Transaction<'static, Any>,
    moteur: Moteur,
}

impl Db {
    /// Opens `sqlite://path` (created when absent) or `postgres://…`.
    pub async fn ouvrir(url: &str) -> Result<Db, ErreurBase> {
        Db::ouvrir_avec_replique(url, None).await
    }

    /// Same as [`Db::ouvrir`], reading from a replica when one is given.
    pub async fn ouvrir_avec_replique(url: &str, replique: Option<&str>) -> Result<Db, ErreurBase> {
        sqlx::any::install_default_drivers();
        match moteur_de(url)? {
            Moteur::Sqlite => ouvrir_sqlite(url).await,
            Moteur::Postgres => ouvrir_postgres(url, replique.unwrap_or(url)).await,
        }
    }

    /// Opens the SQLite file at `chemin`.
    pub async fn ouvrir_fichier(chemin: &Path) -> Result<Db, ErreurBase> {
        Db::ouvrir(&format!("sqlite://{}", chemin.display())).await
    }

    /// Which database this is.
    pub fn moteur(&self) -> Moteur {
        self.moteur
    }

    /// The reading half.
    pub fn read(&self) -> &Lecture {
        &self.lecture
    }

    /// Begins a writing transaction. Keep it short: SQLite has one writer.
    pub async fn write(&self) -> Result<Transaction, ErreurBase> {
        let debut = match self.moteur {
            Moteur::Sqlite => "BEGIN IMMEDIATE",
            Moteur::Postgres => "BEGIN",
        };
        let tx = self.ecriture.begin_with(debut).await?;
        Ok(Transaction { tx, moteur: self.moteur })
    }

    /// Closes every connection, so that the file can be moved or the test folder removed.
    pub async fn fermer(&self) {
        self.lecture.pool.close().await;
        self.ecriture.close().await;
    }
}

impl Lecture {
    /// The pool to run queries on.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    pub(crate) fn partages(&self) -> &Partages {
        &self.partages
    }

    /// Which database this is.
    pub fn moteur(&self) -> Moteur {
        self.moteur
    }
}

impl Transaction {
    /// Makes everything written so far durable and visible.
    pub async fn commit(self) -> Result<(), ErreurBase> {
        Ok(self.tx.commit().await?)
    }

    /// Which database this is.
    pub fn moteur(&self) -> Moteur {
        self.moteur
    }
}

impl Deref for Transaction {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.tx
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }
}

fn moteur_de(url: &str) -> Result<Moteur, ErreurBase> {
    match url.split(':').next() {
        Some("sqlite") => Ok(Moteur::Sqlite),
        Some("postgres" | "postgresql") => Ok(Moteur::Postgres),
        _ => Err(ErreurBase::Url(url.split('@').next_back().unwrap_or_default().to_owned())),
    }
}

const SQLITE_COMMUN: &str = "PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; \
     PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; PRAGMA mmap_size = 0;";

/// Statements are not logged: they are long, and their values may be personal data.
fn options(url: &str) -> Result<AnyConnectOptions, ErreurBase> {
    Ok(url.parse::<AnyConnectOptions>()?.disable_statement_logging())
}

/// Connections that write. One that believes itself in a transaction is opened again: SQLite ends a transaction by itself
/// when the disk is full, and the driver, which then fails to roll it back, would never begin another.
fn ecriture(nombre: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(nombre)
        .before_acquire(|c, _| Box::pin(async move { Ok(!c.is_in_transaction()) }))
}

async fn ouvrir_sqlite(url: &str) -> Result<Db, ErreurBase> {
    let chemin = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let chemin = chemin.split('?').next().unwrap_or_default();
    if let Some(dossier) = Path::new(chemin).parent() {
        std::fs::create_dir_all(dossier)?;
    }
    let url = format!("sqlite://{chemin}?mode=rwc");
    let ecriture = ecriture(1)
        .acquire_timeout(Duration::from_secs(30))
        .after_connect(|c, _| {
            Box::pin(async move {
                c.execute(SQLITE_COMMUN).await?;
                c.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").await?;
                Ok(())
            })
        })
        .connect_with(options(&url)?)
        .await?;
    let lecture = AnyPoolOptions::new()
        .max_connections(8)
        .after_connect(|c, _| {
            Box::pin(async move {
                c.execute(SQLITE_COMMUN).await?;
                c.execute("PRAGMA query_only = ON;").await?;
                Ok(())
            })
        })
        .connect_with(options(&url)?)
        .await?;
    Ok(assembler(Moteur::Sqlite, lecture, ecriture))
}

async fn ouvrir_postgres(url: &str, replique: &str) -> Result<Db, ErreurBase> {
    let ecriture = ecriture(8).connect_with(options(url)?).await?;
    let lecture = AnyPoolOptions::new()
        .max_connections(8)
        .after_connect(|c, _| {
            Box::pin(async move {
                c.execute("SET default_transaction_read_only = on").await?;
                Ok(())
            })
        })
        .connect_with(options(replique)?)
        .await?;
    Ok(assembler(Moteur::Postgres, lecture, ecriture))
}

fn assembler(moteur: Moteur, lecture: AnyPool, ecriture: AnyPool) -> Db {
    Db { moteur, lecture: Lecture { pool: lecture, moteur, partages: Arc::default() }, ecriture }
}
