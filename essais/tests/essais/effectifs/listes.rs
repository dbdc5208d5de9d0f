//! Lists that name people: for whom, how far, and what the journal keeps of it.

use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::*;
use crate::site::{Site, jouer, sites};

/// Readings are counted: one test at a time reads the names.
static UN_A_LA_FOIS: Mutex<()> = Mutex::const_new(());

#[test]
fn names_are_for_those_whom_the_law_says_and_their_reading_is_noted() {
    jouer(async {
        let _seul = UN_A_LA_FOIS.lock().await;
        for site in sites().await {
            for jeunes in ["/effectifs/jeunes?situation=RUPTURANT", "/effectifs/jeunes.csv"] {
                for (role, statut) in [
                    (web::Role::Dreets, 200),
                    (web::Role::Ddets, 200),
                    (web::Role::Academie, 200),
                    (web::Role::Region, 403),
                    (web::Role::TeteDeReseau, 403),
                    (web::Role::Dgefp, 403),
                    (web::Role::Administrateur, 403),
                    (web::Role::Cfa, 403),
                ] {
                    let avant = journal(site, "effectifs.aider").await;
                    let page = lire_en(site, role, jeunes).await;
                    assert_eq!(page.statut, statut, "{role:?}");
                    let lue = i64::from(statut == 200);
                    assert_eq!(journal(site, "effectifs.aider").await, avant + lue, "{role:?}");
                    assert_eq!(page.corps.contains("apprenant"), statut == 200, "{role:?}");
                }
            }
        }
    });
}

/// Sends enrolments to the example centre: identifier, last name, what else.
async fn inscrire(site: &Site, inscriptions: &[(&str, &str, Value)]) {
    let (uai, siret) = un_centre(site).await;
    let cle = cle_de(site, &siret).await;
    let item = |(id, nom, autres): &(&str, &str, Value)| {
        let mut item = dossier((&uai, &siret), id, autres.clone());
        item["nom_apprenant"] = (*nom).into();
        item
    };
    let corps = Value::Array(inscriptions.iter().map(item).collect());
    assert_eq!(envoyer(site, &cle, &corps).await.json()["rejected"], 0);
    traiter(site).await;
}

#[test]
fn a_person_enrolled_twice_shows_once_on_the_page_and_in_the_file() {
    jouer(async {
        let _seul = UN_A_LA_FOIS.lock().await;
        for site in sites().await {
            let alors = json!({ "annee_scolaire": "2025-2026", "date_inscription_formation": "2025-06-01",
                "date_entree_formation": "2025-09-01", "date_fin_formation": "2026-08-31",
                "date_exclusion_formation": "2025-12-01" });
            let sous_contrat = json!({ "contrat_date_debut": "2026-10-01" });
            let inscriptions = [
                ("U1", "Unefois", alors.clone()),
                ("U2", "Unefois", json!({})),
                ("U3", "Souscontrat", alors),
                ("U4", "Souscontrat", sous_contrat),
            ];
            inscrire(site, &inscriptions).await;
            let cas = [("q=unefois", 1), ("q=unefois&situation=ABANDON", 0), ("q=souscontrat", 0)];
            for (choix, attendus) in cas {
                let adresse = |fin| format!("/effectifs/jeunes{fin}?{choix}");
                let page = lire_en(site, web::Role::Dreets, &adresse("")).await.corps;
                assert_eq!(page.contains("1 jeune<"), attendus == 1, "{choix}: {page}");
                let csv = lire_en(site, web::Role::Dreets, &adresse(".csv")).await.corps;
                assert_eq!(csv.lines().count(), 1 + attendus, "{}: {csv}", site.nom);
                assert_eq!(csv.contains("Inscrit sans contrat"), attendus == 1, "{csv}");
                let xlsx = lire_en(site, web::Role::Dreets, &adresse(".xlsx")).await;
                assert_eq!(xlsx.statut, 200);
            }
        }
    });
}

#[test]
fn an_agent_reads_no_name_beyond_their_territory() {
    jouer(async {
        let _seul = UN_A_LA_FOIS.lock().await;
        for site in sites().await {
            let gens = [
                ("T1", "Terreun", json!({})),
                ("T2", "Terredeux", json!({})),
                ("T3", "Terretrois", json!({})),
            ];
            inscrire(site, &gens).await;
            let mut tx = site.etat.db.write().await.unwrap();
            for (id, departement) in [("T1", "35"), ("T2", "29"), ("T3", "75")] {
                let sql = "UPDATE effectifs SET departement = $2 WHERE id_erp = $1";
                sqlx::query(sql).bind(id).bind(departement).execute(&mut *tx).await.unwrap();
            }
            tx.commit().await.unwrap();
            for (role, attendus) in [
                (web::Role::Dreets, ["TERREDEUX", "TERREUN"].as_slice()),
                (web::Role::Academie, &["TERREDEUX", "TERREUN"]),
                (web::Role::Ddets, &["TERREUN"]),
            ] {
                let csv = lire_en(site, role, "/effectifs/jeunes.csv?q=terre").await.corps;
                let noms: Vec<&str> =
                    csv.lines().skip(1).filter_map(|l| l.split(';').next()).collect();
                assert_eq!(noms, attendus, "{role:?} {csv}");
                let page = lire_en(site, role, "/effectifs/jeunes?q=terre").await.corps;
                assert!(!page.contains("TERRETROIS"), "{role:?}");
                assert!(attendus.iter().all(|nom| page.contains(nom)), "{role:?} {page}");
                let ailleurs = "/effectifs/jeunes.csv?q=terre&departement=75";
                let csv = lire_en(site, role, ailleurs).await.corps;
                assert_eq!(csv.lines().count(), 1, "{role:?} {csv}");
            }
        }
    });
}

#[test]
fn a_network_that_does_not_answer_for_the_training_reads_no_name() {
    jouer(async {
        let site = &sites().await[0];
        let page = lire_en(site, web::Role::TeteDeReseau, "/effectifs/reseau").await;
        assert_eq!(page.statut, 200);
        assert!(page.corps.contains("sans les noms") && !page.corps.contains("LE GOFF"));
    });
}
