#![doc = include_str!("../README.md")]

mod depot;
mod import;
pub mod porte;
pub mod regles;

use web::service::{Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new("referentiels", "Les référentiels officiels", Source::Fondation)
        .migrations(base::migrations![
            "0001_communes.sql",
            "0002_rome.sql",
            "0003_certifications.sql",
            "0004_branches.sql",
        ])
        .importeurs(import::importeurs())
        .ecartes(import::ecartes())
}
