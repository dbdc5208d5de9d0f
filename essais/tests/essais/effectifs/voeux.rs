//! The wishes of apprenticeship.

use axum::http::Method;

use serde_json::json;

use super::*;
use crate::demande::CLIENT;
use crate::site::{jouer, sites};

#[test]
fn what_became_of_the_wishes_is_for_their_centre_and_territory() {
    jouer(async {
        for site in sites().await {
            let page = lire_en_cfa(site, "/effectifs/voeux").await;
            assert!(page.contains("48 vœux") && page.contains("Pas inscrit"), "{page}");
            let absents = "/effectifs/voeux?suite=non-retrouve";
            let page = lire_en_cfa(site, absents).await;
            assert!(page.contains("-Exemple") && !page.contains("En apprentissage</td>"));
            for (role, nombre) in
                [(web::Role::Academie, 48), (web::Role::Dreets, 48), (web::Role::Cfa, 48)]
            {
                let cookie = site.cookie(role).await;
                let entetes = [("cookie", cookie.as_str())];
                let csv =
                    site.demander(Method::GET, "/effectifs/voeux.csv", CLIENT, &entetes).await;
                assert_eq!(csv.corps.lines().count(), nombre + 1, "{role:?}");
            }
        }
    });
}

/// The row of the académie on a page of figures, from its name on.
fn rangee(page: &str) -> &str {
    let debut = page.find("Élèves par académie").expect("the figures");
    let rang = page[debut..].find("Rennes").expect("the académie");
    page[debut + rang..].split("</tr>").next().unwrap_or_default()
}

#[test]
fn the_figures_of_the_wishes_add_up_and_say_what_they_cover() {
    jouer(async {
        for site in sites().await {
            let adresse = "/api/v1/effectifs/indicateurs/voeux";
            let dit = site.lire_json(adresse).await;
            assert_eq!((&dit["rentree"], &dit["date"]), (&json!(2026), &json!("2026-11-24")));
            let rennes = &dit["academies"][0];
            let n = |champ: &str| rennes[champ].as_i64().unwrap_or_default();
            let parts = ["en_apprentissage", "inscrits_sans_contrat", "pas_inscrits"].map(n);
            assert!(parts.iter().all(|n| *n >= 5), "{rennes}");
            assert_eq!((n("eleves"), parts.iter().sum()), (48, 48), "{rennes}");
            assert_eq!((n("organismes_attendus"), n("taux_couverture")), (1, 100), "{rennes}");
            for (role, chemin) in [
                (web::Role::Academie, "/effectifs/pilotage"),
                (web::Role::Cfa, "/indicateurs-apprentissage"),
            ] {
                let page = lire_en(site, role, chemin).await.corps;
                assert!(rangee(&page).contains(&parts[0].to_string()), "{}", rangee(&page));
            }
            let mut tx = site.etat.db.write().await.expect("a transaction");
            let sql = "UPDATE effectifs_chiffres_voeux SET apprentis = apprentis + $1";
            sqlx::query(sql).bind(3 - parts[0]).execute(&mut *tx).await.expect("three");
            tx.commit().await.expect("kept");
            let cache = site.lire_json(adresse).await;
            let page = site.lire("/indicateurs-apprentissage").await.corps;
            let mut tx = site.etat.db.write().await.expect("a transaction");
            sqlx::query(sql).bind(parts[0] - 3).execute(&mut *tx).await.expect("as before");
            tx.commit().await.expect("kept");
            for part in cache["academies"].as_array().expect("parts") {
                assert!(part["eleves"].is_null() && part["pas_inscrits"].is_null(), "{part}");
            }
            assert!(rangee(&page).contains("n. d."), "{}", rangee(&page));
        }
    });
}
