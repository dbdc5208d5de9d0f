//! Figures on both databases: counted by several nodes, closed by the day, told by the file.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::time::Duration;

use base::{Db, Migrations};
use futures::TryStreamExt;
use noyau::horloge::Horloge;
use pilotage::porte;
use web::{Cellule, Compteurs, Etat, Pieces, Reglages};

fn noeud(db: &Db, horloge: &Horloge) -> Etat {
    let reglages = Reglages::d_essai();
    let mut pieces = Pieces::default();
    pieces.poser(Compteurs::nouveaux(horloge.clone()));
    Etat::nouveau(db.clone(), horloge.clone(), reglages).avec(pieces)
}

async fn fichier(db: &Db) -> Vec<Vec<Cellule>> {
    let service = pilotage::service();
    (service.jeux[0].lignes)(db.read().clone()).try_collect().await.unwrap()
}

async fn jours_annonces(db: &Db) -> usize {
    let evenements = base::evenements::lire(db.read(), 0, 100).await.unwrap();
    evenements.iter().filter(|e| e.sujet == porte::SUJET_JOUR).count()
}

#[tokio::test]
async fn nodes_add_to_the_same_figures_and_a_day_that_is_over_is_published() {
    let migrations: Migrations = pilotage::service().migrations.unwrap();
    for base in base::essai::bases(&[migrations]).await {
        let db = &base.db;
        let horloge = Horloge::figee("2026-11-24T11:00:00Z".parse().unwrap());
        let noeuds = [noeud(db, &horloge), noeud(db, &horloge)];
        for etat in &noeuds {
            for _ in 0..6 {
                etat.compter("recherche.issue", "resultats");
            }
            etat.compter("recherche.departement", "35");
            assert_eq!(porte::verser(etat).await.unwrap(), 2, "{}", base.nom);
            assert_eq!(porte::verser(etat).await.unwrap(), 0, "nothing is added twice");
        }
        assert_eq!(fichier(db).await, Vec::<Vec<Cellule>>::new(), "the day is not over");
        assert_eq!(jours_annonces(db).await, 1);

        horloge.avancer(Duration::from_secs(86_400));
        noeuds[0].compter("recherche.issue", "resultats");
        porte::verser(&noeuds[0]).await.unwrap();
        let nombres: Vec<(Cellule, Cellule)> =
            fichier(db).await.into_iter().map(|l| (l[3].clone(), l[5].clone())).collect();
        let attendus = [("35".into(), Cellule::Vide), ("resultats".into(), Cellule::Entier(12))];
        assert_eq!(nombres, attendus, "{}: two searches in a département are too few", base.nom);
        assert_eq!(jours_annonces(db).await, 2);
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_counted_again_the_next_time() {
    let base = base::essai::bases(&[]).await.remove(0);
    let horloge = Horloge::figee("2026-11-24T11:00:00Z".parse().unwrap());
    let etat = noeud(&base.db, &horloge);
    etat.compter("recherche.issue", "vide");
    assert!(porte::verser(&etat).await.is_err(), "there is no table");
    assert_eq!(etat.piece::<Compteurs>().unwrap().prendre().len(), 1);
}
