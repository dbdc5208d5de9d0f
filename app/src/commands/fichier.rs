//! A file that bears its name is whole.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;

/// Writes a file under another name, which becomes its own at the end.
pub fn entier<T>(
    chemin: &Path,
    ecrire: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let provisoire = chemin.with_extension("partiel");
    let fichier = File::create(&provisoire).with_context(|| format!("{}", provisoire.display()))?;
    let mut fichier = BufWriter::new(fichier);
    let ecrit = ecrire(&mut fichier)?;
    fichier.flush()?;
    std::fs::rename(&provisoire, chemin)?;
    Ok(ecrit)
}
