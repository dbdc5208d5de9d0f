//! Writing a data set in a folder, one file per kind, as the publishers deliver them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Demo;

/// A file written, with its number of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// Where it is.
    pub chemin: PathBuf,
    /// Rows in it.
    pub lignes: u64,
}

impl Demo {
    /// Writes the seven files of the data set in an existing folder: `communes.json`, `missions-locales.json` and
    /// `organismes.json` as JSON arrays, `formations.ndjson`, `offres.ndjson` and `recruteurs.ndjson` as one object a line,
    /// `etablissements.csv` with the mailboxes of the first companies.
    ///
    /// # Errors
    /// The first failure to create or write a file.
    pub fn ecrire_fichiers(&self, dossier: &Path) -> io::Result<Vec<Fichier>> {
        Ok(vec![
            write(dossier.join("communes.json"), |f| ecrire_tableau(self.communes(), f))?,
            write(dossier.join("missions-locales.json"), |f| {
                ecrire_tableau(self.missions_locales(), f)
            })?,
            write(dossier.join("organismes.json"), |f| ecrire_tableau(self.organismes(), f))?,
            write(dossier.join("formations.ndjson"), |f| ecrire_lignes(self.formations(), f))?,
            write(dossier.join("offres.ndjson"), |f| ecrire_lignes(self.offres(), f))?,
            write(dossier.join("recruteurs.ndjson"), |f| ecrire_lignes(self.recruteurs(), f))?,
            write(dossier.join("etablissements.csv"), |f| ecrire_lignes(self.etablissements(), f))?,
        ])
    }
}

/// Writes one object a line (NDJSON) and returns how many.
///
/// # Errors
/// Those of `sortie`.
pub fn ecrire_lignes(
    lignes: impl Iterator<Item = String>,
    sortie: &mut impl Write,
) -> io::Result<u64> {
    let mut count = 0;
    for ligne in lignes {
        sortie.write_all(ligne.as_bytes())?;
        sortie.write_all(b"\n")?;
        count += 1;
    }
    Ok(count)
}

/// Writes a JSON array, one object a line, and returns how many.
///
/// # Errors
/// Those of `sortie`.
pub fn ecrire_tableau(
    lignes: impl Iterator<Item = String>,
    sortie: &mut impl Write,
) -> io::Result<u64> {
    let mut count = 0;
    for ligne in lignes {
        sortie.write_all(if count == 0 { b"[\n" } else { b",\n" })?;
        sortie.write_all(ligne.as_bytes())?;
        count += 1;
    }
    sortie.write_all(if count == 0 { b"[]\n" } else { b"\n]\n" })?;
    Ok(count)
}

fn write(
    chemin: PathBuf,
    rows: impl FnOnce(&mut BufWriter<File>) -> io::Result<u64>,
) -> io::Result<Fichier> {
    let mut file = BufWriter::new(File::create(&chemin)?);
    let lignes = rows(&mut file)?;
    file.flush()?;
    Ok(Fichier { chemin, lignes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_and_lines_read_back() {
        for count in [0u64, 1, 3] {
            let rows = || (0..count).map(|rank| format!("{{\"rang\":{rank}}}"));
            let (mut array, mut lines) = (Vec::new(), Vec::new());
            assert_eq!(ecrire_tableau(rows(), &mut array).ok(), Some(count));
            assert_eq!(ecrire_lignes(rows(), &mut lines).ok(), Some(count));
            let read: Vec<serde_json::Value> =
                serde_json::from_slice(&array).expect("a JSON array");
            assert_eq!(read.len() as u64, count);
            assert_eq!(lines.iter().filter(|b| **b == b'\n').count() as u64, count);
        }
    }
}
