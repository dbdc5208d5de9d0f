//! `compagnon situation`.

use std::io::{self, BufReader, BufWriter};

use effectifs::porte;
use noyau::horloge::Horloge;

/// Size of the buffers, in bytes.
const TAMPON: usize = 1 << 17;

/// Computes the timeline of each enrolment given on the standard input.
pub fn executer() -> anyhow::Result<u8> {
    let entree = BufReader::with_capacity(TAMPON, io::stdin().lock());
    let sortie = BufWriter::with_capacity(TAMPON, io::stdout().lock());
    let bilan = match porte::controler(entree, sortie, Horloge::systeme().aujourd_hui()) {
        // Whoever reads has seen enough.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(0),
        autre => autre?,
    };
    eprintln!("{} dossiers lus, {} en erreur.", bilan.bonnes + bilan.mauvaises, bilan.mauvaises);
    Ok(0)
}
