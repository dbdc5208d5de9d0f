#![doc = include_str!("../README.md")]

mod api;
mod depot;
mod import;
mod pages;
mod perimetres;
mod piece;
pub mod porte;
pub mod regles;
mod routes;
pub mod vues;

use web::service::{Indicateur, Service, Source};
use web::{Etat, Pieces};

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
    .routes(routes::table())
    .indicateurs([formations_publiees()])
    .preparer(|etat, pieces| Box::pin(preparer(etat, pieces)))
    .fond(|etat| Box::pin(piece::Catalogue::suivre(etat)))
}

async fn preparer(etat: &Etat, pieces: &mut Pieces) -> anyhow::Result<()> {
    pieces.poser(perimetres::Perimetres::default());
    pieces.poser(piece::Catalogue::ouvrir(etat.db.read(), &etat.horloge).await?);
    Ok(())
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
