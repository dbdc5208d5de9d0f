//! The whole program, in a temporary folder, with invented data, on each database.

use std::future::Future;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use axum::Router;
use base::Db;
use base::essai::Base;
use compagnon::assembly;
use compagnon::config::Config;
use donnees::demo::{Demo, Echelle, Graine};
use importer::{Options, auto};
use noyau::horloge::Horloge;
use recherche::Recherche;
use tokio::runtime::Runtime;
use tokio::sync::{Mutex, OnceCell};
use web::{Etat, Portee, Role, Service, routeur};

/// The program, ready to be asked.
pub struct Site {
    /// Name of the database, for messages.
    pub nom: &'static str,
    /// What answers.
    pub routeur: Router,
    /// What the handlers share.
    pub etat: Etat,
    /// What was assembled.
    pub services: Vec<Service>,
    /// An API key that allows everything, as a header of a request.
    pub cle: String,
    index: Mutex<()>,
    _base: Option<Base>,
}

impl Site {
    /// The program configured otherwise, on data that another site keeps.
    pub fn emprunte(
        nom: &'static str,
        routeur: Router,
        etat: Etat,
        services: Vec<Service>,
    ) -> Self {
        Site {
            nom,
            routeur,
            etat,
            services,
            cle: String::new(),
            index: Mutex::default(),
            _base: None,
        }
    }
}

/// What the mail provider proves itself with.
pub const SECRET_DES_COURRIELS: &str = "secret-du-prestataire-d-envoi";

/// Every test runs on this runtime: connections belong to the runtime that opened them.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime starts")
});

static SITES: OnceCell<Vec<Site>> = OnceCell::const_new();

/// Runs a test.
pub fn jouer<T>(essai: impl Future<Output = T>) -> T {
    RUNTIME.block_on(essai)
}

/// The program on each database, with its data, made once for the whole run.
pub async fn sites() -> &'static [Site] {
    SITES.get_or_init(preparer).await
}

/// The clock of the tests, stopped on a working day.
pub fn horloge() -> Horloge {
    Horloge::figee("2026-11-24T09:00:00Z".parse().expect("an instant"))
}

/// Empty databases with all the tables.
pub async fn bases_vides() -> Vec<Base> {
    base::essai::bases(&assembly::migrations(&assembly::services())).await
}

/// How the tests import.
pub fn options(dossier: &Path) -> Options {
    Options { a_blanc: false, forcer: false, rapports: dossier.join("imports"), bavard: false }
}

async fn preparer() -> Vec<Site> {
    let fichiers = tempfile::tempdir().expect("a temporary folder");
    let jour = horloge().aujourd_hui().naive();
    let demo = Demo::new(&Echelle::Petit, Graine(2026), jour);
    demo.ecrire_fichiers(fichiers.path()).expect("the data is written");
    let mut sites = Vec::new();
    for base in bases_vides().await {
        charger(&base.db, fichiers.path(), &base.dossier).await;
        sites.push(ouvrir(base).await);
    }
    sites
}

async fn charger(db: &Db, fichiers: &Path, dossier: &Path) {
    let importeurs = assembly::importeurs(&assembly::services());
    let options = options(dossier);
    let lignes =
        auto::importer_dossier(db, &horloge(), &importeurs, fichiers, &options, |_| ()).await;
    let lignes = lignes.expect("the data is imported");
    assert!(lignes.len() >= 5, "{}", auto::tableau(&lignes));
}

async fn ouvrir(base: Base) -> Site {
    let config = Config::lire(|nom| match nom {
        "COMPAGNON_DATA_DIR" => Some(base.dossier.display().to_string()),
        "COMPAGNON_LIMITES__ACTIVES" => Some("non".to_owned()),
        "COMPAGNON_COURRIEL__SECRET" => Some(SECRET_DES_COURRIELS.to_owned()),
        _ => None,
    });
    let config = config.expect("a configuration");
    let services = assembly::services();
    let etat = assembly::etat(&config, base.db.clone(), horloge(), true).expect("a key");
    let (routeur, etat) = routeur::assembler(etat, &services).await.expect("a router");
    let cle = cle(&base.db, &Portee::TOUTES).await;
    let index = Mutex::default();
    let site = Site { nom: base.nom, routeur, etat, services, cle, index, _base: Some(base) };
    site.indexer().await;
    site
}

impl Site {
    /// Brings the search up to date. One test at a time: the second writer of an index gives up,
    /// and would read what the first has not written yet.
    pub async fn indexer(&self) {
        let _seul = self.index.lock().await;
        let recherche: Arc<Recherche> = self.etat.piece().expect("a search");
        let (db, horloge) = (&self.etat.db, &self.etat.horloge);
        recherche::rattraper(db, horloge, &recherche).await.expect("an index");
    }

    /// The cookie of a new session of the example of a role, its second factor given.
    pub async fn cookie(&self, role: Role) -> String {
        let courriel = format!("{}@exemple.fr", role.code().replace('_', "-"));
        let maintenant = horloge().maintenant().ms();
        let secret =
            comptes::porte::ouvrir_une_session(&self.etat.db, &courriel, true, maintenant).await;
        format!("session={}", secret.expect("a session"))
    }
}

/// The organisation that the keys of the tests speak for.
pub const CENTRE: &str = "13002526500013";

/// An API key with these scopes, as the value of the header.
pub async fn cle(db: &Db, portees: &[Portee]) -> String {
    let fin = horloge().aujourd_hui().plus_jours(30);
    let maintenant = horloge().maintenant();
    let mut tx = db.write().await.expect("a transaction");
    let cle = partenaires::porte::creer_pour(&mut tx, CENTRE, ("Essais", portees), fin, maintenant);
    let cle = cle.await.expect("a key");
    tx.commit().await.expect("the key is kept");
    format!("Bearer {cle}")
}
