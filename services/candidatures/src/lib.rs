#![doc = include_str!("../README.md")]

mod actions;
mod api;
mod cadence;
mod candidater;
mod conformite;
mod courriels;
mod demonstration;
mod depot;
mod envoi;
mod pages;
pub mod porte;
mod poste;
mod recapitulatifs;
mod refus;
pub mod regles;
mod repondre;
mod routes;
mod suivi;
mod vues;

use std::sync::Arc;

use courrier::LeClasseur;
use web::{Indicateur, Service, Source};

/// Applications: sent, followed, answered.
pub fn service() -> Service {
    Service::new(
        "candidatures",
        "Je candidate : postuler sans compte, suivre, répondre",
        Source::Convention("passation 4/"),
    )
    .migrations(base::migrations!["0001_candidatures.sql"])
    .routes(routes::table())
    .actions([&actions::LIRE, &actions::REPONDRE])
    .entrees(actions::entrees())
    .traitements(conformite::traitements())
    .regles(conformite::regles())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .courriels(courriels::modeles())
    .indicateurs(indicateurs())
    .plan([("Mes candidatures", "/mes-candidatures")])
    .preparer(|etat, pieces| {
        let cv = envoi::LesCv { db: etat.db.read().clone(), coffre: etat.reglages.coffre.clone() };
        pieces.poser(cadence::Cadence::default());
        pieces.poser::<LeClasseur>(Arc::new(cv));
        Box::pin(async {
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
    .fond(|etat| Box::pin(suivi::tourner(etat)))
    .fond(|etat| Box::pin(recapitulatifs::tourner(etat)))
}

fn indicateurs() -> [Indicateur; 2] {
    [
        Indicateur {
            code: "candidatures.envoyees",
            titre: "Candidatures envoyées",
            definition: "Candidatures que la messagerie d’un employeur a acceptées, depuis l’ouverture.",
            calcul: |db| Box::pin(async move { Ok(depot::listes::envoyees(db).await?) }),
        },
        Indicateur {
            code: "candidatures.repondues",
            titre: "Candidatures qui ont reçu une réponse",
            definition: "Candidatures auxquelles l’employeur a répondu par un lien du courriel ou depuis son espace.",
            calcul: |db| Box::pin(async move { Ok(depot::listes::repondues(db).await?) }),
        },
    ]
}
