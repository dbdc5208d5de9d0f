//! What the software of a training centre sends, from the call to the report.

use axum::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::demande::CLIENT;
use crate::site::{jouer, sites};

#[test]
fn a_sending_is_answered_item_by_item_and_its_report_adds_up() {
    jouer(async {
        for site in sites().await {
            let (uai, siret) = un_organisme(site).await;
            let cle = cle_de(site, &siret).await;
            let couple = (uai.as_str(), siret.as_str());
            let ailleurs = json!({ "etablissement_formateur_uai": "0010856A",
                "etablissement_formateur_siret": "13002526500013" });
            let corps = json!([
                dossier(couple, "1", json!({ "contrat_date_debut": "2026-10-01", "bidule": 1 })),
                dossier(couple, "2", json!({ "sexe_apprenant": "X", "nir_apprenant": "108" })),
                dossier(couple, "3", ailleurs),
            ]);
            let reponse = envoyer(site, &cle, &corps).await;
            assert_eq!(reponse.statut, 200, "{}", reponse.corps);
            let dit = reponse.json();
            assert_eq!((&dit["status"], &dit["message"]), (&json!("OK"), &json!("Queued")));
            assert_eq!(dit["detail"], "Some data are invalid");
            assert_eq!((&dit["accepted"], &dit["rejected"]), (&json!(2), &json!(1)));
            assert_eq!(dit["data"][1]["validation_errors"][0]["path"][0], "sexe_apprenant");
            assert_eq!(dit["data"][1]["has_nir"], true);
            assert!(!reponse.corps.contains("nir_apprenant") && dit["data"][0]["bidule"] == 1);

            traiter(site).await;
            let id = dit["transmission"].as_str().unwrap_or_default();
            let adresse = format!("/api/v3/transmissions/{id}");
            let entetes = [("authorization", cle.as_str())];
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!(rendu["etat"], "traitee", "{rendu}");
            assert_eq!((&rendu["recus"], &rendu["refuses"]), (&json!(3), &json!(2)), "{rendu}");
            assert_eq!(rendu["crees"], 1);
            let codes: Vec<_> =
                rendu["erreurs"].as_array().unwrap().iter().map(|e| e["code"].clone()).collect();
            assert_eq!(codes, ["sexe.valeur", "organisme.inconnu"]);

            let autre = cle_de(site, "90000000100009").await;
            let entetes = [("authorization", autre.as_str())];
            let refus = site.demander(Method::GET, &adresse, CLIENT, &entetes).await;
            assert_eq!(refus.statut, 404, "a report is for its sender");
        }
    });
}

#[test]
fn what_is_not_a_sending_is_refused_whole() {
    jouer(async {
        let site = &sites().await[0];
        let (uai, siret) = un_organisme(site).await;
        let cle = cle_de(site, &siret).await;
        let un = dossier((&uai, &siret), "1", json!({}));
        let pleine = Value::Array(vec![un.clone(); 2_000]);
        let trop = Value::Array(vec![un; 2_001]);
        let cas =
            [(json!([]), 200), (json!({}), 400), (json!("x"), 400), (pleine, 200), (trop, 400)];
        for (corps, attendu) in cas {
            let reponse = envoyer(site, &cle, &corps).await;
            assert_eq!(
                reponse.statut,
                attendu,
                "{}",
                &reponse.corps[..200.min(reponse.corps.len())]
            );
        }
        for (taille, attendu) in [(10 * 1024 * 1024, 200), (10 * 1024 * 1024 + 1, 413)] {
            let entetes = [("authorization", cle.as_str()), ("content-type", "application/json")];
            let corps = format!("[]{}", " ".repeat(taille - 2));
            let reponse = site.envoyer(Method::POST, ENVOI, CLIENT, &entetes, &corps).await;
            assert_eq!(reponse.statut, attendu, "{taille}");
        }
        let sans_organisme = {
            let fin = site.etat.horloge.aujourd_hui().plus_jours(30);
            let (db, maintenant) = (&site.etat.db, site.etat.horloge.maintenant());
            let portees = [web::Portee::Effectifs];
            partenaires::porte::creer(db, "Essais", &portees, fin, maintenant).await.unwrap()
        };
        let reponse = envoyer(site, &format!("Bearer {sans_organisme}"), &json!([])).await;
        assert_eq!((reponse.statut, &reponse.json()["code"]), (403, &json!("cle.organisme")));
    });
}
