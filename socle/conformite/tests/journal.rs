//! The journal, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

use base::Db;
use base::essai::bases;
use conformite::MIGRATIONS;
use conformite::journal::{self, Acteur, Fait, Filtre};
use sqlx::{AssertSqlSafe, Executor};

const JOUR: i64 = 86_400_000;

fn fait(objet: &str, sujet: Option<&str>) -> Fait {
    Fait {
        acte: "essai.dossier.lire",
        acteur: Acteur::compte("01AGENT").au_nom_de("Académie de Rennes"),
        objet_genre: "dossier",
        objet_id: objet.to_owned(),
        sujet: sujet.map(str::to_owned),
        motif: "appel du jeune".to_owned(),
        details: serde_json::json!({"ecran": "fiche"}),
    }
}

async fn consigner(db: &Db, faits: &[Fait], maintenant: i64) -> i64 {
    let mut tx = db.write().await.unwrap();
    let rang = journal::consigner_tous(&mut tx, faits, maintenant).await.unwrap();
    tx.commit().await.unwrap();
    rang
}

/// Runs a statement as someone who has the database in hand would.
async fn tenter(db: &Db, sql: &str) -> Result<(), String> {
    let mut tx = db.write().await.unwrap();
    tx.execute(AssertSqlSafe(sql.to_owned())).await.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())
}

/// The same after having taken the triggers away.
async fn forcer(db: &Db, sql: &str) {
    let triggers = ["journal_fige", "journal_garde", "journal_tete_avance"];
    for nom in triggers {
        let table = if nom == "journal_tete_avance" { "journal_tete" } else { "journal" };
        let retirer = match db.moteur() {
            base::Moteur::Sqlite => format!("DROP TRIGGER IF EXISTS {nom}"),
            base::Moteur::Postgres => format!("DROP TRIGGER IF EXISTS {nom} ON {table}"),
        };
        tenter(db, &retirer).await.unwrap();
    }
    tenter(db, sql).await.unwrap();
}

