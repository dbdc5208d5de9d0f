//! `compagnon doctor`: is everything in order?

use base::Db;
use noyau::horloge::Horloge;
use recherche::Recherche;

use crate::assembly;
use crate::config::Config;

/// Checks the database, the tables, the index and the journal; exit code 1 when something is wrong.
pub async fn executer(config: &Config) -> anyhow::Result<u8> {
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    let versions = base::versions::lister(db.read(), 1_000).await?;
    let courantes = versions.iter().filter(|v| v.statut == "courante").count();
    println!("base : {:?}, tables à jour, {courantes} jeux de données en service", db.moteur());
    let recherche = Recherche::ouvrir(&config.dossier, Default::default())?;
    let derniere = base::evenements::derniere_position(db.read()).await?;
    let retard = derniere - recherche.index().position()?;
    println!(
        "index : {} documents, {retard} événements de retard",
        recherche.index().nombre_de_documents()
    );
    if retard > 0 {
        println!(
            "→ « compagnon index rebuild » le remet à jour (un serveur en marche le fait seul)"
        );
    }
    let journal_intact = verifier_le_journal(&db).await?;
    Ok(u8::from(retard > 0 || !journal_intact))
}

/// Reads the whole chain again and names its first broken row.
async fn verifier_le_journal(db: &Db) -> anyhow::Result<bool> {
    let bilan = conformite::journal::verifier(db.read(), true).await?;
    match &bilan.rupture {
        None => println!("journal : intact, {} lignes vérifiées", bilan.lues),
        Some(rupture) => {
            println!("journal : ROMPU à la ligne {} ({})", rupture.rang, rupture.raison);
        }
    }
    Ok(bilan.rupture.is_none())
}
