//! The ground floor of the database, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use base::essai::bases;
use base::versions::{self, Comptes, Depot, Rejet};
use base::{
    ErreurBase, Evenement, Migration, Migrations, Table, Valeur, evenements, lots, migrations,
};

const TABLE: Table =
    Table { nom: "villes", colonnes: &["code", "nom", "habitants", "aire"], cle: &["code"] };
const SQL: &str =
    "CREATE TABLE villes (version BIGINT NOT NULL, code TEXT NOT NULL, nom TEXT NOT NULL,
    habitants BIGINT, aire DOUBLE PRECISION, PRIMARY KEY (version, code))";
const VILLES: Migrations =
    Migrations { service: "essai", fichiers: &[Migration { nom: "0001.sql", sql: SQL }] };

fn ligne(code: &str, habitants: Option<i64>) -> Vec<Valeur> {
    vec![code.into(), format!("Ville {code}").into(), habitants.into(), Some(1.5).into()]
}

fn depot<'a>(jeu: &'a str, empreinte: &'a str) -> Depot<'a> {
    Depot { source: "essai", jeu, fichier: "villes.csv", empreinte, processus: "ici:1" }
}

async fn compter(base: &base::essai::Base) -> i64 {
    let sql = "SELECT COUNT(*) FROM villes WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')";
    sqlx::query_scalar(sql).fetch_one(base.db.read().pool()).await.unwrap()
}

#[tokio::test]
async fn a_version_is_seen_whole_or_not_at_all() {
    for base in bases(&[VILLES]).await {
        let db = &base.db;
        let mut tx = db.write().await.unwrap();
        let id = versions::ouvrir(&mut tx, &depot("villes", "a"), 1_000).await.unwrap();
        let lignes: Vec<_> = (0..1_200).map(|n| ligne(&n.to_string(), Some(n))).collect();
        assert_eq!(
            lots::inserer(&mut tx, &TABLE, id, &lignes).await.unwrap(),
            1_200,
            "{}",
            base.nom
        );
        let encore = lots::inserer(&mut tx, &TABLE, id, &lignes[..3]).await.unwrap();
        assert_eq!(encore, 0, "{}: a key is stored once", base.nom);
        tx.commit().await.unwrap();
        assert_eq!(compter(&base).await, 0, "{}: not current yet", base.nom);

        let mut tx = db.write().await.unwrap();
        versions::basculer(&mut tx, id, "villes", 2_000).await.unwrap();
        drop(tx);
        assert_eq!(compter(&base).await, 0, "{}: a dropped transaction leaves no trace", base.nom);

        let mut tx = db.write().await.unwrap();
        versions::basculer(&mut tx, id, "villes", 2_000).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(compter(&base).await, 1_200, "{}", base.nom);
        let lus = evenements::lire(db.read(), 0, 10).await.unwrap();
        assert!(
            matches!(&lus[..], [Evenement { sujet, cle, .. }] if sujet == versions::SUJET_COURANTE && cle == "villes")
        );
    }
}

