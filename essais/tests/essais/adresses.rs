//! Addresses of streets, through a geocoder that answers on this machine.

use axum::extract::Query;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use web::routeur;

use crate::demande::adresse;
use crate::site::{Site, jouer, sites};

/// Answers as the Base Adresse Nationale does; knows one street.
async fn repondre(Query(demande): Query<std::collections::HashMap<String, String>>) -> Json<Value> {
    let connue = demande.get("q").is_some_and(|q| q.contains("rue de Brest"));
    let objet = json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [-1.6861, 48.1169] },
        "properties": {
            "label": "12 Rue de Brest 35000 Rennes", "score": 0.93, "type": "housenumber",
            "postcode": "35000", "citycode": "35238",
        },
    });
    Json(
        json!({ "type": "FeatureCollection", "features": if connue { vec![objet] } else { vec![] } }),
    )
}

/// The program with a geocoder configured, on the data of the shared site.
async fn avec_service(service: &str) -> Site {
    let commun = &sites().await[0];
    let mut reglages = (*commun.etat.reglages).clone();
    reglages.adresses = Some(service.to_owned());
    let etat = web::Etat::nouveau(commun.etat.db.clone(), crate::site::horloge(), reglages);
    let services = compagnon::assembly::services();
    let (routeur, etat) = routeur::assembler(etat, &services).await.expect("a router");
    Site::emprunte("avec adresses", routeur, etat, services)
}

#[test]
fn an_address_is_found_when_a_geocoder_is_configured_and_places_remain_when_it_is_down() {
    jouer(async {
        let ecoute = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = ecoute.local_addr().expect("an address").port();
        let service = Router::new().route("/search", get(repondre));
        tokio::spawn(async move { axum::serve(ecoute, service).await });
        let demande = adresse("/api/v1/lieux", &[("q", "12 rue de Brest")]);
        let sans = sites().await[0].lire_json(&demande).await;
        assert_eq!(sans["suggestions"], json!([]), "no geocoder, no address");

        let site = avec_service(&format!("http://127.0.0.1:{port}")).await;
        let avec = site.lire_json(&demande).await;
        let trouvee = &avec["suggestions"][0];
        assert_eq!(trouvee["genre"], "adresse");
        assert_eq!(trouvee["label"], "12 Rue de Brest 35000 Rennes");
        assert_eq!(trouvee["latitude"], 48.1169);
        let page = adresse("/recherche", &[("q", "boulanger"), ("lieu", "12 rue de Brest")]);
        let page = site.lire(&page).await.corps;
        assert!(page.contains("12 Rue de Brest 35000 Rennes"), "the page understands it too");
        let commune = site.lire_json(&adresse("/api/v1/lieux", &[("q", "renn")])).await;
        assert_eq!(commune["suggestions"][0]["genre"], "commune", "a bare name is never a street");

        let muet = avec_service("http://127.0.0.1:9").await;
        let reponse = muet.lire_json(&demande).await;
        assert_eq!(reponse["suggestions"], json!([]), "the service is down, the field still works");
    });
}
