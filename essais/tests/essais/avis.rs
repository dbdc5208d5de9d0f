//! « Je donne mon avis »: what is kept of it, and what is not.

use axum::http::Method;

use crate::demande::CLIENT;
use crate::site::{Site, jouer, sites};

async fn ecrits(site: &Site) -> Vec<String> {
    let avis = pilotage::porte::avis(site.etat.db.read(), 100).await.expect("opinions");
    avis.into_iter().map(|a| a.texte).collect()
}

#[test]
fn an_opinion_is_kept_without_what_names_someone() {
    jouer(async {
        for site in sites().await {
            let corps =
                "parcours=offre&note=moyen&texte=Carte+lente.+Mon+adresse+%3A+jean%40exemple.fr";
            let reponse = site.poster("/avis/envoyer", corps).await;
            assert_eq!((reponse.statut, reponse.entete("location")), (303, "/avis/merci"));
            let attendu = "Carte lente. Mon adresse : [adresse retirée]".to_owned();
            assert!(ecrits(site).await.contains(&attendu), "{}", site.nom);
        }
    });
}

#[test]
fn what_cannot_be_an_opinion_leaves_no_trace() {
    jouer(async {
        let site = &sites().await[0];
        let long = format!("note=bien&texte={}", "trop".repeat(126));
        let cas = [
            ("texte=Sans+note", 400),
            (long.as_str(), 400),
            ("note=bien&texte=Robot&site_web=https%3A%2F%2Fexemple.fr", 303),
        ];
        for (corps, statut) in cas {
            assert_eq!(site.poster("/avis/envoyer", corps).await.statut, statut, "{corps}");
        }
        let json = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        let reponse = site.envoyer(Method::POST, "/avis/envoyer", CLIENT, &json, "{}").await;
        assert_eq!(reponse.statut, 415);
        let ailleurs = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", "https://exemple.org"),
        ];
        let corps = "note=bien&texte=Ailleurs";
        let reponse = site.envoyer(Method::POST, "/avis/envoyer", CLIENT, &ailleurs, corps).await;
        assert_eq!(reponse.statut, 403);
        let ecrits = ecrits(site).await;
        for mot in ["Sans note", "trop", "Robot", "Ailleurs"] {
            assert!(ecrits.iter().all(|texte| !texte.contains(mot)), "{mot}");
        }
    });
}
