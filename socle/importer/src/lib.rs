#![doc = include_str!("../README.md")]

mod apercu;
pub mod auto;
mod course;
pub mod lecteurs;
mod puits;
mod rapport;

pub use apercu::{Apercu, Fichier, Illisible};
pub use base::versions::Rejet;
pub use base::{Table, Valeur};
pub use course::{Course, Issue, Options, importer};
pub use lecteurs::{Csv, Ligne, Origine};
pub use puits::{Arret, Enregistrement, Puits};
pub use rapport::Rapport;

/// What a service declares to load one publisher's file.
#[derive(Clone, Copy)]
pub struct Importeur {
    /// Name on the command line, e.g. `rome`. Several importers may share it.
    pub source: &'static str,
    /// Data set that a file of this format replaces, e.g. `rome/appellations`.
    pub jeu: &'static str,
    /// What the file is and who publishes it, in French.
    pub titre: &'static str,
    /// What the file must look like, in French: said when it is not recognised.
    pub attendu: &'static str,
    /// Order of loading: a data set comes after those it refers to.
    pub rang: u16,
    /// To be raised when the code that reads the format changes, so that a file already imported
    /// is read again.
    pub revision: u16,
    /// Tables it fills. Their rows carry the version.
    pub tables: &'static [&'static Table],
    /// Tells the format from the first bytes and the name.
    pub reconnaitre: fn(&Apercu) -> bool,
    /// Among files of the same data set, which comes first (for successive days). 0 when the
    /// publisher gives no order.
    pub ordre: fn(&str) -> i64,
    /// Reads the file: rows and rejects go to the sink.
    pub lire: fn(&Fichier, &mut Puits) -> Result<(), Illisible>,
}

impl std::fmt::Debug for Importeur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Importeur({})", self.jeu)
    }
}

/// For [`Importeur::ordre`], when files of a data set have no order of their own.
pub fn sans_ordre(_nom: &str) -> i64 {
    0
}
