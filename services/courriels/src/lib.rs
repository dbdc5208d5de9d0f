#![doc = include_str!("../README.md")]

mod envoi;

use std::sync::Arc;

use courrier::Compteurs;
use web::{Service, Source};

/// The mails.
pub fn service() -> Service {
    Service::new("courriels", "Les courriels que le service envoie", Source::Fondation)
        .traitements(courrier::traitements())
        .personnes(courrier::personnes())
        .dossiers(courrier::dossiers())
        .courriels([envoi::ESSAI])
        .preparer(|_, pieces| {
            pieces.poser(Arc::new(Compteurs::default()));
            Box::pin(async { Ok(()) })
        })
        .fond(|etat| Box::pin(envoi::tourner(etat)))
}
