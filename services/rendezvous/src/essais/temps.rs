//! What time does: mails that left, mailboxes that died, centres that do not answer, the end of two
//! years.

use std::sync::Arc;

use courrier::essai::Memoire;
use courrier::{Compteurs, Poste, Transport};

use super::{Essai, essais, saisie};
use crate::actes::{self, ReponseSaisie};
use crate::depot::{demandes, suivi};
use crate::regles::portail::Portail;
use crate::regles::suivi::{Etat, Reponse};
use crate::taches;

async fn demander(e: &Essai, qui: &str) -> String {
    let f = e.relire("F1").await;
    actes::demander(&e.etat, &f, Portail::Site, &saisie(qui)).await.unwrap().unwrap()
}

async fn etat(e: &Essai, id: &str) -> Etat {
    demandes::trouver(e.etat.db.read(), id).await.unwrap().unwrap().etat()
}

async fn envoyer(e: &Essai) {
    let base = (e.etat.db.clone(), e.etat.horloge.clone());
    let habillage = (e.etat.reglages.habillage(), e.etat.reglages.coffre.clone());
    let memoire = Transport::Memoire(Arc::new(Memoire::default()));
    let poste = Poste::nouveau(base, memoire, habillage, Arc::new(Compteurs::default()));
    while poste.passer().await.unwrap() > 0 {}
}

#[tokio::test]
async fn a_request_is_sent_when_its_mail_has_left() {
    for e in essais(super::MARDI).await {
        e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, "ines@exemple.fr").await;
        taches::suivre(&e.etat).await.unwrap();
        assert_eq!(etat(&e, &id).await, Etat::Demande, "{}: it still waits", e.nom);
        envoyer(&e).await;
        taches::suivre(&e.etat).await.unwrap();
        assert_eq!(etat(&e, &id).await, Etat::Transmise, "{}", e.nom);
    }
}

#[tokio::test]
async fn a_dead_mailbox_closes_its_trainings_and_each_person_is_told_once() {
    for e in essais(super::MARDI).await {
        e.ouverte("F1", "contact@cfa.exemple.fr").await;
        e.ouverte("F2", "autre@cfa.exemple.fr").await;
        demander(&e, "ines@exemple.fr").await;
        envoyer(&e).await;
        taches::suivre(&e.etat).await.unwrap();
        e.tuer("contact@cfa.exemple.fr").await;
        for _ in 0..3 {
            taches::suivre(&e.etat).await.unwrap();
        }
        let avertie = e.courriels("ines@exemple.fr", "rendezvous.non_distribuee").await;
        assert_eq!(avertie.len(), 1, "{}", e.nom);
        let (fermee, autre) = (e.relire("F1").await, e.relire("F2").await);
        assert_eq!((fermee.courriel, fermee.provenance.as_str()), (None, "injoignable"));
        assert!(autre.courriel.is_some(), "{}: the others stay", e.nom);
    }
}

#[tokio::test]
async fn five_without_an_answer_suspend_and_one_answer_restores() {
    for e in essais(super::MARDI).await {
        e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let mut derniere = String::new();
        for n in 0..5 {
            assert_eq!(e.relire("F1").await.suspendue, 0, "{}: after {n}", e.nom);
            derniere = demander(&e, &format!("personne{n}@exemple.fr")).await;
            e.avancer(1);
            taches::suspendre(&e.etat).await.unwrap();
        }
        assert_eq!(e.relire("F1").await.suspendue, 0, "their day has not passed");
        e.avancer(10);
        for _ in 0..2 {
            taches::suspendre(&e.etat).await.unwrap();
        }
        let f = e.relire("F1").await;
        assert_eq!(f.suspendue, 1, "{}", e.nom);
        assert!(!actes::ouverte(&e.etat, &f, Portail::Site).await.unwrap());
        let avertis = e.courriels("contact@cfa.exemple.fr", "rendezvous.suspension").await;
        assert_eq!(avertis.len(), 1, "{}: told once", e.nom);
        let d = demandes::trouver(e.etat.db.read(), &derniere).await.unwrap().unwrap();
        let reponse = ReponseSaisie {
            reponse: Reponse::AutreCanal,
            message: String::new(),
            convenu_le: None,
            convenu_ou: String::new(),
        };
        let mut tx = e.etat.db.write().await.unwrap();
        actes::repondre(&mut tx, "", &d, &reponse, e.maintenant()).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert!(suivi::suspendue(e.etat.db.read(), super::SIRET).await.unwrap().is_none());
        taches::suspendre(&e.etat).await.unwrap();
        assert_eq!(e.relire("F1").await.suspendue, 0, "{}: one answer is enough", e.nom);
    }
}

#[tokio::test]
async fn after_two_years_a_request_names_nobody() {
    for e in essais(super::MARDI).await {
        e.ouverte("F1", "contact@cfa.exemple.fr").await;
        let id = demander(&e, "ines@exemple.fr").await;
        let declarations = web::declarations(&[crate::service()]);
        let passer = async |jours: i64| {
            let quand = e.maintenant() + jours * 86_400_000;
            conformite::retention::passer(&e.etat.db, &declarations, false, quand).await.unwrap();
            demandes::trouver(e.etat.db.read(), &id).await.unwrap().unwrap()
        };
        assert_eq!(passer(729).await.nom, "Le Goff", "{}", e.nom);
        let d = passer(731).await;
        for texte in
            [d.prenom, d.nom, d.nom_plie, d.courriel, d.telephone, d.message, d.destinataire]
        {
            assert_eq!(texte, "", "{}", e.nom);
        }
        assert_eq!(d.motifs, "place,frais", "{}: figures stay", e.nom);
    }
}
