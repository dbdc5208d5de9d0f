//! Sendings on both databases, with an empty directory: what was sent is taken as it is.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use base::essai::Base;
use base::sqlx::{self, AssertSqlSafe, Row};
use effectifs::porte;
use noyau::horloge::Horloge;
use serde_json::{Value, json};

const CFA: &str = "13002526500013";

async fn bases() -> Vec<Base> {
    let migrations = [
        annuaire::service().migrations.unwrap(),
        referentiels::service().migrations.unwrap(),
        effectifs::service().migrations.unwrap(),
    ];
    base::essai::bases(&migrations).await
}

fn horloge() -> Horloge {
    Horloge::figee("2025-03-06T09:00:00Z".parse().unwrap())
}

fn item(id: &str, autres: Value) -> Value {
    let mut item = json!({
        "nom_apprenant": "Le Goff", "prenom_apprenant": "Éloïse",
        "date_de_naissance_apprenant": "2006-03-12", "annee_scolaire": "2024-2025",
        "id_erp_apprenant": id, "date_inscription_formation": "2024-06-01",
        "date_entree_formation": "2024-09-01", "date_fin_formation": "2025-08-31",
        "etablissement_responsable_uai": "0010856A", "etablissement_responsable_siret": CFA,
        "etablissement_formateur_uai": "0010856A", "etablissement_formateur_siret": CFA,
    });
    let (Value::Object(base), Value::Object(plus)) = (&mut item, autres) else { panic!() };
    base.extend(plus);
    item
}

/// Values of one row, as texts.
async fn ligne(base: &Base, sql: String) -> Vec<String> {
    let ligne = sqlx::query(AssertSqlSafe(sql)).fetch_one(base.db.read().pool()).await.unwrap();
    (0..ligne.len())
        .map(|n| ligne.try_get::<Option<String>, _>(n).unwrap().unwrap_or_default())
        .collect()
}

