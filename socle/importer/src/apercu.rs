//! A file, its first bytes, and why it may be unreadable.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::puits::Arret;

/// Enough of a file to tell its format.
const DEBUT: u64 = 64 * 1024;

/// Why a file is not what was announced. The message is in French, for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Illisible {
    /// The content is not of the format.
    #[error("{0}")]
    Format(String),
    /// The file cannot be opened or read to its end.
    #[error("le fichier ne peut pas être lu : {0}")]
    Lecture(#[from] std::io::Error),
    /// Nobody takes the rows any more: the database refused, or the program stops.
    #[error("l'import s'est arrêté : la base n'accepte plus les lignes")]
    Arret,
}

impl Illisible {
    /// A format error with its explanation.
    pub fn format(message: impl Into<String>) -> Self {
        Illisible::Format(message.into())
    }
}

impl From<Arret> for Illisible {
    fn from(_: Arret) -> Self {
        Illisible::Arret
    }
}

/// A file to import.
#[derive(Clone, Debug)]
pub struct Fichier {
    chemin: PathBuf,
}

impl Fichier {
    /// Points at a file; nothing is read yet.
    pub fn nouveau(chemin: impl Into<PathBuf>) -> Self {
        Fichier { chemin: chemin.into() }
    }

    /// Where it is.
    pub fn chemin(&self) -> &Path {
        &self.chemin
    }

    /// Its name, without the folder.
    pub fn nom(&self) -> String {
        self.chemin.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Opens it for buffered reading.
    pub fn ouvrir(&self) -> Result<BufReader<File>, Illisible> {
        Ok(BufReader::with_capacity(256 * 1024, File::open(&self.chemin)?))
    }

    /// Its name and first bytes.
    pub fn apercu(&self) -> Result<Apercu, Illisible> {
        let mut debut = Vec::new();
        File::open(&self.chemin)?.take(DEBUT).read_to_end(&mut debut)?;
        Ok(Apercu { nom: self.nom(), debut, fichier: self.clone() })
    }
}

/// The name and the first bytes of a file.
#[derive(Clone, Debug)]
pub struct Apercu {
    nom: String,
    debut: Vec<u8>,
    fichier: Fichier,
}

impl Apercu {
    /// File name.
    pub fn nom(&self) -> &str {
        &self.nom
    }

    /// True when the name ends so, whatever the case.
    pub fn extension(&self, fin: &str) -> bool {
        self.nom.to_ascii_lowercase().ends_with(&format!(".{fin}"))
    }

    /// The first bytes as text, undecodable ones replaced, without the BOM.
    pub fn texte(&self) -> String {
        String::from_utf8_lossy(&self.debut).trim_start_matches('\u{feff}').to_owned()
    }

    /// The first line.
    pub fn entete(&self) -> String {
        self.texte().lines().next().unwrap_or_default().to_owned()
    }

    /// True when the first bytes hold accents and all of them are UTF-8: for publishers who change
    /// encoding from one table to the next.
    pub fn accents_en_utf8(&self) -> bool {
        // The last character may be cut: an error there says nothing.
        let valable = match std::str::from_utf8(&self.debut) {
            Ok(_) => true,
            Err(e) => e.error_len().is_none(),
        };
        valable && !self.debut.is_ascii()
    }

    /// True when the first line holds all these column names.
    pub fn a_les_colonnes(&self, colonnes: &[&str]) -> bool {
        let entete = self.entete();
        let presentes: Vec<&str> =
            entete.split([';', ',', '\t']).map(|c| c.trim().trim_matches('"')).collect();
        colonnes.iter().all(|c| presentes.contains(c))
    }

    /// True when the text begins like JSON (array, object or NDJSON) and names all these keys.
    pub fn a_les_cles(&self, cles: &[&str]) -> bool {
        let texte = self.texte();
        let debut = texte.trim_start();
        debut.starts_with(['[', '{']) && cles.iter().all(|c| texte.contains(&format!("\"{c}\"")))
    }

    /// Names of the files of a ZIP archive; empty when it is not one or is damaged.
    pub fn noms_du_zip(&self) -> Vec<String> {
        if !self.debut.starts_with(b"PK") {
            return Vec::new();
        }
        let Ok(fichier) = File::open(self.fichier.chemin()) else { return Vec::new() };
        zip::ZipArchive::new(BufReader::new(fichier))
            .map(|archive| archive.file_names().map(str::to_owned).collect())
            .unwrap_or_default()
    }

    /// True for a ZIP archive (XLSX included), damaged or not.
    pub fn est_un_zip(&self) -> bool {
        self.debut.starts_with(b"PK")
    }

    /// Names of the sheets of an XLSX file; empty when it is not one.
    pub fn feuilles(&self) -> Vec<String> {
        if !self.est_un_zip() || !self.extension("xlsx") {
            return Vec::new();
        }
        crate::lecteurs::xlsx::feuilles(&self.fichier).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_tell_the_encoding() {
        let cas: [(&[u8], bool); 5] = [
            ("DATE;LIBELLE\n1;pâtissier".as_bytes(), true),
            (b"DATE;LIBELLE\n1;p\xe2tissier", false),
            (b"DATE;LIBELLE\n1;boulanger", false),
            (b"LIBELLE\np\xc3\xa2tissier\ncoup\xc3", true),
            (b"", false),
        ];
        for (octets, attendu) in cas {
            let fichier = Fichier::nouveau("essai.csv");
            let apercu = Apercu { nom: fichier.nom(), debut: octets.to_vec(), fichier };
            assert_eq!(apercu.accents_en_utf8(), attendu, "{}", apercu.texte());
        }
    }
}
