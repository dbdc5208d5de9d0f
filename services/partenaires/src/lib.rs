#![doc = include_str!("../README.md")]

mod conformite;
mod depot;
mod guichet;
pub mod porte;
mod regles;

use std::sync::Arc;

use web::{LeGuichet, Service, Source};

/// The keys of the partners.
pub fn service() -> Service {
    Service::new(
        "partenaires",
        "Les clés d’API des partenaires",
        Source::Convention("annexe 2, habilitation des personnes qui accèdent aux données"),
    )
    .migrations(base::migrations!["0001_cles.sql", "0002_organismes.sql"])
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .preparer(|etat, pieces| {
        let guichet = guichet::Cles::nouveau(etat.db.clone(), etat.horloge.clone());
        pieces.poser::<LeGuichet>(Arc::new(guichet));
        Box::pin(async { Ok(()) })
    })
}
