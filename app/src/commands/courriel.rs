//! `compagnon courriel`: do mails leave?

use courrier::Sort;
use noyau::horloge::Horloge;

use crate::assembly;
use crate::config::Config;

/// Queues a trial mail; a server that runs sends it.
pub async fn essai(config: &Config, adresse: &str) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    let maintenant = horloge.maintenant().ms();
    let site = &config.adresse;
    let sort = courriels::porte::envoyer_un_essai(&db, adresse, site, maintenant).await?;
    match sort {
        Sort::Refuse(motif) => {
            println!("Rien n’est envoyé : {}.", motif.libelle());
            return Ok(1);
        }
        _ if config.courriel.smtp.is_none() => println!(
            "Le courriel d’essai reste dans la base : COMPAGNON_COURRIEL__SMTP n’est pas configuré."
        ),
        _ => println!("Le courriel d’essai est en file : un serveur en marche l’envoie aussitôt."),
    }
    Ok(0)
}
