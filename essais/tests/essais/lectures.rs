//! The reads of the référentiel and of the catalogue, as their clients call them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::demande::adresse;
use crate::site::{Site, jouer, sites};

fn lignes(corps: &str) -> Vec<Value> {
    corps.lines().map(|l| serde_json::from_str(l).expect("an object a line")).collect()
}

/// What is read again after a line is what follows it, no more and no less.
async fn reprend(site: &Site, chemin: &str, cle: &str) {
    let tout = lignes(&site.lire(chemin).await.corps);
    assert!(tout.len() > 4, "{chemin}");
    let milieu = tout[tout.len() / 2][cle].as_str().expect("a key");
    let suite = site.lire(&adresse(chemin, &[("apres", milieu)])).await;
    assert_eq!(suite.entete("content-type"), "application/x-ndjson");
    assert_eq!(lignes(&suite.corps), tout[tout.len() / 2 + 1..], "{chemin}");
    let fin = tout.last().and_then(|l| l[cle].as_str()).expect("a key");
    let rien = site.lire(&adresse(chemin, &[("apres", fin)])).await;
    assert_eq!(rien.corps.trim(), "", "{chemin}");
}

#[test]
fn a_download_cut_short_goes_on_where_it_stopped() {
    jouer(async {
        for site in sites().await {
            reprend(site, "/api/v1/organismes.ndjson", "siret").await;
            reprend(site, "/api/v1/entity/formations.ndjson", "_id").await;
        }
    });
}

#[test]
fn a_list_asked_in_a_body_is_the_list_asked_in_an_address() {
    jouer(async {
        for site in sites().await {
            let cas = [
                (
                    "/api/v1/organismes?departements=35,22&items_par_page=5",
                    json!({ "departements": ["35", "22"], "items_par_page": 5 }),
                ),
                ("/api/v1/organismes?qualiopi=true&page=2", json!({ "qualiopi": true, "page": 2 })),
                (
                    r#"/api/v1/entity/formations?query=%7B%22num_departement%22:%2235%22%7D&limit=3"#,
                    json!({ "query": { "num_departement": "35" }, "limit": 3 }),
                ),
            ];
            for (lu, corps) in cas {
                let chemin = lu.split('?').next().expect("a path");
                let reponse = site.envoyer_json(chemin, &corps.to_string()).await;
                assert_eq!(reponse.statut, 200, "{lu}: {}", reponse.corps);
                assert_eq!(reponse.json(), site.lire_json(lu).await, "{lu}");
            }
            for chemin in ["/api/v1/organismes", "/api/v1/entity/formations"] {
                for corps in ["[]", "{", r#"{"$where": 1}"#, r#"{"page": 0}"#, r#"{"page": {}}"#] {
                    let reponse = site.envoyer_json(chemin, corps).await;
                    assert_eq!(reponse.statut, 400, "{chemin} {corps}");
                    assert!(reponse.json()["data"]["validationError"]["issues"].is_array());
                }
            }
        }
    });
}

#[test]
fn the_files_of_the_referentiel_hold_the_whole_list() {
    jouer(async {
        for site in sites().await {
            let liste = site.lire_json("/api/v1/organismes?items_par_page=1").await;
            let total = liste["pagination"]["total"].as_u64().expect("a total");
            let fichier = site.lire_json("/api/v1/organismes.json?items_par_page=100000").await;
            assert_eq!(fichier["pagination"]["total"], total);
            assert_eq!(fichier["organismes"].as_array().map(Vec::len), Some(total as usize));
            let reduit = site.lire_json("/api/v1/organismes.json?champs=siret&qualiopi=true").await;
            let reduits = reduit["organismes"].as_array().expect("organisations");
            assert!(reduits.iter().all(|o| o.as_object().is_some_and(|o| o.len() == 1)));
            let premier = &fichier["organismes"][0];
            let siret = premier["siret"].as_str().expect("a SIRET");
            let seul =
                site.lire_json(&format!("/api/v1/organismes/{siret}?champs=siret,uai")).await;
            assert_eq!(seul, json!({ "siret": siret, "uai": premier["uai"] }));
        }
    });
}

#[test]
fn the_filters_of_the_referentiel_share_it_out() {
    jouer(async {
        for site in sites().await {
            let total = async |filtre: &str| {
                let adresse = format!("/api/v1/organismes?items_par_page=1&{filtre}");
                site.lire_json(&adresse).await["pagination"]["total"].as_u64().expect("a total")
            };
            let tous = total("").await;
            let partages = [
                ("nouveaux=true", "nouveaux=false"),
                ("academies=true", "academies=false"),
                ("sirets=true", "sirets=false"),
                ("referentiels=datagouv", "referentiels=-datagouv"),
                ("referentiels=catalogue-etablissements", "referentiels=-catalogue-etablissements"),
            ];
            for (oui, non) in partages {
                assert_eq!(total(oui).await + total(non).await, tous, "{oui}");
            }
            assert!(total("referentiels=datagouv").await > 0);
        }
    });
}

