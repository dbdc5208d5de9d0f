//! Archives of several files.

use std::fs::File;
use std::io::{BufReader, Read};

use crate::{Fichier, Illisible};

/// Largest content a file of an archive may announce: a bomb is refused before it is read.
const TAILLE_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// Opens each file of the archive in turn. Names are given as the archive spells them: some
/// publishers still write accents in a legacy encoding, so match them on their ASCII part.
pub fn lire(
    fichier: &Fichier,
    mut traiter: impl FnMut(&str, &mut dyn Read) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(fichier.chemin())?))
        .map_err(|e| Illisible::format(format!("archive illisible ou tronquée : {e}")))?;
    for rang in 0..archive.len() {
        let mut membre = archive
            .by_index(rang)
            .map_err(|e| Illisible::format(format!("archive endommagée : {e}")))?;
        if membre.size() > TAILLE_MAX {
            return Err(Illisible::format(format!("« {} » dépasse 2 Go", membre.name())));
        }
        if membre.is_dir() {
            continue;
        }
        let nom = membre.name().to_owned();
        traiter(&nom, &mut membre)?;
    }
    Ok(())
}
