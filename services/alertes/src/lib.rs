#![doc = include_str!("../README.md")]

mod conformite;
mod courriels;
mod depot;
mod envoi;
mod pages;
pub mod porte;
mod regles;
mod routes;

use web::{Indicateur, Service, Source};

/// Searches kept without an account.
pub fn service() -> Service {
    Service::new(
        "alertes",
        "Être prévenu des nouvelles offres, sans compte",
        Source::Convention("passation 4/"),
    )
    .migrations(base::migrations!["0001_alertes.sql"])
    .routes(routes::table())
    .traitements(conformite::traitements())
    .regles(conformite::regles())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .courriels(courriels::modeles())
    .indicateurs([Indicateur {
        code: "alertes.actives",
        titre: "Recherches suivies par courriel",
        definition: "Recherches dont l’adresse a été confirmée et qui sont encore conservées.",
        calcul: |db| Box::pin(async move { Ok(depot::actives(db).await?) }),
    }])
    .fond(|etat| Box::pin(envoi::tourner(etat)))
}
