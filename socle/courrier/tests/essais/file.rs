//! The queue: with the facts, once, again after a failure, never twice.

use std::sync::Arc;
use std::time::Duration;

use courrier::essai::{Memoire, deposes};
use courrier::{Depot, Motif, Sort, Transport, porte};

use crate::commun::*;

#[tokio::test]
async fn a_mail_leaves_with_the_facts_or_not_at_all() {
    for base in bases().await {
        let horloge = horloge();
        let mut tx = base.db.write().await.unwrap();
        courrier::deposer(&mut tx, &depot("ines@exemple.fr"), 0).await.unwrap();
        drop(tx);
        let memoire = Arc::new(Memoire::default());
        let poste = poste_en_memoire(&base.db, &horloge, &memoire);
        assert_eq!(vider(&poste).await, 0, "{}: a rolled back transaction sends nothing", base.nom);
        depose(&base.db, &depot(" Ines@Exemple.FR "), &horloge).await;
        assert_eq!(vider(&poste).await, 1, "{}", base.nom);
        assert_eq!(vider(&poste).await, 0, "{}: sent once", base.nom);
        let recus = memoire.recus();
        assert_eq!(recus.len(), 1, "{}", base.nom);
        assert_eq!(recus[0].adresse, "ines@exemple.fr");
        assert!(recus[0].message.html.contains("Compagnon"));
        assert_eq!(deposes(base.db.read(), "ines@exemple.fr").await[0].etat, "envoye");
    }
}

#[tokio::test]
async fn a_key_is_queued_once_within_its_model() {
    for base in bases().await {
        let horloge = horloge();
        let avec = |modele, cle: Option<&str>| Depot {
            modele,
            cle: cle.map(str::to_owned),
            ..depot("ines@exemple.fr")
        };
        let cas = [
            ("essai.a", Some("offre:1"), true),
            ("essai.a", Some("offre:1"), false),
            ("essai.a", Some("offre:2"), true),
            ("essai.b", Some("offre:1"), true),
            ("essai.a", None, true),
            ("essai.a", None, true),
        ];
        for (modele, cle, pose) in cas {
            let sort = deposer(&base.db, &avec(modele, cle), &horloge).await;
            let ou = format!("{} {modele} {cle:?}", base.nom);
            assert_eq!(matches!(sort, Sort::Depose(_)), pose, "{ou}");
            assert_eq!(sort == Sort::DejaDepose, !pose, "{ou}");
        }
        assert_eq!(deposes(base.db.read(), "").await.len(), 5, "{}", base.nom);
    }
}

