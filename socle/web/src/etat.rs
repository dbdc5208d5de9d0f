//! What every handler can reach.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::FromRef;
use base::{Db, Lecture};
use coffre::Coffre;
use noyau::horloge::Horloge;

use crate::compteurs::Compteurs;
use crate::page::Site;

/// An identity provider that the operator declared.
#[derive(Clone)]
pub struct FournisseurIdentite {
    /// Its code: `proconnect`, `franceconnect`.
    pub code: &'static str,
    /// Its issuer.
    pub emetteur: String,
    /// Our identifier there.
    pub client: String,
    /// Our secret there.
    pub secret: String,
}

impl std::fmt::Debug for FournisseurIdentite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {}, ***)", self.code, self.emetteur, self.client)
    }
}

/// How the program was configured, for what pages and services need of it.
#[derive(Clone, Debug)]
pub struct Reglages {
    /// Address under which the site is reached, without a final slash.
    pub adresse: String,
    /// Folder of files and indexes.
    pub dossier: PathBuf,
    /// Invented data, said on every page.
    pub demo: bool,
    /// Number of trusted proxies in front (each adds an address to `X-Forwarded-For`).
    pub mandataires: usize,
    /// Whether requests are counted and limited.
    pub limites: bool,
    /// Address of the service that finds postal addresses, when there is one.
    pub adresses: Option<String>,
    /// The antivirus, when there is one.
    pub antivirus: Option<liens::antivirus::Clamd>,
    /// Where companies are looked up.
    pub entreprises: liens::entreprises::Reglages,
    /// The identity providers, in the order of the page.
    pub fournisseurs: Vec<FournisseurIdentite>,
    /// The key of the site.
    pub coffre: Coffre,
    /// How mails leave.
    pub courriel: courrier::Reglages,
    /// The site as its operator configured it.
    pub site: Arc<Site>,
}

impl Reglages {
    /// What every mail of the site shows.
    pub fn habillage(&self) -> courrier::Habillage {
        let (nom, adresse) = (self.site.nom.clone(), self.adresse.clone());
        courrier::Habillage { nom, adresse, demo: self.demo }
    }
}

impl Reglages {
    /// For tests: nothing is counted, files go to the temporary folder, the key is known.
    ///
    /// # Panics
    /// Never: the key is well formed.
    #[allow(clippy::expect_used, reason = "a constant")]
    pub fn d_essai() -> Self {
        Reglages {
            adresse: "http://127.0.0.1:8080".to_owned(),
            dossier: std::env::temp_dir(),
            demo: false,
            mandataires: 0,
            limites: false,
            adresses: None,
            antivirus: None,
            entreprises: liens::entreprises::Reglages::default(),
            fournisseurs: Vec::new(),
            coffre: Coffre::lire(&"0".repeat(64)).expect("a key"),
            courriel: courrier::Reglages::default(),
            site: Arc::default(),
        }
    }
}

/// What services prepared before the first request, by type.
#[derive(Default)]
pub struct Pieces(HashMap<TypeId, Arc<dyn Any + Send + Sync>>);

impl Pieces {
    /// Adds a piece; one of each type.
    pub fn poser<T: Any + Send + Sync>(&mut self, piece: T) {
        self.0.insert(TypeId::of::<T>(), Arc::new(piece));
    }

    /// The piece of this type laid before.
    pub fn prendre<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.0.get(&TypeId::of::<T>()).cloned().and_then(|p| p.downcast().ok())
    }
}

/// The state of the program, cheap to clone.
#[derive(Clone)]
pub struct Etat {
    /// The database, both ways. A GET handler takes [`Lecture`] instead.
    pub db: Db,
    /// The clock.
    pub horloge: Horloge,
    /// The configuration.
    pub reglages: Arc<Reglages>,
    pieces: Arc<Pieces>,
}

impl Etat {
    /// A state without pieces.
    pub fn nouveau(db: Db, horloge: Horloge, reglages: Reglages) -> Self {
        Etat { db, horloge, reglages: Arc::new(reglages), pieces: Arc::default() }
    }

    /// The same with the pieces that services prepared.
    pub fn avec(mut self, pieces: Pieces) -> Self {
        self.pieces = Arc::new(pieces);
        self
    }

    /// The piece of this type; `None` when the service that makes it is switched off.
    pub fn piece<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        self.pieces.prendre()
    }
}

impl Etat {
    /// Counts one use, in memory: `cle` comes from a closed list, never from what someone typed.
    pub fn compter(&self, mesure: &'static str, cle: &str) {
        if let Some(compteurs) = self.piece::<Compteurs>() {
            compteurs.compter(mesure, cle);
        }
    }
}

impl FromRef<Etat> for Lecture {
    fn from_ref(etat: &Etat) -> Lecture {
        etat.db.read().clone()
    }
}

impl FromRef<Etat> for Horloge {
    fn from_ref(etat: &Etat) -> Horloge {
        etat.horloge.clone()
    }
}

impl FromRef<Etat> for Arc<Reglages> {
    fn from_ref(etat: &Etat) -> Arc<Reglages> {
        etat.reglages.clone()
    }
}