#[tokio::test]
async fn a_second_version_replaces_the_first_and_a_third_lets_the_first_be_purged() {
    for base in bases(&[VILLES]).await {
        let db = &base.db;
        for (rang, empreinte) in ["a", "b", "c"].into_iter().enumerate() {
            let mut tx = db.write().await.unwrap();
            let id = versions::ouvrir(&mut tx, &depot("villes", empreinte), 1_000).await.unwrap();
            lots::inserer(&mut tx, &TABLE, id, &[ligne("x", None), ligne("y", Some(2))])
                .await
                .unwrap();
            versions::basculer(&mut tx, id, "villes", 2_000).await.unwrap();
            tx.commit().await.unwrap();
            let a_purger = versions::a_purger(db.read(), "villes", 3_000).await.unwrap();
            assert_eq!(a_purger.len(), usize::from(rang == 2), "{} after {empreinte}", base.nom);
        }
        assert_eq!(compter(&base).await, 2);
        let premiere = versions::deja_importee(db.read(), "villes", "a").await.unwrap().unwrap();
        let mut tx = db.write().await.unwrap();
        assert_eq!(lots::effacer(&mut tx, &TABLE, premiere.id, 1).await.unwrap(), 1);
        assert_eq!(lots::effacer(&mut tx, &TABLE, premiere.id, 100).await.unwrap(), 1);
        assert_eq!(lots::effacer(&mut tx, &TABLE, premiere.id, 100).await.unwrap(), 0);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn one_import_of_a_data_set_at_a_time_unless_the_other_is_dead() {
    for base in bases(&[VILLES]).await {
        let mut tx = base.db.write().await.unwrap();
        let id = versions::ouvrir(&mut tx, &depot("villes", "a"), 1_000).await.unwrap();
        versions::battre(&mut tx, id, Comptes { lus: 3, stockes: 2, rejetes: 1 }, 5_000)
            .await
            .unwrap();
        assert!(versions::ouvrir(&mut tx, &depot("villes", "b"), 6_000).await.is_err());
        assert!(versions::ouvrir(&mut tx, &depot("autres", "b"), 6_000).await.is_ok());
        let plus_tard = 5_000 + versions::SILENCE_MAX_MS;
        assert!(versions::ouvrir(&mut tx, &depot("villes", "b"), plus_tard).await.is_ok());
        let rejet = Rejet {
            ligne: 4,
            colonne: "siret".to_owned(),
            valeur: "12".to_owned(),
            regle: "siret.longueur".to_owned(),
            message: "quatorze chiffres sont attendus".to_owned(),
        };
        versions::noter_rejets(&mut tx, id, 0, &vec![rejet; 1_001]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn migrations_apply_once_and_refuse_to_be_rewritten() {
    for base in bases(&[VILLES]).await {
        assert_eq!(migrations::migrer(&base.db, &[VILLES], 0).await.unwrap(), 0);
        let reecrite = Migrations {
            service: "essai",
            fichiers: &[Migration { nom: "0001.sql", sql: "CREATE TABLE autre (a TEXT)" }],
        };
        assert!(migrations::migrer(&base.db, &[reecrite], 0).await.is_err(), "{}", base.nom);
    }
}

#[tokio::test]
async fn the_reading_half_cannot_write() {
    for base in bases(&[VILLES]).await {
        let essai = sqlx::query("DELETE FROM villes").execute(base.db.read().pool()).await;
        assert!(essai.is_err(), "{}", base.nom);
    }
}

#[tokio::test]
async fn a_consumer_remembers_where_it_is() {
    for base in bases(&[]).await {
        assert_eq!(evenements::position(base.db.read(), "index").await.unwrap(), 0);
        for position in [3, 7] {
            let mut tx = base.db.write().await.unwrap();
            evenements::avancer(&mut tx, "index", position).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(evenements::position(base.db.read(), "index").await.unwrap(), position);
        }
    }
}

#[tokio::test]
async fn a_table_is_read_once_for_all_who_hold_it() {
    for base in bases(&[]).await {
        let lectures = AtomicUsize::new(0);
        let table = async || {
            let lire = async { Ok::<_, ErreurBase>(lectures.fetch_add(1, Ordering::SeqCst)) };
            base.db.read().partager(&["villes"], lire).await.unwrap()
        };
        let (une, autre) = tokio::join!(table(), table());
        assert!(Arc::ptr_eq(&une, &autre), "{}", base.nom);
        drop((une, autre));
        let tenue = table().await;
        assert_eq!(*tenue, 1, "nobody held it: read again on {}", base.nom);
        for (rang, (source, lue)) in [("autre", 1), ("villes", 2)].into_iter().enumerate() {
            let mut tx = base.db.write().await.unwrap();
            let depot = Depot { source, jeu: source, fichier: "f", empreinte: "e", processus: "p" };
            let id = versions::ouvrir(&mut tx, &depot, 1_000 + rang as i64).await.unwrap();
            versions::basculer(&mut tx, id, source, 2_000).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(*table().await, lue, "after {source} on {}", base.nom);
        }
    }
}

#[tokio::test]
async fn a_transaction_that_the_database_ended_by_itself_blocks_no_other() {
    for base in bases(&[]).await {
        let mut tx = base.db.write().await.unwrap();
        // What SQLite does on its own when the disk is full.
        sqlx::query("ROLLBACK").execute(&mut *tx).await.unwrap();
        drop(tx);
        for _ in 0..10 {
            let tx = base.db.write().await.unwrap();
            tx.commit().await.unwrap();
        }
    }
}
