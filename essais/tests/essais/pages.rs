//! What holds of every page: its HTML, its headers, and nothing that comes from elsewhere.

use axum::http::Method;

use crate::demande::{CLIENT, Reponse};
use crate::routes::{entetes, exemple, pretes};
use crate::site::{Site, jouer, sites};

/// The ordinary answer of every route that is a page, with its address.
async fn toutes(site: &Site) -> Vec<(String, Reponse)> {
    let mut pages = Vec::new();
    for route in site.services.iter().flat_map(|s| &s.routes) {
        // The HTML of a mail stands in a frame of its own: see `courriels`.
        if route.methode != Method::GET || route.chemin.ends_with("/corps") {
            continue;
        }
        let adresse = exemple(site, route).await;
        let entetes = entetes(site, route).await;
        let reponse = site.demander(Method::GET, &adresse, CLIENT, &pretes(&entetes)).await;
        if reponse.statut == 200 && reponse.est_une_page() {
            pages.push((adresse, reponse));
        }
    }
    for adresse in [
        "/recherche?q=boulanger&lieu=Rennes",
        "/recherche?q=xqzwv",
        "/recherche?lieu=zzyzx",
        "/nulle-part",
    ] {
        pages.push((adresse.to_owned(), site.lire(adresse).await));
    }
    pages
}

#[test]
fn every_page_is_sound() {
    jouer(async {
        for site in sites().await {
            let pages = toutes(site).await;
            assert!(pages.len() > 15, "{}", pages.len());
            for (adresse, page) in pages {
                let fautes = web::controle::fautes(&page.corps);
                assert_eq!(fautes, Vec::<String>::new(), "{} {adresse}", site.nom);
            }
        }
    });
}

#[test]
fn every_page_has_a_title_of_its_own() {
    jouer(async {
        let mut vus = std::collections::BTreeMap::new();
        for (adresse, page) in toutes(&sites().await[0]).await {
            let chemin = adresse.split('?').next().unwrap_or_default();
            let chemin = chemin.trim_start_matches("/widget").to_owned();
            // With or without its readable end, the address of a sheet shows the same sheet.
            let chemin = chemin.trim_end_matches("/titre").to_owned();
            let titre = page.corps.split("<title>").nth(1).and_then(|t| t.split("</title>").next());
            let titre = titre.unwrap_or_default().to_owned();
            assert!(
                titre.ends_with("— Compagnon") || titre.starts_with("Compagnon"),
                "{adresse}: {titre}"
            );
            let ancien = vus.insert(titre.clone(), chemin.clone());
            assert!(ancien.is_none_or(|autre| autre == chemin), "{adresse}: « {titre} » is taken");
        }
    });
}

/// Addresses that hold a secret.
const SECRETS: [&str; 4] = ["/lien/", "/invitation/", "/repondre/", "/confirmer/"];

#[test]
fn every_answer_protects_its_reader() {
    jouer(async {
        let site = &sites().await[0];
        let autres = ["/api/v1/search", "/api/v1/nulle-part", "/sante/vivant"];
        let mut adresses: Vec<String> =
            toutes(site).await.into_iter().map(|(adresse, _)| adresse).collect();
        adresses.extend(autres.map(str::to_owned));
        for adresse in adresses {
            let reponse = site.lire(&adresse).await;
            let encart = adresse.starts_with("/widget/");
            let politique = reponse.entete("content-security-policy");
            for regle in [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                if encart { "frame-ancestors 'self'" } else { "frame-ancestors 'none'" },
                "base-uri 'none'",
                "form-action 'self'",
            ] {
                assert!(politique.contains(regle), "{adresse}: {regle}");
            }
            for trou in ["unsafe-inline", "unsafe-eval", "http:", "https:", " *"] {
                assert!(!politique.contains(trou), "{adresse}: {trou}");
            }
            let attendus = [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", if encart { "" } else { "DENY" }),
                // A secret in the address of a page is told to nobody.
                (
                    "referrer-policy",
                    if SECRETS.iter().any(|s| adresse.contains(s)) {
                        "no-referrer"
                    } else {
                        "strict-origin-when-cross-origin"
                    },
                ),
                ("cross-origin-opener-policy", "same-origin"),
            ];
            for (nom, valeur) in attendus {
                assert_eq!(reponse.entete(nom), valeur, "{adresse}: {nom}");
            }
            assert!(reponse.entete("strict-transport-security").contains("max-age="), "{adresse}");
            assert!(!reponse.entete("x-request-id").is_empty(), "{adresse}");
            assert_eq!(reponse.entete("server"), "", "{adresse}");
            assert_eq!(reponse.entete("set-cookie"), "", "{adresse}: nothing needs a cookie yet");
        }
    });
}

#[test]
fn no_page_calls_a_third_party() {
    jouer(async {
        for (adresse, page) in toutes(&sites().await[0]).await {
            for (attribut, valeur) in chargements(&page.corps) {
                let locale =
                    valeur.starts_with('/') && !valeur.starts_with("//") || valeur.starts_with('#');
                assert!(locale, "{adresse}: {attribut}={valeur}");
            }
        }
    });
}

/// What a browser fetches or sends by itself, or a form: attributes of scripts, styles, images,
/// frames and forms. Links that a person follows are not among them.
fn chargements(html: &str) -> Vec<(&str, &str)> {
    let mut trouves = Vec::new();
    for balise in html.split('<').skip(1) {
        let balise = balise.split('>').next().unwrap_or_default();
        let canonique = balise.contains("rel=\"canonical\"");
        let lien = balise.starts_with("a ") || canonique;
        for attribut in
            ["src", "srcset", "href", "action", "poster", "data-carte", "data-suggestions"]
        {
            if attribut == "href" && lien {
                continue;
            }
            let valeur =
                balise.split(&format!(" {attribut}=\"")).nth(1).and_then(|v| v.split('"').next());
            trouves.extend(valeur.map(|v| (attribut, v)));
        }
    }
    trouves
}

#[test]
fn static_files_are_kept_and_pages_are_not() {
    jouer(async {
        let site = &sites().await[0];
        let accueil = site.lire("/").await;
        let fichiers: Vec<&str> = chargements(&accueil.corps)
            .into_iter()
            .filter_map(|(_, valeur)| valeur.starts_with("/statique/").then_some(valeur))
            .collect();
        assert!(fichiers.len() >= 4, "{fichiers:?}");
        for fichier in fichiers {
            let reponse = site.lire(fichier).await;
            assert_eq!(reponse.statut, 200, "{fichier}");
            assert!(reponse.entete("cache-control").contains("immutable"), "{fichier}");
        }
        assert!(!accueil.entete("cache-control").contains("immutable"));
    });
}

#[test]
fn invented_data_is_said_on_every_page() {
    jouer(async {
        for (adresse, page) in toutes(&sites().await[0]).await {
            // Error pages are rendered without knowing the site.
            let dit = page.statut != 200 || page.corps.contains("Site de démonstration");
            assert!(dit, "{adresse} does not say that the data is invented");
        }
    });
}
