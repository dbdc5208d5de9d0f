//! `compagnon retention`: runs the rules that say how long data is kept.

use conformite::retention::{self, Passage};
use noyau::horloge::Horloge;

use crate::assembly;
use crate::config::Config;

/// Runs every rule, or only counts; exit code 1 when one failed.
pub async fn executer(config: &Config, a_blanc: bool) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    let declarations = web::declarations(&assembly::services());
    let maintenant = horloge.maintenant().ms();
    let passages = retention::passer(&db, &declarations, a_blanc, maintenant).await?;
    println!(
        "{:<28} {:<24} {:>8} {:>8} {:>8}  état",
        "traitement", "table", "échus", "traités", "à 30 j"
    );
    passages.iter().for_each(|p| println!("{}", ligne(p)));
    Ok(u8::from(passages.iter().any(|p| p.etat == "echec")))
}

fn ligne(p: &Passage) -> String {
    let etat = match p.etat.as_str() {
        "fait" => "fait".to_owned(),
        "a_blanc" => "compté, rien n'est changé".to_owned(),
        "gele" => format!("gelé : {}", p.message),
        _ => format!("échec : {}", p.message),
    };
    format!(
        "{:<28} {:<24} {:>8} {:>8} {:>8}  {etat}",
        p.traitement, p.nom_table, p.echus, p.traites, p.a_venir
    )
}
