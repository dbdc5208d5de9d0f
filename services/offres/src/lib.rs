#![doc = include_str!("../README.md")]

mod actes;
mod api;
mod conformite;
mod connues;
mod demonstration;
mod depot;
mod export;
mod import;
pub mod porte;
pub mod regles;
mod routes;

use base::migrations;
use web::service::Source;
use web::{Indicateur, Service};

/// Offers of apprenticeship and companies likely to hire.
pub fn service() -> Service {
    Service::new(
        "offres",
        "Trouver une offre en apprentissage ou une entreprise qui recrute",
        Source::Convention("passation 4/"),
    )
    .migrations(migrations!["0001_offres.sql", "0002_sceau.sql", "0003_depot.sql"])
    .routes(routes::table())
    .importeurs(import::importeurs())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .regles(conformite::regles())
    .dossiers(conformite::dossiers())
    .jeux([export::OFFRES])
    .indicateurs(indicateurs())
    .preparer(|etat, pieces| {
        let connues = connues::Recruteurs(etat.db.read().clone());
        pieces.poser::<liens::entreprises::LesConnues>(std::sync::Arc::new(connues));
        Box::pin(async { Ok(()) })
    })
    .preparer(|etat, pieces| Box::pin(api::preparer(etat, pieces)))
    .preparer(|etat, _| {
        Box::pin(async move {
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
}

fn indicateurs() -> [Indicateur; 2] {
    [
        Indicateur {
            code: "offres.ouvertes",
            titre: "Offres ouvertes",
            definition: "Offres actives de la dernière livraison de chaque source.",
            calcul: |db| Box::pin(async move { Ok(depot::offres::compter_ouvertes(db).await?) }),
        },
        Indicateur {
            code: "offres.entreprises",
            titre: "Entreprises à contacter",
            definition: "Entreprises susceptibles de recruter en apprentissage, sans offre publiée.",
            calcul: |db| Box::pin(async move { Ok(depot::recruteurs::compter(db).await?) }),
        },
    ]
}
