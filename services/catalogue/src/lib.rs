#![doc = include_str!("../README.md")]

mod depot;
mod import;
mod perimetres;
pub mod porte;
pub mod regles;

use web::service::{Indicateur, Service, Source};

/// The service, as the platform sees it.
pub fn service() -> Service {
    Service::new(
        "catalogue",
        "Le catalogue des formations en apprentissage",
        Source::Convention("annexe, catalogue des formations en apprentissage"),
    )
    .migrations(base::migrations!["0001_catalogue.sql"])
    .importeurs(import::importeurs())
    .routes(perimetres::routes())
    .preparer(|_, pieces| {
        pieces.poser(perimetres::Perimetres::default());
        Box::pin(async { Ok(()) })
    })
    .indicateurs([formations_publiees()])
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
