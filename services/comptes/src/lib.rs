#![doc = include_str!("../README.md")]

mod actes;
mod concierge;
mod conformite;
mod courriels;
mod demonstration;
mod depot;
pub mod pages;
pub mod porte;
pub mod regles;
mod routes;
mod taches;

use std::sync::Arc;

use web::{LeConcierge, Service, Source};

/// Accounts, organisations, habilitations.
pub fn service() -> Service {
    Service::new(
        "comptes",
        "Les comptes et les habilitations",
        Source::Convention("annexe 2, habilitation des personnes qui accèdent aux données"),
    )
    .migrations(base::migrations!["0001_comptes.sql", "0004_plis.sql"])
    .routes(routes::table())
    .plan([("Se connecter", "/connexion")])
    .taches(taches::taches())
    .courriels(courriels::modeles())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .regles(conformite::regles())
    .dossiers(conformite::dossiers())
    .preparer(|etat, pieces| {
        let sessions = concierge::Sessions::nouveau(etat.db.clone(), etat.horloge.clone());
        pieces.poser::<LeConcierge>(Arc::new(sessions));
        Box::pin(async {
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
}