#[tokio::test]
async fn facts_are_chained_and_found_again() {
    for base in bases(&[MIGRATIONS]).await {
        let db = &base.db;
        assert_eq!(consigner(db, &[fait("a", None)], 1_000).await, 1, "{}", base.nom);
        let beaucoup: Vec<Fait> =
            (0..450).map(|n| fait(&n.to_string(), (n == 7).then_some("cle-ines"))).collect();
        assert_eq!(consigner(db, &beaucoup, 2_000).await, 451, "{}", base.nom);
        let bilan = journal::verifier(db.read(), true).await.unwrap();
        assert_eq!((bilan.lues, bilan.jusqua, bilan.rupture), (451, 451, None), "{}", base.nom);

        let vues = journal::de_la_personne(db.read(), "cle-ines", 10).await.unwrap();
        assert_eq!(vues.len(), 1, "{}", base.nom);
        assert_eq!(vues[0].au_nom_de.as_deref(), Some("Académie de Rennes"));
        let filtre = Filtre {
            acte: Some("essai.".to_owned()),
            depuis: Some(2_000),
            jusqua: Some(2_001),
            avant: Some(10),
            acteur: Some("01AGENT".to_owned()),
            ..Filtre::default()
        };
        let page = journal::chercher(db.read(), &filtre, 3).await.unwrap();
        let rangs: Vec<i64> = page.iter().map(|l| l.rang).collect();
        assert_eq!(rangs, [9, 8, 7], "{}", base.nom);
        let rien = Filtre { objet: Some("ailleurs".to_owned()), ..Filtre::default() };
        assert!(journal::chercher(db.read(), &rien, 3).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_transaction_that_is_dropped_leaves_no_gap() {
    for base in bases(&[MIGRATIONS]).await {
        let db = &base.db;
        consigner(db, &[fait("a", None)], 1_000).await;
        let mut tx = db.write().await.unwrap();
        journal::consigner(&mut tx, &fait("perdu", None), 2_000).await.unwrap();
        drop(tx);
        assert_eq!(consigner(db, &[fait("b", None)], 3_000).await, 2, "{}", base.nom);
        assert_eq!(journal::verifier(db.read(), true).await.unwrap().rupture, None);
    }
}

#[tokio::test]
async fn writers_at_the_same_time_make_one_chain() {
    for base in bases(&[MIGRATIONS]).await {
        let ecrivains = (0..8).map(|n| {
            let db = base.db.clone();
            tokio::spawn(async move {
                for m in 0..10 {
                    // Half of them publish an event before, half after: nobody waits for ever.
                    let mut tx = db.write().await.unwrap();
                    let contenu = serde_json::json!({});
                    if n % 2 == 0 {
                        base::evenements::publier(&mut tx, "essai", "x", &contenu, 1)
                            .await
                            .unwrap();
                    }
                    let fait = fait(&format!("{n}-{m}"), None);
                    journal::consigner(&mut tx, &fait, 1_000 + m).await.unwrap();
                    if n % 2 == 1 {
                        base::evenements::publier(&mut tx, "essai", "x", &contenu, 1)
                            .await
                            .unwrap();
                    }
                    tx.commit().await.unwrap();
                }
            })
        });
        for ecrivain in ecrivains.collect::<Vec<_>>() {
            ecrivain.await.unwrap();
        }
        let bilan = journal::verifier(base.db.read(), true).await.unwrap();
        assert_eq!((bilan.lues, bilan.rupture), (80, None), "{}", base.nom);
    }
}

#[tokio::test]
async fn the_database_refuses_to_change_the_past() {
    for base in bases(&[MIGRATIONS]).await {
        let db = &base.db;
        consigner(db, &[fait("a", None), fait("b", None)], 1_000).await;
        let tentatives = [
            "UPDATE journal SET motif = 'autre' WHERE rang = 1",
            "DELETE FROM journal WHERE rang = 1",
            "DELETE FROM journal_tete",
            "UPDATE journal_tete SET rang = 1",
            "INSERT INTO journal_coupes (rang, empreinte, instant) SELECT rang, empreinte, 94694400000 FROM journal WHERE rang = 1",
            "INSERT INTO journal_coupes (rang, empreinte, instant) VALUES (1, 'fausse', 999999999999999)",
        ];
        for sql in tentatives {
            let refus = tenter(db, sql).await.expect_err(sql);
            assert!(refus.contains("journal: "), "{} {sql}: {refus}", base.nom);
        }
        assert_eq!(journal::verifier(db.read(), true).await.unwrap().lues, 2, "{}", base.nom);
    }
}

#[tokio::test]
async fn what_was_changed_by_force_is_found_and_named() {
    let mefaits = [
        ("UPDATE journal SET motif = 'autre' WHERE rang = 3", 3),
        ("UPDATE journal SET instant = 5 WHERE rang = 5", 5),
        ("DELETE FROM journal WHERE rang = 2", 2),
        ("DELETE FROM journal WHERE rang = 5", 5),
        ("DELETE FROM journal WHERE rang = 1", 1),
        ("UPDATE journal_tete SET rang = 4", 4),
    ];
    for (mefait, rang) in mefaits {
        for base in bases(&[MIGRATIONS]).await {
            let db = &base.db;
            let faits: Vec<Fait> = (0..5).map(|n| fait(&n.to_string(), None)).collect();
            consigner(db, &faits, 1_000).await;
            forcer(db, mefait).await;
            let trouvee = journal::verifier(db.read(), true).await.unwrap().rupture;
            assert_eq!(trouvee.unwrap().rang, rang, "{} {mefait}", base.nom);
        }
    }
}

#[tokio::test]
async fn a_verification_goes_on_from_the_last_one_and_remembers_it() {
    for base in bases(&[MIGRATIONS]).await {
        let db = &base.db;
        consigner(db, &[fait("a", None), fait("b", None)], 1_000).await;
        assert_eq!(journal::verifier_et_noter(db, false, 2_000).await.unwrap().lues, 2);
        consigner(db, &[fait("c", None)], 3_000).await;
        assert_eq!(journal::verifier_et_noter(db, false, 4_000).await.unwrap().lues, 1);
        let bilans = journal::bilans(db.read(), 5).await.unwrap();
        assert_eq!((bilans.len(), bilans[0].jusqua, bilans[0].rompu), (2, 3, None));

        // Rewritten whole, the chain holds together but is not the one that was seen.
        let chaine = "DELETE FROM journal; DELETE FROM journal_tete; INSERT INTO journal_tete (id, rang, empreinte) VALUES (1, 0, '')";
        forcer(db, "DROP TABLE journal_coupes").await;
        forcer(db, "CREATE TABLE journal_coupes (rang BIGINT NOT NULL PRIMARY KEY, empreinte TEXT NOT NULL, instant BIGINT NOT NULL)").await;
        let retirer = match db.moteur() {
            base::Moteur::Sqlite => "DROP TRIGGER journal_tete_garde",
            base::Moteur::Postgres => "DROP TRIGGER journal_tete_garde ON journal_tete",
        };
        tenter(db, retirer).await.unwrap();
        for sql in chaine.split("; ") {
            tenter(db, sql).await.unwrap();
        }
        consigner(db, &[fait("x", None), fait("b", None), fait("c", None)], 1_000).await;
        assert_eq!(journal::verifier(db.read(), true).await.unwrap().rupture, None);
        let rupture = journal::verifier_et_noter(db, false, 5_000).await.unwrap().rupture;
        assert_eq!(rupture.unwrap().rang, 3, "{}", base.nom);
        assert_eq!(journal::bilans(db.read(), 1).await.unwrap()[0].rompu, Some(3));
    }
}

#[tokio::test]
async fn the_oldest_part_is_cut_and_the_rest_still_verified() {
    for base in bases(&[MIGRATIONS]).await {
        let db = &base.db;
        consigner(db, &[fait("a", None), fait("b", None)], 1_000).await;
        consigner(db, &[fait("c", None)], 10 * JOUR).await;
        let trois_ans = i64::from(journal::CONSERVATION_JOURS) * JOUR;
        assert_eq!(journal::couper(db, trois_ans).await.unwrap(), 0, "{}", base.nom);
        assert_eq!(journal::couper(db, trois_ans + JOUR).await.unwrap(), 2, "{}", base.nom);
        let bilan = journal::verifier(db.read(), true).await.unwrap();
        assert_eq!((bilan.lues, bilan.jusqua, bilan.rupture), (1, 3, None), "{}", base.nom);
        consigner(db, &[fait("d", None)], trois_ans + JOUR).await;
        assert_eq!(journal::couper(db, trois_ans + 2 * JOUR).await.unwrap(), 0, "{}", base.nom);
        let bilan = journal::verifier(db.read(), true).await.unwrap();
        assert_eq!((bilan.lues, bilan.rupture), (2, None), "{}", base.nom);
        // Everything is old one day; the chain goes on.
        assert_eq!(journal::couper(db, 3 * trois_ans).await.unwrap(), 2, "{}", base.nom);
        assert_eq!(consigner(db, &[fait("e", None)], 3 * trois_ans).await, 5, "{}", base.nom);
        let bilan = journal::verifier(db.read(), true).await.unwrap();
        assert_eq!((bilan.lues, bilan.rupture), (1, None), "{}", base.nom);
    }
}
