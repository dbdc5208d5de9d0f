#![doc = include_str!("../README.md")]

mod api;
pub mod changements;
mod conformite;
mod depot;
mod export;
mod import;
mod pages;
pub mod porte;
pub mod regles;
mod routes;
pub mod vues;

use regles::mandat::VALIDER_UAI;
use web::service::{Entree, Indicateur, Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new(
        "annuaire",
        "L’annuaire des organismes de formation en apprentissage",
        Source::Convention("annexe, référentiel UAI–SIRET"),
    )
    .migrations(base::migrations![
        "0001_annuaire.sql",
        "0002_decisions_contacts.sql",
        "0003_changements.sql"
    ])
    .routes(routes::table())
    .actions([&VALIDER_UAI])
    .entrees([uai_a_valider()])
    .importeurs(import::importeurs())
    .plan([
        ("Chercher un organisme", "/organismes"),
        ("Contrôler un couple UAI et SIRET", "/organismes/controle"),
        ("Comparer deux organismes", "/organismes/comparer"),
        ("Couverture par académie", "/organismes/couverture"),
    ])
    .jeux(export::jeux())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .indicateurs([organismes_connus()])
    .fond(|etat| Box::pin(changements::suivre(etat)))
    .preparer(|_, pieces| {
        pieces.poser(porte::Registres::default());
        Box::pin(async { Ok(()) })
    })
}

fn uai_a_valider() -> Entree {
    Entree {
        titre: "UAI à valider",
        description: "Choisir, corriger ou retirer l’UAI des organismes de votre territoire.",
        adresse: "/organismes/uai-a-valider",
        action: &VALIDER_UAI,
        a_faire: Some(pages::uai_a_faire),
    }
}

fn organismes_connus() -> Indicateur {
    Indicateur {
        code: "annuaire.organismes",
        titre: "Organismes connus",
        definition: "Nombre de SIRET distincts que décrit au moins un jeu de données en cours.",
        calcul: |db| Box::pin(async move { Ok(depot::compter(db).await?) }),
    }
}
