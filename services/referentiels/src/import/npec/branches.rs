//! Numbers for the branches of a workbook, whose labels are long and repeated a million times.

use std::collections::HashMap;

use importer::{Arret, Puits};

use super::Branche;

/// Branches met so far.
#[derive(Default)]
pub struct Branches {
    numeros: HashMap<String, i64>,
}

impl Branches {
    /// The number of a branch; the first time, the branch itself is stored.
    pub fn numero(
        &mut self,
        puits: &mut Puits,
        ligne: i64,
        cpne: Option<&str>,
        libelle: &str,
    ) -> Result<i64, Arret> {
        let cle = cpne.unwrap_or(libelle);
        if let Some(numero) = self.numeros.get(cle) {
            return Ok(*numero);
        }
        let branche = self.numeros.len() as i64 + 1;
        self.numeros.insert(cle.to_owned(), branche);
        let (cpne, libelle) = (cpne.map(str::to_owned), libelle.to_owned());
        puits.poser(ligne, Branche { branche, cpne, libelle })?;
        Ok(branche)
    }
}
