#![doc = include_str!("../README.md")]

mod conformite;
mod depot;
mod import;
pub mod porte;
pub mod regles;

use web::service::{Indicateur, Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new(
        "annuaire",
        "L’annuaire des organismes de formation en apprentissage",
        Source::Convention("annexe, référentiel UAI–SIRET"),
    )
    .migrations(base::migrations!["0001_annuaire.sql"])
    .importeurs(import::importeurs())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .indicateurs([organismes_connus()])
}

fn organismes_connus() -> Indicateur {
    Indicateur {
        code: "annuaire.organismes",
        titre: "Organismes connus",
        definition: "Nombre de SIRET distincts que décrit au moins un jeu de données en cours.",
        calcul: |db| Box::pin(async move { Ok(depot::compter(db).await?) }),
    }
}
