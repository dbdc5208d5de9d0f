//! What the tests of this crate share.

use std::path::{Path, PathBuf};

use base::essai::{Base, bases};
use base::sqlx;
use importer::{Course, Fichier, Issue, Options};
use noyau::dates::Instant;
use noyau::horloge::Horloge;
use web::service::Service;

/// 2026-11-24 at noon in Paris.
pub const MAINTENANT: i64 = 1_795_518_000_000;

/// A database with the tables of the service.
pub struct Essai {
    base: Base,
    service: Service,
}

/// One trial per database of the machine.
pub async fn essais() -> Vec<Essai> {
    let mut migrations = vec![conformite::MIGRATIONS];
    migrations.extend(annuaire::service().migrations);
    let bases = bases(&migrations).await;
    bases.into_iter().map(|base| Essai { base, service: annuaire::service() }).collect()
}

/// A file written for the tests.
pub fn exemple(nom: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples").join(nom)
}

/// The publishers' real files, when the machine has them.
#[allow(clippy::disallowed_methods, reason = "tests are configured by their runner")]
pub fn donnees_reelles() -> Option<PathBuf> {
    let dossier = std::env::var("COMPAGNON_DONNEES_REELLES").map(PathBuf::from);
    let dossier = dossier
        .unwrap_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    if dossier.is_dir() {
        return Some(dossier);
    }
    eprintln!("publishers' files absent: this test checks nothing here");
    None
}

/// Line, column, value, rule, message.
pub type Rejet = (i64, String, String, String, String);

impl Essai {
    /// A trial on SQLite alone.
    pub async fn sqlite() -> Self {
        essais().await.remove(0)
    }

    /// Name of the database engine.
    pub fn nom(&self) -> &'static str {
        self.base.nom
    }

    /// The reading half.
    pub fn db(&self) -> &base::Lecture {
        self.base.db.read()
    }

    /// Both halves.
    pub fn base(&self) -> &base::Db {
        &self.base.db
    }

    /// Imports a file with the importer that recognises it.
    pub async fn importer(&self, chemin: &Path) -> Course {
        let fichier = Fichier::nouveau(chemin);
        let importeur = importer::auto::trouver(&fichier, &self.service.importeurs).unwrap();
        self.lancer(importeur, &fichier).await
    }

    /// Imports a content as a file of this data set, recognised or not.
    pub async fn importer_comme(&self, jeu: &str, nom: &str, contenu: &[u8]) -> Course {
        let chemin = self.base.dossier.join(nom);
        std::fs::write(&chemin, contenu).unwrap();
        let importeur = self.service.importeurs.iter().find(|i| i.jeu == jeu).unwrap();
        self.lancer(importeur, &Fichier::nouveau(chemin)).await
    }

    async fn lancer(&self, importeur: &importer::Importeur, fichier: &Fichier) -> Course {
        let rapports = self.base.dossier.join("rapports");
        let options = Options { a_blanc: false, forcer: false, rapports, bavard: false };
        let horloge = Horloge::figee(Instant::from_ms(MAINTENANT));
        importer::importer(&self.base.db, &horloge, importeur, fichier, &options).await.unwrap()
    }

    /// The rejects of an import: line, column, value, rule, message.
    pub async fn rejets(&self, course: &Course) -> Vec<Rejet> {
        let sql = "SELECT ligne, colonne, valeur, regle, message FROM rejets WHERE version = $1 ORDER BY rang";
        sqlx::query_as(sql).bind(version(course)).fetch_all(self.db().pool()).await.unwrap()
    }

    /// The data set that an import replaced.
    pub async fn jeu(&self, course: &Course) -> String {
        let sql = "SELECT jeu FROM versions WHERE id = $1";
        sqlx::query_scalar(sql).bind(version(course)).fetch_one(self.db().pool()).await.unwrap()
    }

    /// Rows of one import in the main table of its format.
    pub async fn principaux(&self, course: &Course) -> i64 {
        let sql = "SELECT (SELECT COUNT(*) FROM annuaire_organismes WHERE version = $1)
                        + (SELECT COUNT(*) FROM annuaire_corrections WHERE version = $1)";
        sqlx::query_scalar(sql).bind(version(course)).fetch_one(self.db().pool()).await.unwrap()
    }

    /// Rows of a table, whatever their version.
    pub async fn compter(&self, table: &str) -> i64 {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        sqlx::query_scalar(sql).fetch_one(self.db().pool()).await.unwrap()
    }

    /// Runs the retention engine over the register of the service.
    pub async fn effacer_ce_qui_expire(&self, maintenant: i64) {
        let traitements = self.service.traitements.clone();
        let declarations = conformite::Declarations { traitements, ..Default::default() };
        let faits = conformite::retention::passer(&self.base.db, &declarations, false, maintenant);
        assert!(faits.await.unwrap().iter().all(|p| p.etat != "echec"));
    }

    /// The public figure of the service.
    pub async fn organismes(&self) -> i64 {
        (self.service.indicateurs[0].calcul)(self.db()).await.unwrap()
    }
}

fn version(course: &Course) -> i64 {
    match course.issue {
        Issue::Stocke { version } => version,
        ref autre => panic!("nothing was stored: {autre:?}"),
    }
}
