#![doc = include_str!("../README.md")]

mod actions;
mod conformite;
mod courriels;
mod depot;
mod pages;
mod regles;
mod routes;
mod sous_traitants;
mod taches;

use web::{Service, Source};

/// The rights of persons, and the registers of the data protection officer.
pub fn service() -> Service {
    Service::new(
        "droits_personnes",
        "Vos données, vos droits",
        Source::Loi("Règlement (UE) 2016/679 (RGPD), articles 12 à 22, 30, 33 et 34"),
    )
    .migrations(base::migrations!["0001_droits.sql"])
    .routes(routes::table())
    .actions(actions::TOUTES)
    .entrees(actions::entrees())
    .taches(taches::taches())
    .traitements(conformite::traitements())
    .regles(conformite::regles())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .courriels(courriels::modeles())
    .plan([
        ("Mes données", "/mes-donnees"),
        ("Sous-traitants", "/donnees-personnelles/sous-traitants"),
        ("Prochaines suppressions", "/donnees-personnelles/suppressions"),
    ])
    .fond(|etat| Box::pin(taches::appliquer_la_conservation(etat)))
}
