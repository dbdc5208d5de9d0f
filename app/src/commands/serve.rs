//! `compagnon serve`.

use std::net::SocketAddr;

use noyau::horloge::Horloge;
use recherche::Recherche;
use taches::Contexte;
use tokio::net::TcpListener;
use web::routeur;

use super::{Echelle, demo};
use crate::assembly::{self, services};
use crate::config::Config;

/// Starts the site and the API, and stops them on Ctrl-C or SIGTERM once the requests under way
/// are answered.
pub async fn executer(
    config: Config,
    ecoute: Option<SocketAddr>,
    en_demo: bool,
) -> anyhow::Result<u8> {
    let config = a_l_adresse(config, ecoute);
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(&config, &horloge).await?;
    if en_demo && base::versions::marque(db.read()).await? == 0 {
        println!("La base est vide : chargement des données de démonstration…");
        demo::charger(&config, &db, &horloge, Echelle::Petit, horloge.aujourd_hui(), 2026).await?;
    }
    let services = services();
    let etat = assembly::etat(&config, db.clone(), horloge.clone(), en_demo)?;
    let (routeur, etat) = routeur::assembler(etat, &services).await?;
    if let Some(recherche) = etat.piece::<Recherche>()
        && recherche.index().nombre_de_documents() == 0
    {
        recherche::rattraper(&db, &horloge, &recherche).await?;
    }
    for fond in services.iter().flat_map(|s| &s.fonds) {
        tokio::spawn(fond(etat.clone()));
    }
    let taches = services.iter().flat_map(|s| s.taches.clone()).collect();
    tokio::spawn(taches::tourner(Contexte { db, horloge }, taches));
    let ecouteur = TcpListener::bind(config.ecoute)
        .await
        .map_err(|e| anyhow::anyhow!("impossible d'écouter sur {} : {e}", config.ecoute))?;
    println!("Compagnon est ouvert : {}", config.adresse);
    let application = routeur.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(ecouteur, application).with_graceful_shutdown(arret()).await?;
    pilotage::porte::verser(&etat).await?;
    Ok(0)
}

fn a_l_adresse(config: Config, ecoute: Option<SocketAddr>) -> Config {
    let Some(ecoute) = ecoute else { return config };
    let par_defaut = config.adresse == format!("http://{}", config.ecoute);
    let adresse = if par_defaut { format!("http://{ecoute}") } else { config.adresse.clone() };
    Config { ecoute, adresse, ..config }
}

async fn arret() {
    let clavier = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terme) => {
            tokio::select! { _ = clavier => {}, _ = terme.recv() => {} }
        }
        Err(_) => {
            clavier.await.ok();
        }
    }
    println!("Arrêt demandé : les réponses en cours se terminent.");
}
