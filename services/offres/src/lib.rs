#![doc = include_str!("../README.md")]

mod actes;
mod actions;
mod api;
mod attente;
mod audience;
mod conformite;
mod connues;
mod courriels;
mod delegation;
mod demonstration;
mod depot;
mod doublons;
mod export;
mod import;
pub mod livraison;
mod mandat;
pub mod marche_cache;
mod pages;
pub mod porte;
mod poste;
mod publication;
mod reception;
mod refus;
pub mod regles;
mod routes;
mod taches;

use base::{Lecture, migrations};
use regles::vie::Etat;
use web::service::Source;
use web::{Entree, Indicateur, Service};

/// Offers of apprenticeship and companies likely to hire.
pub fn service() -> Service {
    Service::new(
        "offres",
        "Trouver une offre en apprentissage ou une entreprise qui recrute",
        Source::Convention("passation 4/"),
    )
    .migrations(migrations![
        "0001_offres.sql",
        "0002_sceau.sql",
        "0003_depot.sql",
        "0004_moderation.sql",
        "0005_api.sql",
        "0006_marche_cache.sql",
        "0010_delegations.sql",
        "0011_mandats.sql",
        "0012_previsions.sql",
        "0013_retirees.sql"
    ])
    .routes(routes::table())
    .actions([
        &actions::GERER,
        &actions::LISTES,
        &actions::MANDATER,
        &actions::RECEVOIR,
        &actions::SUIVRE,
        &actions::VERIFIER,
    ])
    .entrees(entrees())
    .plan([("Mon entreprise reçoit des candidatures", pages::mon_entreprise::CHEMIN)])
    .courriels(courriels::modeles())
    .fond(|etat| Box::pin(attente::tourner(etat)))
    .fond(|etat| Box::pin(audience::tourner(etat)))
    .fond(|etat| Box::pin(taches::tourner(etat)))
    .importeurs(import::importeurs())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .regles(conformite::regles())
    .dossiers(conformite::dossiers())
    .jeux([export::OFFRES])
    .indicateurs(indicateurs())
    .preparer(|etat, pieces| {
        let connues = connues::Recruteurs(etat.db.read().clone());
        pieces.poser::<liens::entreprises::LesConnues>(std::sync::Arc::new(connues));
        Box::pin(async { Ok(()) })
    })
    .preparer(|etat, pieces| Box::pin(api::preparer(etat, pieces)))
    .preparer(|_, pieces| {
        pieces.poser(audience::Audience::default());
        Box::pin(async { Ok(()) })
    })
    .preparer(|etat, _| {
        Box::pin(async move {
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
}

fn entrees() -> [Entree; 6] {
    [
        Entree {
            titre: "Mes offres",
            description: "Déposer une offre, la suivre, la prolonger, la clore.",
            adresse: pages::liste::CHEMIN,
            action: &actions::GERER,
            a_faire: Some(|etat, acteur| Box::pin(pages::liste::compter(etat, acteur))),
        },
        Entree {
            titre: pages::partenaires::TITRE,
            description: "Les entreprises dont votre CFA publie les offres : en ajouter, suivre leurs offres, mettre fin à un mandat.",
            adresse: pages::partenaires::CHEMIN,
            action: &actions::MANDATER,
            a_faire: None,
        },
        Entree {
            titre: pages::proposees::TITRE,
            description: "Les offres d’employeurs qui ont choisi votre centre : lire, répondre, arrêter d’en recevoir.",
            adresse: pages::proposees::CHEMIN,
            action: &actions::RECEVOIR,
            a_faire: Some(|etat, acteur| Box::pin(pages::proposees::compter(etat, acteur))),
        },
        Entree {
            titre: pages::opco::TITRE,
            description: "Leurs offres en ligne et expirées, les candidatures reçues, ce qui attend une décision.",
            adresse: pages::opco::CHEMIN,
            action: &actions::SUIVRE,
            a_faire: None,
        },
        Entree {
            titre: "Offres à vérifier",
            description: "Les offres que les règles ont arrêtées, et celles que des visiteurs signalent.",
            adresse: pages::moderation::CHEMIN,
            action: &actions::VERIFIER,
            a_faire: Some(|etat, acteur| Box::pin(pages::moderation::compter(etat, acteur))),
        },
        Entree {
            titre: "Listes d’entreprises",
            description: "Les CFA d’entreprise, dont les offres sont les leurs, et les entreprises à surveiller.",
            adresse: pages::listes::CHEMIN,
            action: &actions::LISTES,
            a_faire: None,
        },
    ]
}

async fn dans_l_etat(db: &Lecture, etat: Etat) -> anyhow::Result<i64> {
    Ok(depot::gestion::compter_dans_l_etat(db, etat, "").await?)
}

fn indicateurs() -> [Indicateur; 4] {
    [
        Indicateur {
            code: "offres.ouvertes",
            titre: "Offres ouvertes",
            definition: "Offres actives de la dernière livraison de chaque source.",
            calcul: |db| Box::pin(async move { Ok(depot::offres::compter_ouvertes(db).await?) }),
        },
        Indicateur {
            code: "offres.deposees",
            titre: "Offres déposées ici, en ligne",
            definition: "Offres d’employeurs, de CFA et de partenaires déposées par ce service et visibles aujourd’hui.",
            calcul: |db| Box::pin(dans_l_etat(db, Etat::Publiee)),
        },
        Indicateur {
            code: "offres.pourvues",
            titre: "Offres déposées ici, pourvues",
            definition: "Offres que leur auteur a closes en disant que le poste est pourvu, depuis un an.",
            calcul: |db| Box::pin(dans_l_etat(db, Etat::Pourvue)),
        },
        Indicateur {
            code: "offres.entreprises",
            titre: "Entreprises à contacter",
            definition: "Entreprises susceptibles de recruter en apprentissage, sans offre publiée.",
            calcul: |db| Box::pin(async move { Ok(depot::recruteurs::compter(db).await?) }),
        },
    ]
}
