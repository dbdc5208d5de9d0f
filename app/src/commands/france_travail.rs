//! `compagnon flux-france-travail`.

use std::io::{self, Write};
use std::path::Path;

use noyau::horloge::Horloge;
use offres::porte::flux_france_travail;

use super::fichier::entier;
use crate::assembly;
use crate::config::Config;

/// Writes the flow to a file, or to the standard output.
pub async fn executer(config: &Config, sortie: Option<&Path>) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    let mut lignes = Vec::new();
    let (site, maintenant) = (&config.adresse, horloge.maintenant());
    let nombre = flux_france_travail(db.read(), site, maintenant, &mut lignes).await?;
    match sortie {
        None => io::stdout().write_all(&lignes)?,
        Some(chemin) => entier(chemin, |fichier| Ok(fichier.write_all(&lignes)?))?,
    }
    eprintln!("{nombre} lignes écrites.");
    Ok(0)
}
