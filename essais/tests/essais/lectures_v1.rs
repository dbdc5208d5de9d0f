//! The reads of La bonne alternance's API v1, in the shapes that its clients read.

use serde_json::{Value, json};

use crate::routes::offre_de;
use crate::site::{Site, jouer, sites};

const RENNES: &str = "latitude=48.11&longitude=-1.68";
const ROMES: &str = "romes=D1102,D1104,D1106";

/// The members that clients read of an item.
fn a_les_champs(item: &Value, champs: &[&str]) {
    for champ in champs {
        assert!(item.pointer(champ).is_some(), "{champ} in {item}");
    }
}

fn resultats(reponse: &Value) -> &[Value] {
    reponse["results"].as_array().map_or(&[], Vec::as_slice)
}

async fn lire(site: &Site, chemin: &str) -> Value {
    site.lire_json(&format!("/api/v1/{chemin}")).await
}

#[test]
fn trainings() {
    jouer(async {
        for site in sites().await {
            let partout = lire(site, "formations?romeDomain=D&caller=essais").await;
            let trouvees = resultats(&partout);
            assert!(!trouvees.is_empty() && trouvees.len() <= 500);
            for f in trouvees {
                assert_eq!(f["ideaType"], "formation");
                a_les_champs(
                    f,
                    &[
                        "/title",
                        "/id",
                        "/place/fullAddress",
                        "/place/zipCode",
                        "/place/latitude",
                        "/company/name",
                        "/company/siret",
                        "/company/headquarter/siret",
                        "/diploma",
                        "/target_diploma_level",
                        "/cfd",
                        "/rncpCode",
                        "/romes",
                        "/training/sessions",
                    ],
                );
                assert!(f["training"]["description"].is_null(), "the text was not asked for");
            }
            let autour = lire(site, &format!("formations?romeDomain=D&{RENNES}&radius=100")).await;
            let distances: Vec<u64> =
                resultats(&autour).iter().filter_map(|f| f["place"]["distance"].as_u64()).collect();
            assert_eq!(distances.len(), resultats(&autour).len());
            assert!(distances.is_sorted() && distances.iter().all(|km| *km <= 100));
            let loin =
                lire(site, "formations?romeDomain=D&latitude=-20&longitude=160&radius=1").await;
            assert_eq!(resultats(&loin).len(), 5, "the nearest ones, beyond the radius");
            let id =
                trouvees[0]["id"].as_str().expect("an id").replace('#', "%23").replace('|', "%7C");
            let seule = lire(site, &format!("formations/formation/{id}?caller=essais")).await;
            assert_eq!(resultats(&seule)[0]["id"], trouvees[0]["id"]);
            let ici = lire(site, "formationsParRegion?departement=35").await;
            assert!(resultats(&ici).iter().all(|f| f["place"]["departementNumber"] == "35"));
        }
    });
}

#[test]
fn offers_and_companies() {
    jouer(async {
        for site in sites().await {
            let tout = lire(site, &format!("jobs?{ROMES}&caller=essais")).await;
            assert!(tout["lbbCompanies"].is_null());
            let matchas = resultats(&tout["matchas"]);
            let partenaires = resultats(&tout["partnerJobs"]);
            let entreprises = resultats(&tout["lbaCompanies"]);
            for (items, genre) in
                [(matchas, "matcha"), (partenaires, "partnerJob"), (entreprises, "lba")]
            {
                assert!(!items.is_empty() && items.len() <= 150, "{genre}");
                for item in items {
                    assert_eq!(item["ideaType"], genre);
                    a_les_champs(
                        item,
                        &[
                            "/id",
                            "/title",
                            "/place/fullAddress",
                            "/company/name",
                            "/contact/hasEmail",
                            "/applicationCount",
                            "/recipient_id",
                        ],
                    );
                    for secret in ["/contact/email", "/contact/phone", "/contact/name"] {
                        assert_eq!(item.pointer(secret), Some(&Value::Null), "{secret}");
                    }
                }
            }
            assert!(partenaires.iter().all(|o| o["job"]["partner_label"] != "France Travail"));
            let seules = lire(site, &format!("jobs?{ROMES}&sources=matcha")).await;
            assert_eq!(seules["matchas"], tout["matchas"]);
            assert!(seules["lbaCompanies"].is_null() && seules["peJobs"].is_null());
            let rien = lire(site, "jobs?rncp=RNCP99999").await;
            assert!(resultats(&rien["matchas"]).is_empty() && rien["matchas"].is_object());

            let ensemble = lire(site, &format!("jobsEtFormations?{ROMES}")).await;
            assert_eq!(ensemble["jobs"], tout);
            assert!(!resultats(&ensemble["formations"]).is_empty());
        }
    });
}

