#![doc = include_str!("../README.md")]

mod adresses;
mod alimentation;
mod api;
mod comptes;
mod hit;
mod pages;
mod piece;
mod plan;
mod regles;
mod routes;
mod sources;
mod tables;
mod taches;
pub mod vues;

use web::{Etat, Pieces, Service, Source};

pub use alimentation::{Bilan, Message, rattraper, reconstruire};
pub use hit::{Hit, PointGeoJson};
pub use piece::{Recherche, Trouve};
pub use plan::plan;
pub use regles::{Criteres, Portee, requete};
pub use sources::Sources;
pub use tables::Tables;

/// The search.
pub fn service() -> Service {
    Service::new(
        "recherche",
        "Chercher une formation, une offre, une entreprise",
        Source::Convention("annexe, La bonne alternance"),
    )
    .routes(routes::table())
    .plan([
        ("Accueil", "/"),
        ("Rechercher", "/recherche"),
        ("Intégrer la recherche à votre site", "/integrer"),
    ])
    .taches([taches::nouveau_jour()])
    .preparer(|etat, pieces| Box::pin(preparer(etat, pieces)))
    .fond(|etat| Box::pin(suivre(etat)))
}

async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    let dossier = &etat.reglages.dossier;
    let sources = Sources::charger(etat.db.read()).await?;
    pieces.poser(Recherche::ouvrir(dossier, sources)?);
    if let Some(adresse) = &etat.reglages.adresses {
        pieces.poser(adresses::Adresses::de(adresse)?);
    }
    Ok(())
}

async fn suivre(etat: Etat) {
    if let Ok(recherche) = Recherche::de(&etat) {
        alimentation::suivre(etat.db.clone(), etat.horloge.clone(), recherche).await;
    }
}
