//! Openings: announced, refused, accepted, recalled, reminded.

use super::{SIRET, essais};
use crate::actes;
use crate::pages::service::situation;
use crate::regles::ouverture::Etat;
use crate::regles::portail::Canal;
use crate::taches;

const DIRECTION: &str = "direction@cfa.exemple.fr";

async fn decider(e: &super::Essai, canal: Canal, oui: bool) {
    let mut tx = e.etat.db.write().await.unwrap();
    actes::decider(&e.etat, &mut tx, SIRET, canal, oui).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn our_sites_open_on_the_fifteenth_night_unless_refused() {
    for refuse in [false, true] {
        for e in essais(super::MARDI).await {
            e.formation("F1", "contact@cfa.exemple.fr").await;
            for _ in 0..2 {
                taches::annoncer(&e.etat).await.unwrap();
            }
            let annonces = e.courriels(DIRECTION, "rendezvous.ouverture_prevue").await;
            assert_eq!(annonces.len(), 1, "{}: told once", e.nom);
            assert!(annonces[0].texte.contains("9 décembre 2026"), "{}", annonces[0].texte);
            if refuse {
                decider(&e, Canal::Libre, false).await;
            }
            e.avancer(14);
            taches::ouvrir(&e.etat).await.unwrap();
            let avant = situation(&e.etat, SIRET, Canal::Libre).await.unwrap();
            assert!(!avant.ouverte(), "{}", e.nom);
            e.avancer(1);
            for _ in 0..2 {
                taches::ouvrir(&e.etat).await.unwrap();
            }
            let apres = situation(&e.etat, SIRET, Canal::Libre).await.unwrap();
            assert_eq!(apres.ouverte(), !refuse, "{}", e.nom);
            let attendus = usize::from(!refuse);
            for a in [DIRECTION, "contact@cfa.exemple.fr"] {
                assert_eq!(e.courriels(a, "rendezvous.ouverte").await.len(), attendus, "{a}");
            }
        }
    }
}

#[tokio::test]
async fn parcoursup_is_proposed_in_season_recalled_once_and_asked_again_next_year() {
    for e in essais("2026-12-20T09:00:00Z").await {
        e.formation("F1", "contact@cfa.exemple.fr").await;
        let invitations = async || e.courriels(DIRECTION, "rendezvous.invitation").await.len();
        let relances = async || e.courriels(DIRECTION, "rendezvous.relance").await.len();
        taches::annoncer(&e.etat).await.unwrap();
        assert_eq!(invitations().await, 0, "{}: not in December", e.nom);
        e.avancer(14);
        taches::annoncer(&e.etat).await.unwrap();
        assert_eq!((invitations().await, relances().await), (1, 0), "{}: Parcoursup alone", e.nom);
        e.avancer(9);
        taches::annoncer(&e.etat).await.unwrap();
        assert_eq!(relances().await, 0, "{}: day 9", e.nom);
        for jours in [1, 30] {
            e.avancer(jours);
            taches::annoncer(&e.etat).await.unwrap();
            assert_eq!(relances().await, 1, "{}: once", e.nom);
        }
        decider(&e, Canal::Parcoursup, false).await;
        e.avancer(330);
        let suivante = situation(&e.etat, SIRET, Canal::Parcoursup).await.unwrap();
        assert_eq!(suivante.etat(), Etat::Inconnu, "{}: a new season", e.nom);
        taches::annoncer(&e.etat).await.unwrap();
        e.avancer(10);
        taches::annoncer(&e.etat).await.unwrap();
        assert_eq!((invitations().await, relances().await), (2, 2), "{}", e.nom);
    }
}

#[tokio::test]
async fn a_mailbox_is_reminded_once_a_year_whatever_its_trainings() {
    for e in essais("2027-01-08T06:00:00Z").await {
        e.formation("F1", "contact@cfa.exemple.fr").await;
        e.formation("F2", "contact@cfa.exemple.fr").await;
        let rappels =
            async || e.courriels("contact@cfa.exemple.fr", "rendezvous.rappel").await.len();
        taches::rappeler(&e.etat).await.unwrap();
        assert_eq!(rappels().await, 0, "{}: it is not open", e.nom);
        decider(&e, Canal::Parcoursup, true).await;
        for _ in 0..2 {
            taches::rappeler(&e.etat).await.unwrap();
        }
        assert_eq!(rappels().await, 1, "{}", e.nom);
        e.avancer(1);
        taches::rappeler(&e.etat).await.unwrap();
        assert_eq!(rappels().await, 1, "{}: not on another day", e.nom);
        e.avancer(364);
        taches::rappeler(&e.etat).await.unwrap();
        assert_eq!(rappels().await, 2, "{}: each year", e.nom);
    }
}
