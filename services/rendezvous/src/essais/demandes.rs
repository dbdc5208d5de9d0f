//! Requests, from the form to the answer.

use super::{Essai, essais, instant, saisie};
use crate::actes::{self, ReponseSaisie};
use crate::depot::demandes;
use crate::depot::formations;
use crate::depot::listes::{self, Critere, Portee};
use crate::porte;
use crate::refus::Refus;
use crate::regles::contact::Provenance;
use crate::regles::portail::Portail;
use crate::regles::suivi::{Etat, Reponse};

async fn demander(e: &Essai, f: &formations::Formation, qui: &str) -> Result<String, Refus> {
    actes::demander(&e.etat, f, Portail::Site, &saisie(qui)).await.unwrap()
}

async fn repondre(e: &Essai, id: &str, reponse: Reponse) -> Result<(), Refus> {
    let d = demandes::trouver(e.etat.db.read(), id).await.unwrap().unwrap();
    let donnee = ReponseSaisie {
        reponse,
        message: "Venez mardi.".to_owned(),
        convenu_le: (reponse == Reponse::Message).then(|| instant("2026-12-01T13:30:00Z")),
        convenu_ou: "Rennes".to_owned(),
    };
    let mut tx = e.etat.db.write().await.unwrap();
    let site = &e.etat.reglages.adresse;
    let issue = actes::repondre(&mut tx, site, &d, &donnee, e.maintenant()).await.unwrap();
    tx.commit().await.unwrap();
    issue
}

#[tokio::test]
async fn a_request_is_written_with_both_mails_and_the_same_waits_four_days() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, &f, "ines@exemple.fr").await.unwrap();
        let au_centre = e.courriels("contact@cfa.exemple.fr", "rendezvous.demande").await;
        let a_la_personne = e.courriels("ines@exemple.fr", "rendezvous.confirmation").await;
        assert_eq!((au_centre.len(), a_la_personne.len()), (1, 1), "{}", e.nom);
        let lien = au_centre[0].lien("http").unwrap();
        assert!(lien.contains(&format!("/rendez-vous/demande/{id}/lien/")), "{lien}");
        for secret in ["ines@exemple.fr", "01 99 00 12 34"] {
            assert!(
                !au_centre[0].texte.contains(secret),
                "{secret} is on the page, not in the mail"
            );
        }
        let refus = demander(&e, &f, "ines@exemple.fr").await;
        assert_eq!(refus, Err(Refus::TropTot(instant("2026-11-28T09:00:00Z"))), "{}", e.nom);
        assert!(demander(&e, &f, "paul@exemple.fr").await.is_ok(), "someone else may");
        let autre = e.ouverte("F2", "contact@cfa.exemple.fr").await;
        assert!(demander(&e, &autre, "ines@exemple.fr").await.is_ok(), "another training may");
        e.avancer(4);
        assert!(demander(&e, &f, "ines@exemple.fr").await.is_ok(), "{}", e.nom);
    }
}

#[tokio::test]
async fn one_mailbox_makes_ten_requests_a_day() {
    for e in essais(super::MARDI).await {
        for n in 0..10 {
            let f = e.ouverte(&format!("F{n}"), "contact@cfa.exemple.fr").await;
            assert!(demander(&e, &f, "ines@exemple.fr").await.is_ok());
        }
        let f = e.ouverte("F10", "contact@cfa.exemple.fr").await;
        assert_eq!(demander(&e, &f, "ines@exemple.fr").await, Err(Refus::TropDeDemandes));
        e.avancer(1);
        assert!(demander(&e, &f, "ines@exemple.fr").await.is_ok(), "{}", e.nom);
    }
}

#[tokio::test]
async fn an_answer_is_given_once_and_its_date_goes_into_a_calendar() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, &f, "ines@exemple.fr").await.unwrap();
        assert_eq!(repondre(&e, &id, Reponse::Message).await, Ok(()));
        assert_eq!(repondre(&e, &id, Reponse::Injoignable).await, Err(Refus::DejaRepondue));
        let recus = e.courriels("ines@exemple.fr", "rendezvous.reponse").await;
        assert_eq!(recus.len(), 1, "{}", e.nom);
        assert!(recus[0].texte.contains("Venez mardi."));
        let [piece] = recus[0].pieces.as_slice() else { panic!("{}: one file", e.nom) };
        let texte = String::from_utf8(piece.octets.clone()).unwrap();
        assert!(texte.contains("DTSTART:20261201T133000Z"), "{texte}");
        let d = demandes::trouver(e.etat.db.read(), &id).await.unwrap().unwrap();
        assert_eq!((d.etat(), d.empreinte.as_str()), (Etat::Repondue, ""), "the link has served");
    }
}

