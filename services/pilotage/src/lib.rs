#![doc = include_str!("../README.md")]

mod conformite;
mod depot;
mod export;
mod pages;
pub mod porte;
pub mod regles;
mod routes;
pub mod vues;

use web::{Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new(
        "pilotage",
        "Les chiffres du service et l’avis de ses usagers",
        Source::Convention("annexe, pilotage et indicateurs d’impact"),
    )
    .migrations(base::migrations!["0001_pilotage.sql"])
    .routes(routes::table())
    .plan([("Statistiques", "/statistiques"), ("Donner mon avis", "/avis")])
    .jeux([export::FREQUENTATION])
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .fond(|etat| Box::pin(porte::verser_sans_fin(etat)))
}
