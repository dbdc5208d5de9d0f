#![doc = include_str!("../README.md")]

pub mod actions;
pub mod consignes;
mod courriels;
pub mod depot;
mod pages;
mod routes;
mod sondes;
pub mod taches;
mod trace;
pub mod vues;

use web::consignes::Consignes;
use web::{Entree, Service, Source};

use crate::actions::{
    CLES_LIRE, COMPTES_LIRE, CONSIGNES_LIRE, EXPLOITATION_LIRE, IMPORTS_LIRE, TOUTES,
};

/// The administration.
pub fn service() -> Service {
    Service::new(
        "administration",
        "Administrer le service",
        Source::Convention("annexe 2, habilitation des personnes qui accèdent aux données"),
    )
    .migrations(base::migrations!["0001_consignes.sql"])
    .routes(routes::table())
    .actions(TOUTES)
    .entrees(entrees())
    .sondes(sondes::sondes())
    .courriels(courriels::modeles())
    .preparer(|etat, pieces| {
        // The piece is laid by the platform; what was decided is read before the first request.
        let piece = pieces.prendre::<Consignes>();
        Box::pin(async move {
            if let Some(piece) = piece {
                let maintenant = etat.horloge.maintenant().ms();
                let lues = consignes::relire(etat.db.read(), &piece, maintenant).await;
                lues.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
    .fond(|etat| Box::pin(consignes::suivre(etat)))
    .fond(|etat| Box::pin(taches::suivre_les_observations(etat)))
}

fn entrees() -> [Entree; 8] {
    let entree = |titre, description, adresse, action| Entree {
        titre,
        description,
        adresse,
        action,
        a_faire: None,
    };
    [
        entree(
            "Personnes",
            "Les comptes : chercher, lire l’historique, désactiver.",
            "/administration/personnes",
            &COMPTES_LIRE,
        ),
        entree(
            "Organisations",
            "Les entreprises, CFA et services rattachés, et leurs membres.",
            "/administration/organisations",
            &COMPTES_LIRE,
        ),
        Entree {
            a_faire: Some(|etat, acteur| {
                Box::pin(async move {
                    if acteur.peut_quelque_part(&actions::COMPTES_AGIR).is_err() {
                        return Ok(0);
                    }
                    comptes::porte::administration::en_attente(etat.db.read()).await
                })
            }),
            ..entree(
                "Habilitations",
                "Qui peut faire quoi, pour qui, jusqu’à quand.",
                "/administration/habilitations",
                &COMPTES_LIRE,
            )
        },
        entree(
            "Tâches",
            "Ce que le programme fait à heure fixe, et ce qui a échoué.",
            "/administration/taches",
            &EXPLOITATION_LIRE,
        ),
        entree(
            "Imports",
            "Les fichiers reçus, et ce qui en a été rejeté.",
            "/administration/imports",
            &IMPORTS_LIRE,
        ),
        entree(
            "Clés d’API",
            "L’accès des programmes des partenaires.",
            "/administration/cles",
            &CLES_LIRE,
        ),
        entree(
            "Consignes",
            "Annonce, maintenance, services suspendus.",
            "/administration/consignes",
            &CONSIGNES_LIRE,
        ),
        entree(
            "Santé du service",
            "Base, index, courriels, tâches, disque, âge des données.",
            "/administration/sante",
            &EXPLOITATION_LIRE,
        ),
    ]
}
