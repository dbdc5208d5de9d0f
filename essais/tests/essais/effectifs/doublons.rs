//! Doubles, merged and parted again.

use axum::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::demande::CLIENT;
use crate::site::{jouer, sites};

#[test]
fn doubles_are_merged_do_not_come_back_and_can_be_parted_again() {
    jouer(async {
        for site in sites().await {
            let db = site.etat.db.read();
            let (uai, siret) = un_centre(site).await;
            let cle = cle_de(site, &siret).await;
            let un = |id: &str, autres: Value| {
                let mut item = dossier((&uai, &siret), id, autres);
                item["nom_apprenant"] = "Quemener".into();
                item
            };
            let corps = json!([
                un("QA", json!({ "tel_apprenant": "06 39 98 00 01" })),
                un("QB", json!({ "prenom_apprenant": "Nolwen" })),
            ]);
            envoyer(site, &cle, &corps).await;
            traiter(site).await;
            let (a, _) = inscrit(site, "QA").await.expect("the first");
            let (b, avant) = inscrit(site, "QB").await.expect("the second");
            assert!(!avant.contains("639980001"), "{avant}");
            let page = lire_en_cfa(site, "/effectifs/doublons").await;
            assert!(page.contains("Noms proches, même date de naissance"), "{page}");
            let adresse = format!("/effectifs/doublons/{a}");
            assert!(lire_en_cfa(site, &adresse).await.contains("QB"), "{}", site.nom);
            let refus = agir(site, &format!("{adresse}/fusionner"), "garde=autre").await;
            assert_eq!(refus.statut, 422, "{}", refus.corps);
            let faite = agir(site, &format!("{adresse}/fusionner"), &format!("garde={b}")).await;
            assert_eq!(faite.statut, 303, "{}", faite.corps);
            assert!(inscrit(site, "QA").await.is_none());
            let (_, apres) = inscrit(site, "QB").await.expect("the one that stays");
            assert!(apres.contains("639980001"), "completed: {apres}");

            let rendu = envoyer(site, &cle, &json!([un("QA", json!({}))])).await.json();
            traiter(site).await;
            assert!(inscrit(site, "QA").await.is_none(), "it does not come back");
            let id = rendu["transmission"].as_str().unwrap_or_default();
            let entetes = [("authorization", cle.as_str())];
            let adresse = format!("/api/v3/transmissions/{id}");
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!((&rendu["refuses"], &rendu["fusionnes"]), (&json!(0), &json!(1)), "{rendu}");
            assert!(rendu.to_string().contains("effectif.fusionne"), "{rendu}");

            let sql = "SELECT id FROM effectifs_archives WHERE id_erp = 'QA'";
            let archive: String = sqlx::query_scalar(sql).fetch_one(db.pool()).await.expect("one");
            let adresse = format!("/effectifs/archives/{archive}/retablir");
            assert_eq!(agir(site, &adresse, "").await.statut, 303);
            let (_, retour) = inscrit(site, "QB").await.expect("as it was");
            assert_eq!((retour, inscrit(site, "QA").await.is_some()), (avant, true));

            let adresse = format!("/effectifs/doublons/{a}/distinguer");
            assert_eq!(agir(site, &adresse, "").await.statut, 303);
            let page = lire_en_cfa(site, &format!("/effectifs/doublons/{a}")).await;
            assert!(page.contains("n’en a plus"), "two persons, said once");

            let adresse = format!("/effectifs/apprenant/{a}/retirer");
            assert_eq!(agir(site, &adresse, "motif=AUTRE&precision=").await.statut, 422);
            assert_eq!(agir(site, &adresse, "motif=CHANGEMENT_CFA").await.statut, 303);
            let rendu = envoyer(site, &cle, &json!([un("QA", json!({}))])).await.json();
            traiter(site).await;
            let id = rendu["transmission"].as_str().unwrap_or_default();
            let adresse = format!("/api/v3/transmissions/{id}");
            let rendu = site.demander(Method::GET, &adresse, CLIENT, &entetes).await.json();
            assert_eq!(rendu["refuses"], 1, "{rendu}");
            assert!(rendu.to_string().contains("effectif.retire"), "{rendu}");
        }
    });
}
