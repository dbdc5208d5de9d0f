//! The public figures.

use crate::site::{jouer, sites};

#[test]
fn the_public_figures_say_their_date_their_coverage_and_nothing_small() {
    jouer(async {
        for site in sites().await {
            let dit = site.lire_json("/api/v1/effectifs/indicateurs").await;
            assert_eq!(dit["date"], "2026-11-24");
            let territoires = dit["territoires"].as_array().expect("territories");
            let bretagne = territoires.iter().find(|t| t["code"] == "53").expect("Bretagne");
            assert!(bretagne["organismes_attendus"].as_i64() > Some(0), "{bretagne}");
            assert!(bretagne["taux_couverture"].as_i64() < Some(100), "{bretagne}");
            for t in territoires {
                let mesures = t.as_object().expect("figures").iter();
                let comptes = mesures
                    .filter(|(nom, _)| !nom.contains("organismes") && *nom != "taux_couverture");
                for (mesure, n) in comptes {
                    assert!(!(1..5).contains(&n.as_i64().unwrap_or(0)), "{mesure}: {t}");
                }
                let (brutes, nettes) = (t["ruptures"].as_i64(), t["ruptures_nettes"].as_i64());
                assert!(nettes <= brutes || brutes.is_none(), "net of gross: {t}");
            }
            assert!(territoires[0]["ruptures"].as_i64() > Some(0), "{}", territoires[0]);
            for (date, statut) in [("2027-01-01", 400), ("hier", 400), ("2025-01-01", 200)] {
                let adresse = format!("/api/v1/effectifs/indicateurs?date={date}");
                assert_eq!(site.lire(&adresse).await.statut, statut, "{date}");
            }
            let page = site.lire("/indicateurs-apprentissage?region=53").await;
            assert!(page.corps.contains("Ille-et-Vilaine") && page.corps.contains("Couverture"));
        }
    });
}