#[tokio::test]
async fn an_answer_given_elsewhere_sends_nothing() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, &f, "ines@exemple.fr").await.unwrap();
        assert_eq!(repondre(&e, &id, Reponse::AutreCanal).await, Ok(()));
        assert!(e.courriels("ines@exemple.fr", "rendezvous.reponse").await.is_empty(), "{}", e.nom);
    }
}

#[tokio::test]
async fn a_person_follows_their_requests() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, &f, "Ines@Exemple.fr").await.unwrap();
        demander(&e, &f, "paul@exemple.fr").await.unwrap();
        let courriel = "ines@exemple.fr".parse().unwrap();
        let avant = porte::demandes_de(e.etat.db.read(), &courriel).await.unwrap();
        assert_eq!(avant.len(), 1, "{}", e.nom);
        assert_eq!((avant[0].etat, avant[0].rendez_vous.as_str()), ("demande", ""));
        repondre(&e, &id, Reponse::Message).await.unwrap();
        let apres = porte::demandes_de(e.etat.db.read(), &courriel).await.unwrap();
        assert_eq!((apres[0].etat, apres[0].reponse.as_str()), ("repondue", "Venez mardi."));
        assert!(apres[0].rendez_vous.contains("1er décembre 2026"), "{}", apres[0].rendez_vous);
    }
}

#[tokio::test]
async fn a_list_holds_the_requests_of_its_organisations_only() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, &f, "ines@exemple.fr").await.unwrap();
        repondre(&e, &id, Reponse::Message).await.unwrap();
        demander(&e, &f, "paul@exemple.fr").await.unwrap();
        let compter = async |portee, etats, mot: &str| {
            let critere = Critere { portee, etats, mot: mot.to_owned() };
            let lues = listes::lister(e.etat.db.read(), &critere, (10, 0)).await.unwrap();
            let nombre = listes::compter(e.etat.db.read(), &critere).await.unwrap();
            assert_eq!(lues.len() as i64, nombre, "{}", e.nom);
            nombre
        };
        let siens = || Portee::Organismes(vec![super::SIRET.to_owned()]);
        let autres = || Portee::Organismes(vec!["90000000200007".to_owned()]);
        assert_eq!(compter(siens(), vec![], "").await, 2);
        assert_eq!(compter(Portee::Toutes, vec![], "").await, 2);
        assert_eq!(compter(autres(), vec![], "").await, 0);
        assert_eq!(compter(Portee::Organismes(vec![]), vec![], "").await, 0);
        assert_eq!(compter(siens(), vec![Etat::Repondue], "").await, 1);
        assert_eq!(compter(siens(), vec![], "paul").await, 1);
        let critere = Critere { portee: siens(), etats: vec![], mot: String::new() };
        let demain = e.maintenant() + 30 * 86_400_000;
        let c = listes::chiffres(e.etat.db.read(), &critere, demain).await.unwrap();
        assert_eq!((c.total, c.en_attente, c.en_retard, c.dues, c.repondues), (2, 1, 1, 2, 1));
        assert_eq!(c.delai, Some(0), "{}", e.nom);
    }
}

#[tokio::test]
async fn a_training_is_open_when_everyone_agrees() {
    for e in essais(super::MARDI).await {
        let f = e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let ouverte = async |portail| {
            let f = e.relire("F1").await;
            actes::ouverte(&e.etat, &f, portail).await.unwrap()
        };
        assert!(ouverte(Portail::Site).await && ouverte(Portail::Onisep).await);
        assert!(!ouverte(Portail::Parcoursup).await, "nobody accepted");
        let mut tx = e.etat.db.write().await.unwrap();
        let oui = actes::decider(
            &e.etat,
            &mut tx,
            super::SIRET,
            crate::regles::portail::Canal::Parcoursup,
            true,
        );
        oui.await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert!(ouverte(Portail::Parcoursup).await && !ouverte(Portail::Affelnet).await);
        let mut tx = e.etat.db.write().await.unwrap();
        formations::fermer(&mut tx, &f.id, Provenance::Cfa, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!ouverte(Portail::Site).await, "{}: a person closed it", e.nom);
        let mut tx = e.etat.db.write().await.unwrap();
        formations::rouvrir(&mut tx, &f.id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(ouverte(Portail::Site).await, "{}", e.nom);
    }
}