#[tokio::test]
async fn a_mail_waits_for_its_hour() {
    for base in bases().await {
        let horloge = horloge();
        let dans_une_heure = horloge.maintenant().ms() + 3_600_000;
        let depot = Depot { a_partir_de: dans_une_heure, ..depot("ines@exemple.fr") };
        depose(&base.db, &depot, &horloge).await;
        let memoire = Arc::new(Memoire::default());
        let poste = poste_en_memoire(&base.db, &horloge, &memoire);
        assert_eq!(vider(&poste).await, 0, "{}", base.nom);
        horloge.avancer(Duration::from_secs(3_600));
        assert_eq!(vider(&poste).await, 1, "{}", base.nom);
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_not_kept() {
    for base in bases().await {
        let sort = deposer(&base.db, &depot("Inès, 06 12 34 56 78"), &horloge()).await;
        assert_eq!(sort, Sort::Refuse(Motif::Illisible), "{}", base.nom);
        let ligne = &deposes(base.db.read(), "").await[0];
        assert_eq!((ligne.etat.as_str(), ligne.adresse.as_str()), ("refuse", ""));
        assert_eq!(ligne.texte, "");
    }
}

#[tokio::test]
async fn several_nodes_send_each_mail_once() {
    for base in bases().await {
        let horloge = horloge();
        for n in 0..200 {
            depose(&base.db, &depot(&format!("personne{n}@exemple.fr")), &horloge).await;
        }
        let memoire = Arc::new(Memoire::default());
        let mut noeuds = Vec::new();
        for _ in 0..4 {
            let poste = poste_en_memoire(&base.db, &horloge, &memoire);
            noeuds.push(tokio::spawn(async move { vider(&poste).await }));
        }
        for noeud in noeuds {
            noeud.await.unwrap();
        }
        assert_eq!(memoire.recus().len(), 200, "{}: never doubled", base.nom);
        assert_eq!(memoire.identifiants().len(), 200, "{}: none forgotten", base.nom);
    }
}

#[tokio::test]
async fn a_node_that_dies_leaves_its_mails_to_another() {
    for base in bases().await {
        let horloge = horloge();
        let id = depose(&base.db, &depot("ines@exemple.fr"), &horloge).await;
        let (pendue, mort) = poste_qui_meurt(&base, &horloge).await;
        mort.abort();
        let memoire = Arc::new(Memoire::default());
        let autre = poste_en_memoire(&base.db, &horloge, &memoire);
        assert_eq!(vider(&autre).await, 0, "{}: the lease still runs", base.nom);
        horloge.avancer(Duration::from_secs(3 * 60));
        assert_eq!(vider(&autre).await, 1, "{}", base.nom);
        assert_eq!(memoire.identifiants(), [id.clone()].into(), "{}", base.nom);
        horloge.avancer(Duration::from_secs(3 * 60));
        assert_eq!(vider(&autre).await, 0, "{}", base.nom);
        drop(pendue);
    }
}

/// A node that leased its mail and never comes back from the server.
async fn poste_qui_meurt(
    base: &base::essai::Base,
    horloge: &noyau::horloge::Horloge,
) -> (tokio::net::TcpListener, tokio::task::JoinHandle<()>) {
    let ecouteur = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let reglages = courrier::Reglages {
        smtp: Some(format!("smtp://{}", ecouteur.local_addr().unwrap())),
        expediteur: "Compagnon <nous@exemple.fr>".to_owned(),
        autorite: None,
        secret: None,
    };
    let poste = poste(&base.db, horloge, Transport::de(&reglages).unwrap());
    let mort = tokio::spawn(async move {
        let _ = poste.passer().await;
    });
    // The server accepts the connection and says nothing: the mail is under way.
    let _ = tokio::time::timeout(Duration::from_secs(10), ecouteur.accept()).await.unwrap();
    (ecouteur, mort)
}

#[tokio::test]
async fn a_failure_is_tried_again_later_then_given_up_and_may_be_sent_again() {
    for base in bases().await {
        let horloge = horloge();
        let id = depose(&base.db, &depot("ines@exemple.fr"), &horloge).await;
        let memoire = Arc::new(Memoire::default());
        memoire.tomber(true);
        let poste = poste_en_memoire(&base.db, &horloge, &memoire);
        for heures in [1, 1, 1, 3, 10, 30, 30] {
            assert_eq!(vider(&poste).await, 1, "{}", base.nom);
            assert_eq!(vider(&poste).await, 0, "{}: not at once", base.nom);
            horloge.avancer(Duration::from_secs(heures * 3_600));
        }
        assert_eq!(vider(&poste).await, 0, "{}: given up", base.nom);
        let ligne = porte::trouver(base.db.read(), &id).await.unwrap().unwrap();
        assert_eq!((ligne.etat.as_str(), ligne.motif.as_str()), ("abandonne", "en panne"));
        assert_eq!(ligne.essais, 7);
        assert_eq!(porte::attente(base.db.read()).await.unwrap().abandonnes, 1);
        memoire.tomber(false);
        assert!(relancer(&base.db, &id).await, "{}", base.nom);
        assert_eq!(vider(&poste).await, 1, "{}", base.nom);
        assert!(!relancer(&base.db, &id).await, "{}: it has left", base.nom);
        assert_eq!(memoire.recus().len(), 1, "{}", base.nom);
    }
}

async fn relancer(db: &base::Db, id: &str) -> bool {
    let mut tx = db.write().await.unwrap();
    let faite = porte::relancer(&mut tx, id, 0).await.unwrap();
    tx.commit().await.unwrap();
    faite
}

#[tokio::test]
async fn what_left_is_not_kept_and_its_trace_goes_after_a_year() {
    for base in bases().await {
        let horloge = horloge();
        depose(&base.db, &depot("ines@exemple.fr"), &horloge).await;
        let memoire = Arc::new(Memoire::default());
        vider(&poste_en_memoire(&base.db, &horloge, &memoire)).await;
        for (jours, trace) in [(0, true), (364, true), (2, false)] {
            horloge.avancer(Duration::from_secs(jours * 86_400));
            effacer_ce_qui_expire(&base.db, horloge.maintenant().ms()).await;
            let reste = deposes(base.db.read(), "").await;
            assert_eq!(!reste.is_empty(), trace, "{} {jours}", base.nom);
            assert!(reste.iter().all(|d| d.texte.is_empty()), "{}: said once", base.nom);
        }
    }
}

#[tokio::test]
async fn without_a_server_contents_are_read_here_for_62_days() {
    for base in bases().await {
        let horloge = horloge();
        depose(&base.db, &depot("ines@exemple.fr"), &horloge).await;
        vider(&poste(&base.db, &horloge, Transport::Local)).await;
        for (jours, corps) in [(61, true), (2, false)] {
            horloge.avancer(Duration::from_secs(jours * 86_400));
            effacer_ce_qui_expire(&base.db, horloge.maintenant().ms()).await;
            let reste = deposes(base.db.read(), "").await;
            assert_eq!(!reste[0].texte.is_empty(), corps, "{} {jours}", base.nom);
        }
    }
}

async fn effacer_ce_qui_expire(db: &base::Db, maintenant: i64) {
    let declarations = conformite::Declarations {
        traitements: courrier::traitements().to_vec(),
        ..Default::default()
    };
    let passages = conformite::retention::passer(db, &declarations, false, maintenant).await;
    assert!(passages.unwrap().iter().all(|p| p.etat != "echec"));
}
