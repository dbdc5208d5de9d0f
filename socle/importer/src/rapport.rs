//! The report of rejects, as a CSV that opens in a spreadsheet.

use std::fs::File;
use std::path::{Path, PathBuf};

use base::versions::Rejet;

/// `rejets.csv` of one import; created with its first reject.
#[derive(Debug)]
pub struct Rapport {
    chemin: PathBuf,
    fichier: Option<csv::Writer<File>>,
}

impl Rapport {
    /// Prepares `<dossier>/<jeu>/<nom>-rejets.csv`.
    pub fn nouveau(dossier: &Path, jeu: &str, nom: &str) -> Self {
        let chemin = dossier.join(jeu.replace('/', "-")).join(format!("{nom}-rejets.csv"));
        Rapport { chemin, fichier: None }
    }

    /// Adds rejects.
    pub fn noter(&mut self, rejets: &[Rejet]) -> std::io::Result<()> {
        if rejets.is_empty() {
            return Ok(());
        }
        let fichier = match &mut self.fichier {
            Some(fichier) => fichier,
            None => self.fichier.insert(creer(&self.chemin)?),
        };
        for r in rejets {
            let ligne = r.ligne.to_string();
            fichier.write_record([&ligne, &r.colonne, &r.valeur, &r.regle, &r.message])?;
        }
        Ok(())
    }

    /// Ends the report; returns where it is, if there was anything to report.
    pub fn fermer(mut self) -> std::io::Result<Option<PathBuf>> {
        let Some(mut fichier) = self.fichier.take() else { return Ok(None) };
        fichier.flush()?;
        Ok(Some(self.chemin))
    }
}

fn creer(chemin: &Path) -> std::io::Result<csv::Writer<File>> {
    if let Some(dossier) = chemin.parent() {
        std::fs::create_dir_all(dossier)?;
    }
    let mut fichier = csv::WriterBuilder::new().delimiter(b';').from_path(chemin)?;
    fichier.write_record(["ligne", "colonne", "valeur", "règle", "message"])?;
    Ok(fichier)
}
