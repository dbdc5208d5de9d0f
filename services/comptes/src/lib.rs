#![doc = include_str!("../README.md")]

mod actes;
mod concierge;
mod conformite;
mod courriels;
mod demonstration;
mod depot;
mod entreprises;
mod inscription;
pub mod pages;
pub mod porte;
mod poste;
pub mod regles;
mod routes;
mod taches;

use std::sync::Arc;

use liens::entreprises::LesEntreprises;
use web::{LeConcierge, Service, Source};

/// Accounts, organisations, habilitations.
pub fn service() -> Service {
    Service::new(
        "comptes",
        "Les comptes et les habilitations",
        Source::Convention("annexe 2, habilitation des personnes qui accèdent aux données"),
    )
    .migrations(base::migrations!["0001_comptes.sql", "0002_invitations.sql"])
    .routes(routes::table())
    .taches(taches::taches())
    .courriels(courriels::modeles())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .preparer(|etat, pieces| {
        let sessions = concierge::Sessions::nouveau(etat.db.clone(), etat.horloge.clone());
        pieces.poser::<LeConcierge>(Arc::new(sessions));
        let source = etat.reglages.entreprises.source(etat.reglages.demo);
        let source = source.map(|s| pieces.poser::<LesEntreprises>(s));
        Box::pin(async {
            source?;
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
}
