//! The retention engine and the files of persons, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use base::essai::{Base, bases};
use base::{Migration, Migrations};
use conformite::dossiers::{self, Dossier, Trouver};
use conformite::retention::{self, Passage, Vide};
use conformite::{
    Action, BaseLegale, Conservation, Declarations, DonneePersonnelle, Echeance, Effacement,
    MIGRATIONS, Preavis, Regle, Traitement, journal, par_courriel,
};

const JOUR: i64 = 86_400_000;

const ESSAI: Migrations = Migrations {
    service: "essai",
    fichiers: &[Migration {
        nom: "0001.sql",
        sql: "CREATE TABLE contacts (id TEXT NOT NULL PRIMARY KEY, nom TEXT, courriel TEXT, telephone TEXT, vu_le BIGINT);
              CREATE TABLE messages (contact TEXT NOT NULL, texte TEXT NOT NULL, ecrit_le BIGINT NOT NULL);
              CREATE TABLE boite (courriel TEXT NOT NULL, fin BIGINT NOT NULL, instant BIGINT NOT NULL)",
    }],
};

fn traitement(code: &'static str, table: &'static str, colonne: &'static str) -> Traitement {
    Traitement {
        code,
        nom: "Contacts",
        finalite: "Répondre",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Candidats",
        donnees: &["Nom"],
        destinataires: &["L’employeur"],
        conservation: Conservation {
            jours: 100,
            depuis: "le contact",
            echeance: Echeance { table, colonne },
        },
    }
}

async fn sql(base: &Base, sql: &'static str) {
    let mut tx = base.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn compter(base: &Base, requete: &'static str) -> i64 {
    sqlx::query_scalar(requete).fetch_one(base.db.read().pool()).await.unwrap()
}

async fn contacts(base: &Base, nombre: i64, vu_le: i64) {
    let mut tx = base.db.write().await.unwrap();
    for n in 0..nombre {
        let sql = "INSERT INTO contacts VALUES ($1, 'Inès Martin', $2, '0601020304', $3)";
        let requete = sqlx::query(sql).bind(format!("{vu_le}-{n}"));
        let requete = requete.bind(format!("ines{n}@exemple.fr")).bind(vu_le);
        requete.execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn resume(passages: &[Passage]) -> Vec<(&str, i64, i64, i64, &str)> {
    let ligne = |p: &'_ Passage| (p.echus, p.traites, p.a_venir);
    passages
        .iter()
        .map(|p| {
            let (echus, traites, a_venir) = ligne(p);
            (p.traitement.as_str(), echus, traites, a_venir, p.etat.as_str())
        })
        .collect()
}

#[tokio::test]
async fn rows_go_when_their_time_has_come_and_only_then() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let declarations = Declarations {
            traitements: vec![traitement("contacts", "contacts", "vu_le")],
            ..Declarations::default()
        };
        contacts(&base, 1_203, 0).await;
        contacts(&base, 4, 10 * JOUR).await;
        sql(&base, "INSERT INTO contacts (id) VALUES ('sans date')").await;
        let passer = async |a_blanc, jour| {
            retention::passer(&base.db, &declarations, a_blanc, jour * JOUR + 1).await.unwrap()
        };
        let blanc = passer(true, 100).await;
        assert_eq!(resume(&blanc), [("contacts", 1_203, 0, 4, "a_blanc")], "{}", base.nom);
        assert_eq!(compter(&base, "SELECT COUNT(*) FROM contacts").await, 1_208);
        let fait = passer(false, 100).await;
        assert_eq!(resume(&fait), [("contacts", 1_203, 1_203, 4, "fait")], "{}", base.nom);
        assert_eq!(compter(&base, "SELECT COUNT(*) FROM contacts").await, 5, "{}", base.nom);
        let encore = passer(false, 100).await;
        assert_eq!(resume(&encore), [("contacts", 0, 0, 4, "fait")], "{}", base.nom);
        assert_eq!(retention::derniers(base.db.read()).await.unwrap(), encore, "{}", base.nom);
        let lignes = journal::chercher(base.db.read(), &Default::default(), 9).await.unwrap();
        assert_eq!(lignes.len(), 1, "{}: one run changed something", base.nom);
        assert!(lignes[0].details.contains("1203"), "{}", lignes[0].details);
    }
}

#[tokio::test]
async fn a_rule_may_blank_columns_instead() {
    const VIDES: &[Vide] = &[
        Vide { colonne: "nom", texte: Some("") },
        Vide { colonne: "courriel", texte: None },
        Vide { colonne: "telephone", texte: None },
    ];
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let deduite = Regle::du_registre(&traitement("contacts", "contacts", "vu_le"));
        let declarations = Declarations {
            regles: vec![Regle { action: Action::Vider(VIDES), ..deduite }],
            ..Declarations::default()
        };
        contacts(&base, 3, 0).await;
        for traites in [3, 0] {
            let passages =
                retention::passer(&base.db, &declarations, false, 101 * JOUR).await.unwrap();
            assert_eq!(passages[0].traites, traites, "{}", base.nom);
        }
        let restes = "SELECT COUNT(*) FROM contacts WHERE nom <> '' OR courriel IS NOT NULL OR telephone IS NOT NULL";
        assert_eq!(compter(&base, restes).await, 0, "{}", base.nom);
        assert_eq!(compter(&base, "SELECT COUNT(*) FROM contacts").await, 3, "{}", base.nom);
    }
}