#[test]
fn one_offer_of_each_kind_and_no_other() {
    jouer(async {
        let site = &sites().await[0];
        let (depot, partenaire) = (
            offre_de(site, "offres_emploi_lba").await,
            offre_de(site, "offres_emploi_partenaires").await,
        );
        for (chemin, cle, bonne, autre) in [
            ("matcha", "matchas", &depot, &partenaire),
            ("partnerJob", "partnerJobs", &partenaire, &depot),
            ("job", "peJobs", &partenaire, &depot),
        ] {
            let lue = lire(site, &format!("jobs/{chemin}/{bonne}?caller=essais")).await;
            assert_eq!(lue[cle][0]["id"], **bonne);
            let adresse = format!("/api/v1/jobs/{chemin}/{autre}");
            assert_eq!(site.lire(&adresse).await.statut, 404, "{adresse}");
        }
    });
}

#[test]
fn what_is_replaced_says_so() {
    jouer(async {
        let site = &sites().await[0];
        for (adresse, remplacee) in [
            (format!("/api/v1/jobs?{ROMES}"), true),
            (format!("/api/v1/jobsEtFormations?{ROMES}"), true),
            (format!("/api/v1/formations?{ROMES}"), false),
            ("/api/v1/metiers/all".to_owned(), false),
        ] {
            let reponse = site.lire(&adresse).await;
            assert_eq!(!reponse.entete("deprecation").is_empty(), remplacee, "{adresse}");
            assert_eq!(
                reponse.entete("link").contains("successor-version"),
                remplacee,
                "{adresse}"
            );
        }
    });
}

#[test]
fn every_fault_is_in_the_refusal() {
    jouer(async {
        let site = &sites().await[0];
        for chemin in ["formations", "jobs", "jobsEtFormations", "formationsParRegion"] {
            let reponse = site.lire(&format!("/api/v1/{chemin}?diploma=bac&latitude=48")).await;
            assert_eq!(reponse.statut, 400, "{chemin}");
            let refus = reponse.json();
            assert_eq!(refus["error"], "wrong_parameters", "{chemin}");
            assert_eq!(refus["error_messages"].as_array().map(Vec::len), Some(3), "{chemin}");
            assert_eq!(refus["statusCode"], 400);
        }
    });
}

#[test]
fn trades() {
    jouer(async {
        let site = &sites().await[0];
        let trouves = lire(site, "metiers?title=boulang").await;
        let premier = &trouves["labelsAndRomes"][0];
        assert_eq!((&premier["romes"], &premier["type"]), (&json!(["D1102"]), &json!("job")));
        let par_code = lire(site, "metiers?romes=D1102,D1104").await;
        assert_eq!(par_code["labelsAndRomes"].as_array().map(Vec::len), Some(2));
        for mauvaise in
            ["metiers", "metiers?romes=boulanger", "metiers?rncps=1", "metiers/intitule"]
        {
            assert_eq!(site.lire(&format!("/api/v1/{mauvaise}")).await.statut, 400, "{mauvaise}");
        }
        let tous = lire(site, "metiers/all").await;
        assert!(tous["metiers"].as_array().is_some_and(|m| m.len() > 20));
        let mots = lire(site, "metiers/intitule?label=boulang").await;
        let couples = mots["coupleAppellationRomeMetier"].as_array().expect("appellations");
        assert!(!couples.is_empty() && couples.len() <= 30);

        let formations = lire(site, "formations?romes=D1102").await;
        let formation = &resultats(&formations)[0];
        let (cfd, siret) = (&formation["cfd"], &formation["company"]["siret"]);
        for chemin in [
            format!("metiers/metiersParFormation/{}", cfd.as_str().expect("a CFD")),
            format!("metiers/metiersParEtablissement/{}", siret.as_str().expect("a SIRET")),
        ] {
            let noms = lire(site, &chemin).await;
            assert!(noms["metiers"].as_array().is_some_and(|m| !m.is_empty()), "{chemin}");
        }
    });
}

#[test]
fn an_offer_says_whether_it_is_published() {
    jouer(async {
        let site = &sites().await[0];
        let id = offre_de(site, "offres_emploi_lba").await;
        let entetes = [("authorization", site.cle.as_str())];
        let demander = async |id: &str| {
            let adresse = format!("/api/job/v1/offer/{id}/publishing-informations");
            site.demander(axum::http::Method::GET, &adresse, "203.0.113.7:5", &entetes).await
        };
        assert_eq!(demander(&id).await.json(), json!({ "publishing": { "status": "PUBLISHED" } }));
        assert_eq!(demander("inconnue").await.statut, 404);
    });
}