async fn ecrire(base: &Base, sql: &'static str) {
    let mut tx = base.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// State, then items received, refused, created, updated, unchanged, merged.
async fn bilan(base: &Base, id: &str) -> String {
    let sql = format!(
        "SELECT etat || ' ' || recus || ' ' || refuses || ' ' || crees || ' ' || mis_a_jour || ' ' || identiques
         || ' ' || fusionnes FROM effectifs_transmissions WHERE id = '{id}'"
    );
    ligne(base, sql).await.remove(0)
}

/// Sends, works through, and gives the report.
async fn envoyer(base: &Base, emetteur: &str, items: Vec<Value>) -> (String, String) {
    let horloge = horloge();
    let maintenant = horloge.maintenant().ms();
    let id = porte::transmettre(&base.db, emetteur, items, maintenant).await.unwrap();
    assert!(bilan(base, &id).await.starts_with("recue"), "accepted means stored");
    assert_eq!(porte::traiter(&base.db, &horloge).await.unwrap(), 1);
    let bilan = bilan(base, &id).await;
    (id, bilan)
}

async fn seul(base: &Base, id_erp: &str, colonnes: &str) -> Vec<String> {
    ligne(base, format!("SELECT {colonnes} FROM effectifs WHERE id_erp = '{id_erp}'")).await
}

#[tokio::test]
async fn the_totals_of_a_report_add_up_and_a_replay_changes_nothing() {
    for base in bases().await {
        let items = || {
            vec![
                item("1", json!({"contrat_date_debut": "2024-10-01", "nir_apprenant": "106027"})),
                item("2", json!({"email_contact": "pas une adresse"})),
                item("3", json!({})),
                item("3", json!({"prenom_apprenant": "Nolwenn"})),
            ]
        };
        let (id, premier) = envoyer(&base, CFA, items()).await;
        assert_eq!(premier, "traitee 4 1 2 0 0 1", "{}", base.nom);
        let (_, second) = envoyer(&base, CFA, items()).await;
        assert_eq!(second, "traitee 4 1 0 0 2 1", "{}", base.nom);
        let apprenti = seul(&base, "1", "situation, change_le, details").await;
        assert_eq!(apprenti[..2], ["APPRENTI", "2025-08-31"]);
        assert!(apprenti[2].contains("has_nir") && !apprenti[2].contains("106027"));
        assert_eq!(
            seul(&base, "3", "prenom").await,
            ["Nolwenn"],
            "the last one of a sending counts"
        );
        let sql = format!("SELECT champ, nom FROM effectifs_fautes WHERE transmission = '{id}'");
        assert_eq!(ligne(&base, sql).await, ["email_contact", "Éloïse Le Goff"]);
    }
}

#[tokio::test]
async fn what_is_sent_again_updates_and_erases_nothing() {
    for base in bases().await {
        let contrat = json!({"contrat_date_debut": "2024-10-01", "tel_apprenant": "0612345678"});
        envoyer(&base, CFA, vec![item("1", contrat)]).await;
        let gardees = "id, contrats, details";
        let avant = seul(&base, "1", gardees).await;
        let suite = vec![item("1", json!({"nom_apprenant": "Le Gall"}))];
        assert_eq!(envoyer(&base, CFA, suite).await.1, "traitee 1 0 0 1 0 0");
        assert_eq!(seul(&base, "1", gardees).await, avant);
        assert_eq!(seul(&base, "1", "nom").await, ["LE GALL"]);
    }
}

#[tokio::test]
async fn a_centre_speaks_for_its_own() {
    for base in bases().await {
        let (id, refuse) = envoyer(&base, "90000000100009", vec![item("1", json!({}))]).await;
        assert_eq!(refuse, "traitee 1 1 0 0 0 0");
        let sql = format!("SELECT code FROM effectifs_fautes WHERE transmission = '{id}'");
        assert_eq!(ligne(&base, sql).await, ["organisme.perimetre"]);
        let antenne = json!({"etablissement_formateur_siret": "13002526500021"});
        let (_, permis) = envoyer(&base, CFA, vec![item("1", antenne)]).await;
        assert_eq!(permis, "traitee 1 0 1 0 0 0", "another establishment of the same company");
    }
}

#[tokio::test]
async fn a_sending_that_someone_has_waits_and_one_applied_twice_counts_once() {
    for base in bases().await {
        let horloge = horloge();
        let items = vec![item("1", json!({}))];
        let maintenant = horloge.maintenant().ms();
        let id = porte::transmettre(&base.db, CFA, items, maintenant).await.unwrap();
        ecrire(&base, "UPDATE effectifs_transmissions SET bail = 9000000000000").await;
        assert_eq!(porte::traiter(&base.db, &horloge).await.unwrap(), 0, "someone has it");
        ecrire(&base, "UPDATE effectifs_transmissions SET bail = 0").await;
        assert_eq!(porte::traiter(&base.db, &horloge).await.unwrap(), 1);
        assert_eq!(bilan(&base, &id).await, "traitee 1 0 1 0 0 0");
        // As if the node had died between its work and the note of it.
        ecrire(&base, "UPDATE effectifs_transmissions SET etat = 'recue', bail = 0").await;
        assert_eq!(porte::traiter(&base.db, &horloge).await.unwrap(), 1);
        assert_eq!(bilan(&base, &id).await, "traitee 1 0 0 0 1 0");
        let nombre = ligne(&base, "SELECT CAST(COUNT(*) AS TEXT) FROM effectifs".to_owned()).await;
        assert_eq!(nombre, ["1"]);
    }
}

#[tokio::test]
async fn a_sending_that_cannot_be_read_is_set_aside_and_blocks_no_other() {
    for base in bases().await {
        let horloge = horloge();
        let maintenant = horloge.maintenant().ms();
        let id = porte::transmettre(&base.db, CFA, vec![], maintenant).await.unwrap();
        ecrire(&base, "UPDATE effectifs_contenus SET contenu = 'abîmé'").await;
        for _ in 0..5 {
            assert!(porte::traiter(&base.db, &horloge).await.is_err(), "{}", base.nom);
            ecrire(&base, "UPDATE effectifs_transmissions SET bail = 0").await;
        }
        porte::traiter(&base.db, &horloge).await.unwrap();
        assert!(bilan(&base, &id).await.starts_with("echec"));
        let (_, bilan) = envoyer(&base, CFA, vec![item("1", json!({}))]).await;
        assert_eq!(bilan, "traitee 1 0 1 0 0 0");
    }
}

#[tokio::test]
async fn situations_move_on_the_day_they_change() {
    for base in bases().await {
        let rompu =
            json!({"contrat_date_debut": "2024-10-01", "contrat_date_rupture": "2025-02-01"});
        envoyer(&base, CFA, vec![item("1", rompu), item("2", json!({}))]).await;
        assert_eq!(seul(&base, "1", "situation, change_le").await, ["RUPTURANT", "2025-07-31"]);
        let tache = effectifs::service().taches[0];
        let plus_tard = Horloge::figee("2025-07-31T00:15:00Z".parse().unwrap());
        let contexte = taches::Contexte { db: base.db.clone(), horloge: plus_tard };
        assert_eq!((tache.travail)(contexte).await.unwrap(), "1 situations avancées");
        assert_eq!(seul(&base, "1", "situation, change_le").await, ["ABANDON", ""]);
    }
}

#[tokio::test]
async fn figures_of_ends_of_months_outlive_the_enrolments() {
    for base in bases().await {
        let contrat = || json!({"contrat_date_debut": "2024-10-01"});
        let items = (0..6).map(|n| item(&n.to_string(), contrat())).collect();
        envoyer(&base, CFA, items).await;
        ecrire(&base, "UPDATE effectifs SET fiable = 1, departement = '35'").await;
        let taches = effectifs::service().taches;
        let tache = taches.iter().find(|t| t.nom == "effectifs.agregats").unwrap();
        let contexte = taches::Contexte { db: base.db.clone(), horloge: horloge() };
        for _ in 0..2 {
            let dit = (tache.travail)(contexte.clone()).await.unwrap();
            assert_eq!(dit, "6 fins de mois gardées", "{}", base.nom);
        }
        ecrire(&base, "DELETE FROM effectifs").await;
        let figures = async |aujourd_hui: &str, jour: &str| {
            let cube =
                porte::Cube::lire(base.db.read(), aujourd_hui.parse().unwrap()).await.unwrap();
            let p = cube.publication(jour.parse().unwrap());
            (p.jour.to_string(), p.nation.mesures[0])
        };
        let gardee = ("2025-02-28".to_owned(), Some(6));
        assert_eq!(figures("2027-06-01", "2025-03-05").await, gardee, "{}", base.nom);
        let effacee = ("2025-03-05".to_owned(), Some(0));
        assert_eq!(figures("2026-06-01", "2025-03-05").await, effacee, "its time is not over");
    }
}