#[tokio::test]
async fn a_hold_keeps_everything_or_one_row() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let deduite = Regle::du_registre(&traitement("contacts", "contacts", "vu_le"));
        let declarations = Declarations {
            regles: vec![Regle { cle: Some("id"), ..deduite }],
            ..Declarations::default()
        };
        contacts(&base, 3, 0).await;
        let geler = async |cle: Option<&str>| {
            let mut tx = base.db.write().await.unwrap();
            let motif = "contentieux 26-114";
            let id = retention::geler(&mut tx, "contacts", cle, motif, 5).await.unwrap();
            tx.commit().await.unwrap();
            id
        };
        let passer = async || {
            let passages =
                retention::passer(&base.db, &declarations, false, 101 * JOUR).await.unwrap();
            (passages[0].traites, passages[0].etat.clone(), passages[0].message.clone())
        };
        let tout = geler(None).await;
        let attendu = (0, "gele".to_owned(), "contentieux 26-114".to_owned());
        assert_eq!(passer().await, attendu, "{}", base.nom);
        let mut tx = base.db.write().await.unwrap();
        assert!(retention::lever(&mut tx, &tout, 6).await.unwrap());
        assert!(!retention::lever(&mut tx, &tout, 7).await.unwrap());
        tx.commit().await.unwrap();
        geler(Some("0-1")).await;
        assert_eq!(passer().await.0, 2, "{}", base.nom);
        assert_eq!(compter(&base, "SELECT COUNT(*) FROM contacts").await, 1, "{}", base.nom);
        assert_eq!(retention::gels(base.db.read()).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_rule_that_fails_says_so_and_the_others_run() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let declarations = Declarations {
            traitements: vec![
                traitement("faute", "table_absente", "vu_le"),
                traitement("contacts", "contacts", "vu_le"),
            ],
            ..Declarations::default()
        };
        contacts(&base, 1, 0).await;
        let passages = retention::passer(&base.db, &declarations, false, 101 * JOUR).await.unwrap();
        assert_eq!((passages[0].etat.as_str(), passages[1].traites), ("echec", 1), "{}", base.nom);
        assert!(passages[0].message.contains("table_absente"), "{}", passages[0].message);
    }
}

fn avertie() -> Regle {
    let preavis = Preavis {
        jours: 30,
        courriel: "courriel",
        poster: |tx, courriel, fin, maintenant| {
            Box::pin(async move {
                let sql = "INSERT INTO boite (courriel, fin, instant) VALUES ($1, $2, $3)";
                let requete = sqlx::query(sql).bind(courriel).bind(fin).bind(maintenant);
                requete.execute(&mut **tx).await?;
                Ok(())
            })
        },
    };
    let deduite = Regle::du_registre(&traitement("contacts", "contacts", "vu_le"));
    Regle { cle: Some("id"), preavis: Some(preavis), ..deduite }
}

#[tokio::test]
async fn nobody_goes_without_having_been_warned_a_month_before() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let declarations = Declarations { regles: vec![avertie()], ..Declarations::default() };
        contacts(&base, 2, 0).await;
        let passer = async |jour: i64| {
            let passages =
                retention::passer(&base.db, &declarations, false, jour * JOUR + 1).await.unwrap();
            (passages[0].prevenus, passages[0].traites)
        };
        assert_eq!(passer(69).await, (0, 0), "{}: too early", base.nom);
        assert_eq!(passer(70).await, (2, 0), "{}: warned at J-30", base.nom);
        assert_eq!(passer(71).await, (0, 0), "{}: once", base.nom);
        // One of them comes back: nothing happens until their new time.
        sql(&base, "UPDATE contacts SET vu_le = 6912000000 WHERE id = '0-1'").await;
        assert_eq!(passer(80).await, (0, 0), "{}", base.nom);
        assert_eq!(passer(100).await, (0, 1), "{}: warned and due", base.nom);
        assert_eq!(passer(150).await, (1, 0), "{}: warned anew", base.nom);
        assert_eq!(passer(180).await, (0, 1), "{}", base.nom);
        assert_eq!(compter(&base, "SELECT COUNT(*) FROM boite").await, 3, "{}", base.nom);
        let jamais = "SELECT COUNT(*) FROM boite WHERE fin < instant + 2592000000";
        assert_eq!(compter(&base, jamais).await, 0, "{}: a month is a month", base.nom);
    }
}

