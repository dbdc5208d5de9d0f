#![doc = include_str!("../README.md")]

mod api;
mod envoi;
mod pages;
pub mod porte;
mod routes;

use std::sync::Arc;

use courrier::Compteurs;
use web::{Service, Source};

pub use pages::vues;

/// The mails.
pub fn service() -> Service {
    Service::new("courriels", "Les courriels que le service envoie", Source::Fondation)
        .routes(routes::table())
        .actions([&routes::SUIVRE, &routes::RELANCER])
        .entrees([routes::ENTREE])
        .plan([("Les courriels que nous envoyons", "/courriels")])
        .traitements(courrier::traitements())
        .personnes(courrier::personnes())
        .dossiers(courrier::dossiers())
        .courriels([envoi::ESSAI])
        .preparer(|_, pieces| {
            pieces.poser(Arc::new(Compteurs::default()));
            Box::pin(async { Ok(()) })
        })
        .fond(|etat| Box::pin(envoi::tourner(etat)))
}
