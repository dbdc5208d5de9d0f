//! `compagnon export`: an open data set as a file.

use std::path::Path;

use anyhow::{Context, bail};
use futures::TryStreamExt;
use noyau::horloge::Horloge;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use web::Jeu;
use web::export::{self, Format};

use crate::assembly;
use crate::config::Config;

/// Writes a data set to a file, or to the standard output; lists the sets when none is named.
pub async fn executer(
    config: &Config,
    jeu: Option<&str>,
    format: &str,
    sortie: Option<&Path>,
) -> anyhow::Result<u8> {
    let jeux: Vec<Jeu> = assembly::services().into_iter().flat_map(|s| s.jeux).collect();
    let Some(code) = jeu else {
        jeux.iter().for_each(|j| println!("{:<28} {}", j.code, j.titre));
        return Ok(0);
    };
    let Some(jeu) = jeux.iter().find(|j| j.code == code) else {
        bail!("le jeu « {code} » n'existe pas (« compagnon export » seul les liste)");
    };
    let format = Format::lire(format)
        .with_context(|| format!("format « {format} » inconnu : csv, xlsx ou ndjson"))?;
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    let morceaux = export::ecrire(format, jeu.colonnes, (jeu.lignes)(db.read().clone())).await?;
    match sortie {
        None => verser(morceaux, tokio::io::stdout()).await?,
        Some(chemin) => {
            // A file that bears the name is whole: it takes it at the end.
            let provisoire = chemin.with_extension("partiel");
            let fichier = tokio::fs::File::create(&provisoire).await;
            let fichier = fichier.with_context(|| format!("{}", provisoire.display()))?;
            verser(morceaux, fichier).await?;
            tokio::fs::rename(&provisoire, chemin).await?;
        }
    }
    Ok(0)
}

async fn verser(
    mut morceaux: export::Morceaux,
    mut sortie: impl AsyncWrite + Unpin,
) -> anyhow::Result<()> {
    while let Some(morceau) = morceaux.try_next().await? {
        sortie.write_all(&morceau).await?;
    }
    Ok(sortie.flush().await?)
}