#[test]
fn the_counts_of_the_referentiel_agree() {
    jouer(async {
        for site in sites().await {
            let somme = |comptes: &Value| -> u64 {
                let comptes = comptes.as_object().expect("counts").values();
                comptes.filter_map(Value::as_u64).sum()
            };
            let etats = site.lire_json("/api/v1/stats/etat_administratif").await;
            let couverture = site.lire_json("/api/v1/stats/couverture").await;
            assert_eq!(somme(&etats), couverture["organismes"].as_u64().expect("a count"));
            for (chemin, total) in
                [("natures", &couverture["organismes"]), ("validation", &couverture["total"])]
            {
                let lu = site.lire_json(&format!("/api/v1/stats/{chemin}")).await;
                assert_eq!(json!(somme(&lu["national"])), *total, "{chemin}");
                let academies = lu["academies"].as_array().expect("académies");
                assert_eq!(json!(academies.iter().map(somme).sum::<u64>()), *total, "{chemin}");
            }
            let reduit = site.lire_json("/api/v1/stats/validation?natures=formateur").await;
            assert!(somme(&reduit["national"]) <= couverture["total"].as_u64().expect("a count"));
            assert_eq!(site.lire("/api/v1/stats/validation?natures=cfa").await.statut, 400);
            assert_eq!(
                site.lire_json("/api/v1/stats/qualiopi").await.as_array().map(Vec::len),
                Some(4)
            );
            let data = site.lire_json("/api/v1/data").await;
            assert!(data["departements"].as_array().is_some_and(|d| d.len() > 100));
            assert!(
                data["academies"].as_array().is_some_and(|a| a.iter().any(|a| a["code"] == "14"))
            );
        }
    });
}

#[test]
fn the_catalogue_answers_what_is_asked_of_it() {
    jouer(async {
        for site in sites().await {
            let lire = async |chemin: &str, requete: Value| {
                site.lire_json(&adresse(chemin, &[("query", &requete.to_string())])).await
            };
            let liste = site.lire_json("/api/v1/entity/formations").await;
            let (fiches, pagination) = (&liste["formations"], &liste["pagination"]);
            assert_eq!(fiches.as_array().map(Vec::len), Some(10));
            assert_eq!(pagination["resultats_par_page"], 10);
            let total = pagination["total"].as_u64().expect("a total");
            assert_eq!(pagination["nombre_de_page"], total.div_ceil(10));
            assert_eq!(site.lire_json("/api/v1/entity/formations/count").await, total);
            let fiche = &fiches[0];
            assert!(fiche.as_object().is_some_and(|f| !f.contains_key("email")));
            let cle = fiche["_id"].as_str().expect("a key").replace('#', "%23").replace('|', "%7C");
            assert_eq!(site.lire_json(&format!("/api/v1/entity/formation/{cle}")).await, *fiche);

            let cfd = fiche["cfd"].as_str().expect("a CFD");
            let memes = lire("/api/v1/entity/formations", json!({ "cfd": cfd })).await;
            let memes = memes["formations"].as_array().expect("trainings");
            assert!(!memes.is_empty() && memes.iter().all(|f| f["cfd"] == cfd));
            let autres =
                json!({ "published": true, "catalogue_published": true, "cfd": { "$ne": cfd } });
            let n = async |requete| lire("/api/v1/entity/formations/count", requete).await;
            let siennes =
                n(json!({ "published": true, "catalogue_published": true, "cfd": cfd })).await;
            let autres = n(autres).await;
            assert_eq!(siennes.as_u64().zip(autres.as_u64()).map(|(a, b)| a + b), Some(total));
            let une = lire("/api/v1/entity/formation", json!({ "cfd": cfd })).await;
            assert_eq!(une["cfd"], cfd);
            let personne =
                adresse("/api/v1/entity/formation", &[("query", r#"{"cfd":"99999999"}"#)]);
            assert_eq!(site.lire(&personne).await.statut, 404);
        }
    });
}

#[test]
fn the_files_of_the_catalogue_hold_the_whole_list() {
    jouer(async {
        for site in sites().await {
            let total = site.lire_json("/api/v1/entity/formations/count").await;
            let total = total.as_u64().expect("a total") as usize;
            let tout = site.lire_json("/api/v1/entity/formations.json").await;
            let cles: BTreeSet<&str> = tout
                .as_array()
                .expect("trainings")
                .iter()
                .filter_map(|f| f["_id"].as_str())
                .collect();
            assert_eq!(cles.len(), total);
            let suite = site.lire_json("/api/v1/entity/formations.json?skip=5&limit=3").await;
            assert_eq!(suite, json!(tout.as_array().expect("trainings")[5..8]));
            let csv = site.lire("/api/v1/entity/formations.csv").await;
            assert_eq!(csv.entete("content-type"), "text/csv; charset=utf-8");
            let mut lecteur =
                csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.corps.as_bytes());
            assert_eq!(lecteur.records().filter(|l| l.is_ok()).count(), total);
            let reduit = adresse(
                "/api/v1/entity/formations.ndjson",
                &[("select", r#"{"_id":0,"cfd":1}"#), ("limit", "2")],
            );
            let reduit = lignes(&site.lire(&reduit).await.corps);
            assert!(
                reduit.len() == 2
                    && reduit.iter().all(|f| f.as_object().is_some_and(|f| f.len() == 1))
            );
        }
    });
}

#[test]
fn the_dates_of_the_campaign() {
    jouer(async {
        let dates = sites().await[0].lire_json("/api/v1/constants/dates").await;
        let attendues = json!({
            "campagneStartDate": "2026-09-30T22:00:00.000Z",
            "sessionStartDate": "2027-07-31T22:00:00.000Z",
            "sessionEndDate": "2028-07-31T21:59:59.999Z",
        });
        assert_eq!(dates, attendues);
    });
}
