//! Open data: what is announced exists, in every format, and says the same.

use crate::site::{jouer, sites};

#[test]
fn every_set_can_be_downloaded_in_every_format_and_matches_its_dictionary() {
    jouer(async {
        for site in sites().await {
            let jeux: Vec<_> = site.services.iter().flat_map(|s| &s.jeux).collect();
            assert!(!jeux.is_empty());
            let versions = base::versions::lister(site.etat.db.read(), 100).await;
            let versions = versions.expect("versions");
            for jeu in jeux {
                let ou = format!("{} {}", site.nom, jeu.code);
                let lire = async |suffixe: &str| {
                    let adresse = format!("/donnees-ouvertes/{}.{suffixe}", jeu.code);
                    let reponse = site.lire(&adresse).await;
                    assert_eq!(reponse.statut, 200, "{adresse}");
                    reponse
                };
                let noms: Vec<&str> = jeu.colonnes.iter().map(|c| c.nom).collect();
                let csv = lire("csv").await.corps;
                let mut lecteur = csv_de(&csv);
                assert_eq!(lecteur.headers().expect("a heading"), noms.as_slice(), "{ou}");
                let lignes = lecteur.records().filter(|l| l.is_ok()).count();
                let charge = versions.iter().any(|v| jeu.sources.contains(&v.source.as_str()));
                assert!(lignes > 0 || !charge, "{ou}: empty");
                let ndjson = lire("ndjson").await.corps;
                assert_eq!(ndjson.lines().count(), lignes, "{ou}");
                for ligne in ndjson.lines().take(50) {
                    let objet: serde_json::Value = serde_json::from_str(ligne).expect("an object");
                    let champs = objet.as_object().expect("an object");
                    assert!(noms.iter().all(|n| champs.contains_key(*n)), "{ou}: {ligne}");
                }
                assert!(lire("xlsx").await.corps.starts_with("PK"), "{ou}");
                let schema = lire("schema.json").await.json();
                assert_eq!(schema["fields"].as_array().map(Vec::len), Some(noms.len()), "{ou}");
                let page = site.lire(&format!("/donnees-ouvertes/jeu/{}", jeu.code)).await.corps;
                assert!(noms.iter().all(|n| page.contains(n)), "{ou}: the dictionary is not whole");
            }
        }
    });
}

fn csv_de(texte: &str) -> csv::Reader<&[u8]> {
    let sans_marque = texte.trim_start_matches('\u{feff}');
    csv::ReaderBuilder::new().delimiter(b';').from_reader(sans_marque.as_bytes())
}

#[test]
fn the_catalogue_lists_every_set_with_files_that_exist() {
    jouer(async {
        let site = &sites().await[0];
        let catalogue = site.lire_json("/donnees-ouvertes/catalogue.jsonld").await;
        let jeux = catalogue["dcat:dataset"].as_array().expect("data sets");
        assert_eq!(jeux.len(), site.services.iter().map(|s| s.jeux.len()).sum::<usize>());
        let mut dates = Vec::new();
        for jeu in jeux {
            let date = jeu["dct:modified"].as_str();
            dates.extend(date.map(|_| jeu["dct:identifier"].to_string()));
            for fichier in jeu["dcat:distribution"].as_array().expect("files") {
                let adresse = fichier["dcat:downloadURL"].as_str().expect("an address");
                let chemin = adresse.split_once("://").and_then(|(_, r)| r.split_once('/'));
                let chemin = format!("/{}", chemin.expect("a path").1);
                assert_eq!(site.lire(&chemin).await.statut, 200, "{chemin}");
            }
        }
        assert!(
            dates.contains(&"\"offres\"".to_owned()),
            "the freshness of what is loaded is known"
        );
    });
}

#[test]
fn a_file_already_held_is_not_sent_again() {
    jouer(async {
        let site = &sites().await[0];
        let adresse = "/donnees-ouvertes/offres.csv";
        let premiere = site.lire(adresse).await;
        let etiquette = premiere.entete("etag").to_owned();
        assert!(etiquette.starts_with("W/\""), "{etiquette}");
        let relire = async |valeur: &str| {
            let entetes = [("if-none-match", valeur)];
            site.demander(axum::http::Method::GET, adresse, "203.0.113.7:5", &entetes).await
        };
        let seconde = relire(&etiquette).await;
        assert_eq!((seconde.statut, seconde.corps.as_str()), (304, ""));
        assert_eq!(relire("W/\"autre\"").await.statut, 200);
    });
}

#[test]
fn files_for_robots_are_where_they_look() {
    jouer(async {
        let site = &sites().await[0];
        let cas = [
            ("/robots.txt", "Sitemap: "),
            ("/.well-known/security.txt", "Expires: 2027-05-23T00:00:00Z"),
            ("/sitemap.xml", "/donnees-ouvertes</loc>"),
            ("/llms.txt", "/api/openapi.json"),
        ];
        for (adresse, attendu) in cas {
            let corps = site.lire(adresse).await.corps;
            assert!(corps.contains(attendu), "{adresse}: {corps}");
        }
    });
}
