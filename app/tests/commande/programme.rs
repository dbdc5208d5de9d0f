//! The program as an operator runs it, in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use base::Db;
use donnees::demo::{Demo, Echelle, Graine, ecrire_lignes};
use noyau::dates::DateCivile;

/// A data folder, and the program that works in it.
pub struct Programme {
    dossier: PathBuf,
    _garde: Option<tempfile::TempDir>,
}

impl Programme {
    /// In a temporary folder.
    pub fn nouveau() -> Self {
        let garde = tempfile::tempdir().expect("a temporary folder");
        Programme { dossier: garde.path().to_owned(), _garde: Some(garde) }
    }

    /// In a folder that the test made.
    pub fn dans(dossier: &Path) -> Self {
        Programme { dossier: dossier.to_owned(), _garde: None }
    }

    /// Its folder.
    pub fn dossier(&self) -> &Path {
        &self.dossier
    }

    /// Where its database is.
    pub fn base(&self) -> PathBuf {
        self.dossier.join("var/compagnon.sqlite")
    }

    /// A command, ready to start.
    pub fn commande(&self, arguments: &[&str]) -> Command {
        let mut commande = Command::new(env!("CARGO_BIN_EXE_compagnon"));
        commande.args(arguments).env_clear().env("RUST_LOG", "warn");
        commande.env("COMPAGNON_DATA_DIR", self.dossier.join("var"));
        commande
    }

    /// Runs a command to its end.
    pub fn executer(&self, arguments: &[&str]) -> Output {
        self.commande(arguments).output().expect("the program starts")
    }

    /// Starts a command.
    pub fn lancer(&self, arguments: &[&str]) -> Child {
        let mut commande = self.commande(arguments);
        commande.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// A file to import.
    pub fn ecrire(&self, nom: &str, contenu: impl AsRef<[u8]>) -> String {
        let chemin = self.dossier.join(nom);
        fs::write(&chemin, contenu).expect("a file is written");
        chemin.display().to_string()
    }

    /// Looks into the database, as another program would.
    pub fn compter(&self, sql: &'static str) -> i64 {
        self.avec_la_base(async |db| {
            sqlx::query_scalar(sql).fetch_one(db.read().pool()).await.unwrap_or(-1)
        })
    }

    /// The texts that a query gives.
    pub fn lister(&self, sql: &'static str) -> Vec<String> {
        self.avec_la_base(async |db| {
            sqlx::query_scalar(sql).fetch_all(db.read().pool()).await.expect("a list")
        })
    }

    /// Changes the database, as its owner would.
    pub fn ecrire_dans(&self, sql: &'static str) {
        self.avec_la_base(async |db| {
            let mut tx = db.write().await.expect("a transaction");
            sqlx::query(sql).execute(&mut *tx).await.expect("a change");
            tx.commit().await.expect("the change stays");
        })
    }

    fn avec_la_base<T>(&self, faire: impl AsyncFnOnce(&Db) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let db = Db::ouvrir_fichier(&self.base()).await.expect("the base opens");
            let trouve = faire(&db).await;
            db.fermer().await;
            trouve
        })
    }
}

/// Everything that a command said.
pub fn dit(sortie: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&sortie.stdout),
        String::from_utf8_lossy(&sortie.stderr)
    )
}

/// The first companies of the invented France, one a line.
pub fn recruteurs(combien: usize) -> Vec<u8> {
    let jour: DateCivile = "2026-11-24".parse().expect("a date");
    let demo = Demo::new(&Echelle::France, Graine(1), jour.naive());
    let mut texte = Vec::new();
    ecrire_lignes(demo.recruteurs().take(combien), &mut texte).expect("lines are written");
    texte
}
