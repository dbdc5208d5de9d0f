#![doc = include_str!("../README.md")]

mod api;
mod conformite;
mod depot;
mod historique;
mod import;
mod jeux;
mod pages;
mod perimetres;
mod piece;
pub mod porte;
pub mod regles;
mod routes;
pub mod vues;

use web::service::{Indicateur, Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new(
        "catalogue",
        "Le catalogue des formations en apprentissage",
        Source::Convention("annexe, catalogue des formations en apprentissage"),
    )
    .migrations(base::migrations!["0001_catalogue.sql", "0002_historique.sql", "0003_contacts.sql"])
    .importeurs(import::importeurs())
    .plan([
        ("Catalogue des formations", "/catalogue"),
        ("Livraisons du catalogue", "/catalogue/livraisons"),
        ("Statistiques du catalogue", "/catalogue/statistiques"),
        ("Périmètres Parcoursup et Affelnet", "/catalogue/perimetres"),
        ("Simuler une règle de périmètre", "/catalogue/perimetres/simuler"),
    ])
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .routes(perimetres::routes())
    .routes(routes::table())
    .jeux(jeux::jeux())
    .indicateurs([formations_publiees()])
    .preparer(|_, pieces| {
        pieces.poser(perimetres::Perimetres::default());
        pieces.poser(piece::Catalogue::default());
        Box::pin(async { Ok(()) })
    })
    .fond(|etat| {
        Box::pin(async move {
            let perimetres = perimetres::Perimetres::suivre(etat.clone());
            let historique = historique::suivre(etat.clone());
            tokio::join!(piece::Catalogue::suivre(etat), perimetres, historique);
        })
    })
}

fn formations_publiees() -> Indicateur {
    Indicateur {
        code: "catalogue.formations",
        titre: "Formations publiées",
        definition: "Nombre de fiches de formation publiées dans les livraisons en cours, chacune comptée une fois.",
        calcul: |db| {
            Box::pin(async move {
                let mut total = 0;
                for livraison in depot::versions::Courantes::lire(db).await?.paires() {
                    total += depot::formations::compter(db, livraison).await?;
                }
                Ok(total)
            })
        },
    }
}
