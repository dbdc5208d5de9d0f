#![doc = include_str!("../README.md")]

mod actes;
mod actions;
mod concierge;
mod conformite;
mod courriels;
mod demonstration;
mod depot;
mod entreprises;
mod fournisseurs;
mod inscription;
pub mod pages;
pub mod porte;
mod poste;
pub mod regles;
mod routes;
mod taches;
mod verification;

use std::sync::Arc;

use liens::entreprises::LesEntreprises;
use web::{Entree, LeConcierge, Service, Source};

/// Accounts, organisations, habilitations.
pub fn service() -> Service {
    Service::new(
        "comptes",
        "Les comptes et les habilitations",
        Source::Convention("annexe 2, habilitation des personnes qui accèdent aux données"),
    )
    .migrations(base::migrations![
        "0001_comptes.sql",
        "0002_invitations.sql",
        "0003_oidc.sql",
        "0004_plis.sql",
        "0005_changements.sql"
    ])
    .routes(routes::table())
    .actions([
        &actions::LIRE_LES_DEMANDES,
        &actions::DECIDER,
        &actions::LIRE_L_ORGANISATION,
        &actions::GERER_L_ORGANISATION,
        &actions::REVOIR,
        &pages::ecarts::LIRE_LES_ECARTS,
    ])
    .entrees(entrees())
    .plan([("Se connecter", "/connexion"), ("S’inscrire", "/inscription")])
    .fond(|etat| Box::pin(verification::tourner(etat)))
    .taches(taches::taches())
    .courriels(courriels::modeles())
    .traitements(conformite::traitements())
    .personnes(conformite::personnes())
    .regles(conformite::regles())
    .dossiers(conformite::dossiers())
    .preparer(|etat, pieces| {
        let sessions = concierge::Sessions::nouveau(etat.db.clone(), etat.horloge.clone());
        pieces.poser::<LeConcierge>(Arc::new(sessions));
        let source = etat.reglages.entreprises.source(etat.reglages.demo);
        let source = source.map(|s| pieces.poser::<LesEntreprises>(s));
        Box::pin(async {
            source?;
            pieces.poser(fournisseurs::Fournisseurs::configures(etat)?);
            if etat.reglages.demo {
                demonstration::preparer(etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
            }
            Ok(())
        })
    })
}

fn entrees() -> [Entree; 4] {
    [
        Entree {
            titre: "Demandes à valider",
            description: "Les personnes qui demandent une habilitation.",
            adresse: pages::habilitations::CHEMIN,
            action: &actions::LIRE_LES_DEMANDES,
            a_faire: Some(|etat, acteur| Box::pin(pages::habilitations::compter(etat, acteur))),
        },
        Entree {
            titre: "Mon organisation",
            description: "Ses membres, les invitations, les demandes de collègues.",
            adresse: "/organisation",
            action: &actions::LIRE_L_ORGANISATION,
            a_faire: None,
        },
        Entree {
            titre: "Revue des habilitations",
            description: "Les accès que personne n’a confirmés depuis 90 jours.",
            adresse: pages::organisation::revue::CHEMIN,
            action: &actions::REVOIR,
            a_faire: Some(|etat, _| Box::pin(pages::organisation::revue::compter(etat))),
        },
        ecarts(),
    ]
}

fn ecarts() -> Entree {
    Entree {
        titre: "Écarts d’organisation",
        description: "Vérifier les comptes dont l’organisation n’est pas celle que ProConnect déclare.",
        adresse: "/comptes/ecarts",
        action: &pages::ecarts::LIRE_LES_ECARTS,
        a_faire: Some(pages::ecarts::a_faire),
    }
}