#[tokio::test]
async fn an_engine_that_slept_still_warns_before() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let declarations = Declarations { regles: vec![avertie()], ..Declarations::default() };
        contacts(&base, 1, 0).await;
        for (jour, attendu) in [(400, (1, 0)), (429, (0, 0)), (430, (0, 1))] {
            let passages =
                retention::passer(&base.db, &declarations, false, jour * JOUR).await.unwrap();
            let fait = (passages[0].prevenus, passages[0].traites);
            assert_eq!(fait, attendu, "{} day {jour}", base.nom);
        }
    }
}

fn dossiers_d_essai() -> Declarations {
    let donnee = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    Declarations {
        personnes: vec![
            donnee("contacts", "nom", "Nom"),
            donnee("contacts", "courriel", "Adresse électronique"),
            donnee("contacts", "telephone", "Téléphone"),
            donnee("messages", "texte", "Message"),
        ],
        dossiers: vec![
            Dossier {
                titre: "Vos contacts",
                traitement: "contacts",
                dates: &[("vu_le", "Vu le")],
                modifiables: &[("telephone", "Téléphone")],
                ..par_courriel("contacts", "courriel")
            },
            Dossier {
                titre: "Vos messages",
                traitement: "messages",
                trouver: Trouver::Par {
                    colonne: "contact",
                    table: "contacts",
                    cle: "id",
                    courriel: "courriel",
                },
                ..par_courriel("messages", "contact")
            },
        ],
        ..Declarations::default()
    }
}

#[tokio::test]
async fn what_is_held_of_a_person_is_read_corrected_and_erased() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let declarations = dossiers_d_essai();
        contacts(&base, 2, 7).await;
        sql(&base, "INSERT INTO messages VALUES ('7-0', 'Bonjour', 8), ('7-1', 'Autre', 9)").await;
        let lire = async |courriel: &str| {
            dossiers::lire(base.db.read(), &declarations, courriel).await.unwrap()
        };
        let parties = lire(" Ines0@Exemple.fr").await;
        assert_eq!(parties.len(), 2, "{}", base.nom);
        let attendue: Vec<Option<String>> = ["Inès Martin", "0601020304", "7", "ines0@exemple.fr"]
            .map(|v| Some(v.to_owned()))
            .into();
        assert_eq!(parties[0].lignes, [attendue], "{}", base.nom);
        assert_eq!(parties[1].lignes, [[Some("Bonjour".to_owned())]], "{}", base.nom);
        assert!(lire("personne@exemple.fr").await.is_empty());

        let mut tx = base.db.write().await.unwrap();
        let dossier = &declarations.dossiers[0];
        let moi = "ines0@exemple.fr";
        let corriger = [("telephone", 1), ("nom", 0), ("courriel; DROP TABLE contacts", 0)];
        for (colonne, lignes) in corriger {
            let faites =
                dossiers::corriger(&mut tx, dossier, moi, colonne, "0699999999").await.unwrap();
            assert_eq!(faites, lignes, "{colonne}");
        }
        let effaces = dossiers::effacer(&mut tx, base.db.read(), &declarations, moi).await.unwrap();
        tx.commit().await.unwrap();
        let faits: Vec<_> = effaces.iter().map(|e| (e.dossier.table, e.lignes)).collect();
        assert_eq!(faits, [("messages", 1), ("contacts", 1)], "{}", base.nom);
        assert!(lire(moi).await.is_empty(), "{}", base.nom);
        assert_eq!(lire("ines1@exemple.fr").await.len(), 2, "{}: the other stays", base.nom);
    }
}

#[tokio::test]
async fn what_is_held_or_must_stay_is_kept_and_said() {
    for base in bases(&[MIGRATIONS, ESSAI]).await {
        let mut declarations = dossiers_d_essai();
        declarations.dossiers[1].effacement = Effacement::Conserver("La loi l’exige.");
        contacts(&base, 1, 7).await;
        sql(&base, "INSERT INTO messages VALUES ('7-0', 'Bonjour', 8)").await;
        let mut tx = base.db.write().await.unwrap();
        retention::geler(&mut tx, "contacts", None, "contentieux", 5).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = base.db.write().await.unwrap();
        let moi = "ines0@exemple.fr";
        let effaces = dossiers::effacer(&mut tx, base.db.read(), &declarations, moi).await.unwrap();
        tx.commit().await.unwrap();
        let faits: Vec<_> = effaces.iter().map(|e| e.conserve.as_deref()).collect();
        assert_eq!(faits, [Some("La loi l’exige."), Some("contentieux")], "{}", base.nom);
        let parties = dossiers::lire(base.db.read(), &declarations, moi).await.unwrap();
        assert_eq!(parties[0].gel.as_deref(), Some("contentieux"), "{}", base.nom);
    }
}
