//! `compagnon index`.

use std::sync::Arc;

use noyau::horloge::Horloge;
use recherche::Recherche;

use crate::assembly;
use crate::config::Config;

/// Builds the search index again from the database.
pub async fn reconstruire(config: &Config) -> anyhow::Result<u8> {
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    let recherche = Arc::new(Recherche::ouvrir(&config.dossier, Default::default())?);
    let debut = std::time::Instant::now();
    let bilan = recherche::reconstruire(&db, &Horloge::systeme(), &recherche).await?;
    let secondes = debut.elapsed().as_secs_f64();
    let rythme = bilan.documents as f64 / secondes.max(0.001);
    println!(
        "Index reconstruit : {} documents en {secondes:.1} s ({rythme:.0} par seconde).",
        bilan.documents
    );
    Ok(0)
}
