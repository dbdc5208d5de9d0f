#![doc = include_str!("../README.md")]

mod actes;
mod actions;
mod alimentation;
mod api;
mod conformite;
mod courriels;
mod demonstration;
mod depot;
#[cfg(test)]
mod essais;
mod import;
pub mod pages;
mod piece;
pub mod porte;
mod refus;
pub mod regles;
mod routes;
mod taches;
pub mod vues;

use std::sync::Arc;

use catalogue::porte::LesRendezVous;
use web::{Indicateur, Service, Source};

/// Asking a training centre for an appointment.
pub fn service() -> Service {
    Service::new(
        "rendezvous",
        "Demander un rendez-vous à un centre de formation",
        Source::Convention("annexe, RDV Apprentissage"),
    )
    .migrations(base::migrations!["0001_rendezvous.sql", "0002_modeles.sql"])
    .importeurs(import::importeurs())
    .routes(routes::table())
    .actions(actions::TOUTES)
    .entrees(actions::entrees())
    .courriels(courriels::modeles())
    .traitements(conformite::traitements())
    .regles(conformite::regles())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .indicateurs(indicateurs())
    .preparer(|etat, pieces| {
        pieces.poser::<LesRendezVous>(Arc::new(piece::Formulaires));
        Box::pin(async {
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
    .fond(|etat| {
        Box::pin(async move {
            tokio::join!(alimentation::suivre(etat.clone()), taches::tourner(etat));
        })
    })
}

fn indicateurs() -> [Indicateur; 3] {
    [
        Indicateur {
            code: "rendezvous.demandes",
            titre: "Demandes de rendez-vous",
            definition: "Nombre de demandes de rendez-vous adressées à un centre de formation, depuis l’ouverture du service.",
            calcul: |db| Box::pin(async move { Ok(depot::listes::total(db).await?) }),
        },
        Indicateur {
            code: "rendezvous.repondues",
            titre: "Demandes de rendez-vous répondues",
            definition: "Nombre de demandes auxquelles le centre a répondu, sur le service ou autrement, ou pour lesquelles il dit n’avoir pas pu joindre la personne.",
            calcul: |db| Box::pin(async move { Ok(depot::listes::repondues(db).await?) }),
        },
        Indicateur {
            code: "rendezvous.formations",
            titre: "Formations qui ont une adresse pour recevoir des demandes",
            definition: "Nombre de formations publiées pour lesquelles une adresse électronique peut recevoir les demandes de rendez-vous.",
            calcul: |db| Box::pin(async move { Ok(depot::formations::joignables(db).await?) }),
        },
    ]
}
