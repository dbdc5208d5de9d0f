//! `compagnon avis`.

use noyau::horloge::Horloge;
use pilotage::porte;

use crate::assembly;
use crate::config::Config;

/// Prints what people wrote with their opinion.
pub async fn executer(config: &Config, limite: i64) -> anyhow::Result<u8> {
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    let recus = porte::avis(db.read(), limite).await?;
    if recus.is_empty() {
        println!("Aucun avis écrit.");
    }
    for avis in recus {
        println!("{} — {} — {}\n{}\n", avis.le.long(), avis.parcours, avis.note, avis.texte);
    }
    Ok(0)
}
