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
    /// Data set that a file of this format replaces, e.g. `rome/appellations`. Ending with `/*`,
    /// it stands for a family of data sets, one per file name: see [`Importeur::jeu_de`].
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

impl Importeur {
    /// The data set that this file replaces. In a family (`organismes/reseau/*`), files that
    /// differ only by the digits of their names (a date, a copy number) replace each other:
    /// `reseau-cma_2026-11-01.csv` and `reseau-cma.csv` are both `organismes/reseau/reseau-cma`.
    pub fn jeu_de(&self, fichier: &Fichier) -> String {
        match self.jeu.strip_suffix('*') {
            Some(famille) => famille.to_owned() + &membre(&fichier.nom()),
            None => self.jeu.to_owned(),
        }
    }
}

/// Name of a file in a family: its stem in lower case, words joined, digits left out.
fn membre(nom: &str) -> String {
    let souche = nom.split('.').next().unwrap_or_default();
    let plie = noyau::texte::plier(souche);
    let mots: Vec<&str> =
        plie.split(|c: char| !c.is_ascii_alphabetic()).filter(|mot| !mot.is_empty()).collect();
    if mots.is_empty() { "sans-nom".to_owned() } else { mots.join("-") }
}

impl std::fmt::Debug for Importeur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Importeur({})", self.jeu)
    }
}

/// A publisher's file that we know and leave aside, and why: an operator who drops it in the
/// folder must not wonder.
#[derive(Clone, Copy)]
pub struct Ecarte {
    /// Tells the format from the first bytes and the name.
    pub reconnaitre: fn(&Apercu) -> bool,
    /// Why it is left aside, in French.
    pub motif: &'static str,
}

/// For [`Importeur::ordre`], when files of a data set have no order of their own.
pub fn sans_ordre(_nom: &str) -> i64 {
    0
}

#[cfg(test)]
mod tests {
    use super::membre;

    #[test]
    fn files_of_a_family_are_told_apart_by_the_words_of_their_names() {
        let cases = [
            ("referentiel-reseau-cma.csv", "referentiel-reseau-cma"),
            ("Référentiel-réseau-CMA_2026-11-01.csv", "referentiel-reseau-cma"),
            ("referentiel-reseau-cma (2).csv", "referentiel-reseau-cma"),
            ("referentiel-reseau-aden.csv", "referentiel-reseau-aden"),
            ("2024.csv", "sans-nom"),
        ];
        for (nom, attendu) in cases {
            assert_eq!(membre(nom), attendu, "{nom}");
        }
    }
}
