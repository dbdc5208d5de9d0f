//! The company file with a forecast on each line.

use std::io::{self, Write};

use csv::{Writer, WriterBuilder};
use importer::Ligne;

use crate::import::etablissements::{COLONNES, DIFFUSION, PREVISION, champ};
use crate::import::previsions;
use crate::regles::prevision::Prevision;

/// Where lines go.
pub struct Sortie<W: Write>(Writer<W>);

impl<W: Write> Sortie<W> {
    /// Writes the names of the columns.
    pub fn ouvrir(sortie: W) -> io::Result<Self> {
        let mut lignes = WriterBuilder::new().delimiter(b';').from_writer(sortie);
        let gardees = ["email", "categorie_juridique", "statut_diffusion"];
        lignes.write_record(COLONNES.iter().chain(&gardees).chain(&PREVISION))?;
        Ok(Sortie(lignes))
    }

    /// Writes a company as its file gives it, then its forecast. Telephones are left out.
    pub fn ecrire(&mut self, ligne: &Ligne<'_>, prevision: &Prevision) -> io::Result<()> {
        let siret = prevision.siret.to_string();
        let reste = (1..=DIFFUSION).map(|rang| champ(ligne, rang).unwrap_or_default());
        let facteurs = previsions::ecrire(prevision);
        let champs = std::iter::once(siret.as_str()).chain(reste);
        Ok(self.0.write_record(champs.chain(facteurs.iter().map(String::as_str)))?)
    }

    /// Writes what is left.
    pub fn finir(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
