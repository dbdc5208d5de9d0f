#![doc = include_str!("../README.md")]

mod actions;
mod api;
mod archivage;
mod chiffres_voeux;
mod conformite;
mod controle;
mod courriels;
mod croisement;
mod cube;
mod demonstration;
mod depot;
mod import;
mod modele;
mod pages;
pub mod porte;
mod publication;
mod recapitulatifs;
mod reception;
mod regles;
mod routes;
mod tableur;
mod taches;
mod territoire;
mod traitement;

use web::{Service, Source};

/// The dashboard of apprenticeship.
pub fn service() -> Service {
    Service::new(
        "effectifs",
        "Le tableau de bord de l’apprentissage",
        Source::Convention("annexe, tableau de bord de l’apprentissage"),
    )
    .migrations(base::migrations![
        "0001_effectifs.sql",
        "0002_fichiers.sql",
        "0003_centres.sql",
        "0004_doublons.sql",
        "0005_missions_locales.sql",
        "0006_voeux.sql",
        "0007_contenus.sql",
        "0008_agregats.sql",
        "0009_personnes.sql",
        "0010_suivis_deplaces.sql",
        "0011_chiffres_des_voeux.sql",
        "0012_ruptures.sql",
    ])
    .importeurs(import::importeurs())
    .routes(routes::table())
    .actions(actions::TOUTES)
    .entrees(actions::entrees())
    .taches(taches::taches())
    .traitements(conformite::traitements())
    .regles(conformite::regles())
    .personnes(conformite::personnes())
    .dossiers(conformite::dossiers())
    .plan([("Indicateurs de l’apprentissage", pages::national::ICI)])
    .preparer(|etat, pieces| {
        pieces.poser(cube::Cubes::default());
        pieces.poser(territoire::Tenue::default());
        Box::pin(async {
            if etat.reglages.demo {
                demonstration::preparer(&etat.db, &etat.horloge).await?;
            }
            Ok(())
        })
    })
    .courriels(courriels::modeles())
    .fond(|etat| Box::pin(recapitulatifs::tourner(etat)))
    .fond(|etat| {
        Box::pin(async {
            cube::Cubes::preparer(&etat).await;
            traitement::tourner(etat.db, etat.horloge).await;
        })
    })
}
