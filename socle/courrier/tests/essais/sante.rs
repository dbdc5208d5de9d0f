//! The health of addresses, the lists that people stop.

use std::sync::Arc;

use base::Db;
use courrier::essai::Memoire;
use courrier::porte::{self, Genre, Origine, Retour};
use courrier::{Adresse, Depot, Motif, Sort};

use crate::commun::*;

const A: &str = "ines@exemple.fr";

fn retour(cle: &str, genre: Genre) -> Retour {
    let motif = format!("550 5.1.1 <{A}> unknown");
    Retour { cle: cle.to_owned(), genre, adresse: Adresse::lire(A).unwrap(), motif }
}

async fn apprendre(db: &Db, retour: &Retour) -> bool {
    let mut tx = db.write().await.unwrap();
    let neuf = porte::apprendre(&mut tx, retour, 5).await.unwrap();
    tx.commit().await.unwrap();
    neuf
}

#[tokio::test]
async fn a_hard_bounce_buries_the_address_until_someone_knows_better() {
    for base in bases().await {
        let horloge = horloge();
        assert!(apprendre(&base.db, &retour("1", Genre::RebondDefinitif)).await);
        let sort = deposer(&base.db, &depot(A), &horloge).await;
        assert_eq!(sort, Sort::Refuse(Motif::Morte), "{}", base.nom);
        assert!(apprendre(&base.db, &retour("2", Genre::Remis)).await);
        let sort = deposer(&base.db, &depot(A), &horloge).await;
        assert_eq!(sort, Sort::Refuse(Motif::Morte), "{}: an old arrival proves nothing", base.nom);
        let sante = porte::sante(base.db.read(), "", 10).await.unwrap();
        assert_eq!(sante[0].motif, "550 5.1.1 unknown", "{}: without the address", base.nom);
        let mut tx = base.db.write().await.unwrap();
        assert!(porte::ressusciter(&mut tx, &Adresse::lire(A).unwrap()).await.unwrap());
        tx.commit().await.unwrap();
        depose(&base.db, &depot(A), &horloge).await;
    }
}

#[tokio::test]
async fn soft_bounces_are_counted_once_each_and_forgotten_at_the_first_arrival() {
    for base in bases().await {
        for (cle, neuf) in [("1", true), ("2", true), ("2", false)] {
            assert_eq!(apprendre(&base.db, &retour(cle, Genre::RebondPassager)).await, neuf);
        }
        let sante = porte::sante(base.db.read(), A, 10).await.unwrap();
        assert_eq!((sante[0].rebonds, sante[0].morte_le), (2, None), "{}", base.nom);
        depose(&base.db, &depot(A), &horloge()).await;
        apprendre(&base.db, &retour("3", Genre::Remis)).await;
        assert!(porte::sante(base.db.read(), A, 10).await.unwrap().is_empty(), "{}", base.nom);
    }
}

#[tokio::test]
async fn a_complaint_stops_every_list_but_not_what_the_person_asks_for() {
    for base in bases().await {
        let horloge = horloge();
        apprendre(&base.db, &retour("1", Genre::Plainte)).await;
        let alerte = Depot { liste: Some(ALERTES), ..depot(A) };
        let sort = deposer(&base.db, &alerte, &horloge).await;
        assert_eq!(sort, Sort::Refuse(Motif::Opposee), "{}", base.nom);
        depose(&base.db, &depot(A), &horloge).await;
    }
}

#[tokio::test]
async fn the_link_of_a_mail_stops_its_list_for_its_reader_only() {
    for base in bases().await {
        let horloge = horloge();
        let alerte = |a| Depot { liste: Some(ALERTES), ..depot(a) };
        depose(&base.db, &alerte(A), &horloge).await;
        let memoire = Arc::new(Memoire::default());
        let poste = poste_en_memoire(&base.db, &horloge, &memoire);
        vider(&poste).await;
        let recu = memoire.recus().remove(0);
        let lien = recu.desabonnement.expect("a list has its way out");
        assert!(recu.message.texte.contains(&lien) && recu.message.html.contains(&lien));
        let jeton = lien.rsplit('/').next().unwrap();
        let abonnement =
            porte::abonnement(base.db.read(), &coffre(), jeton).await.unwrap().expect("ours");
        assert_eq!(abonnement.titre, ALERTES.titre);
        let mut tx = base.db.write().await.unwrap();
        abonnement.arreter(&mut tx, Origine::Messagerie, 5).await.unwrap();
        tx.commit().await.unwrap();
        let sort = deposer(&base.db, &alerte(A), &horloge).await;
        assert_eq!(sort, Sort::Refuse(Motif::Opposee), "{}", base.nom);
        depose(&base.db, &alerte("autre@exemple.fr"), &horloge).await;
        depose(&base.db, &depot(A), &horloge).await;
        let faux = format!("{}0", &jeton[..jeton.len() - 1]);
        let faux = if faux == jeton { jeton.replace('0', "1") } else { faux };
        assert_eq!(
            porte::abonnement(base.db.read(), &coffre(), &faux).await.unwrap(),
            None,
            "{}",
            base.nom
        );
    }
}

#[tokio::test]
async fn who_stops_a_list_is_not_sent_what_already_waits() {
    for base in bases().await {
        let horloge = horloge();
        let alerte = Depot { liste: Some(ALERTES), ..depot(A) };
        depose(&base.db, &alerte, &horloge).await;
        let simple = depose(&base.db, &depot(A), &horloge).await;
        apprendre(&base.db, &retour("1", Genre::Plainte)).await;
        let memoire = Arc::new(Memoire::default());
        vider(&poste_en_memoire(&base.db, &horloge, &memoire)).await;
        assert_eq!(memoire.identifiants(), [simple].into(), "{}", base.nom);
    }
}

#[tokio::test]
async fn erasing_an_address_keeps_only_its_wish_for_silence() {
    for base in bases().await {
        let horloge = horloge();
        depose(&base.db, &depot(A), &horloge).await;
        apprendre(&base.db, &retour("1", Genre::Plainte)).await;
        let mut tx = base.db.write().await.unwrap();
        porte::effacer(&mut tx, &Adresse::lire(A).unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(courrier::essai::deposes(base.db.read(), A).await.is_empty(), "{}", base.nom);
        let alerte = Depot { liste: Some(ALERTES), ..depot(A) };
        let sort = deposer(&base.db, &alerte, &horloge).await;
        assert_eq!(sort, Sort::Refuse(Motif::Opposee), "{}", base.nom);
    }
}
