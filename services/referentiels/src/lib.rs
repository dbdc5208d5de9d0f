#![doc = include_str!("../README.md")]

mod api;
mod depot;
mod geographie;
mod import;
mod jeux;
mod pages;
pub mod porte;
pub mod regles;
mod routes;
mod vues;

use web::{Etat, Pieces, Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new("referentiels", "Les référentiels officiels", Source::Fondation)
        .migrations(base::migrations![
            "0001_communes.sql",
            "0002_rome.sql",
            "0003_certifications.sql",
            "0004_branches.sql",
            "0005_missions_locales.sql",
        ])
        .routes(routes::table())
        .plan([("Certifications", "/certifications")])
        .importeurs(import::importeurs())
        .ecartes(import::ecartes())
        .jeux(jeux::jeux())
        .preparer(|etat, pieces| Box::pin(preparer(etat, pieces)))
        .fond(|etat| Box::pin(suivre(etat)))
}

async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    pieces.poser(porte::Registre::ouvrir(etat.db.read()).await?);
    geographie::preparer(etat, pieces).await
}

async fn suivre(etat: Etat) {
    let certifications = async {
        if let Some(registre) = etat.piece::<porte::Registre>() {
            registre.suivre(etat.db.read()).await;
        }
    };
    tokio::join!(certifications, geographie::suivre(&etat));
}
