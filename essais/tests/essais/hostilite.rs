//! Calls that nobody honest makes: each gets a documented answer, and leaves no trace.

use axum::http::Method;
use web::{Droit, Route};

use crate::demande::{CLIENT, Reponse};
use crate::routes::{dits, entetes, exemple, pretes};
use crate::site::{Site, jouer, sites};

/// Values put in place of each parameter of a path, and after its question mark.
const VALEURS: [&str; 14] = [
    "%00",
    "%0d%0aSet-Cookie:%20a=b",
    "%ff%fe",
    "%C0%AF..%C0%AF",
    "..%2f..%2fetc%2fpasswd",
    "'%20OR%20'1'%3D'1",
    "%27%3B%20DROP%20TABLE%20versions%3B--",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%22%20onmouseover%3D%22x",
    "%F0%9F%91%A9%E2%80%8D%F0%9F%8D%B3%E2%80%8B%E2%80%AE",
    "%7B%7B7*7%7D%7D%24%7B7*7%7D",
    "-1",
    "99999999999999999999999999",
    "NaN",
];

/// Names of parameters that routes read, and some that they do not.
const NOMS: [&str; 14] = [
    "q",
    "lieu",
    "latitude",
    "longitude",
    "radius",
    "mode",
    "type",
    "nature",
    "level",
    "sort",
    "page",
    "hitsPerPage",
    "limit",
    "inconnu",
];

fn adresses(route: &Route, ordinaire: &str) -> Vec<String> {
    let mut toutes = Vec::new();
    for valeur in VALEURS {
        if route.chemin.contains('{') {
            let morceaux: Vec<&str> = route
                .chemin
                .split('/')
                .map(|p| if p.starts_with('{') { valeur } else { p })
                .collect();
            toutes.push(morceaux.join("/"));
        }
        let lien = if ordinaire.contains('?') { '&' } else { '?' };
        toutes.extend(NOMS.iter().map(|nom| format!("{ordinaire}{lien}{nom}={valeur}")));
    }
    let longue = "a".repeat(60_000);
    toutes.push(format!("{}?q={longue}", route.chemin.replace(['{', '}'], "")));
    toutes.push(format!("{}?{}", route.chemin.replace(['{', '}'], ""), "q=a&".repeat(1_500)));
    toutes.push(format!("{}?{}", route.chemin.replace(['{', '}'], ""), "&&&===%%%"));
    toutes
}

#[test]
fn hostile_calls_get_documented_answers() {
    jouer(eprouver(0));
}

/// Beside the other, since it takes minutes.
#[test]
fn hostile_calls_get_documented_answers_from_the_other_database() {
    jouer(eprouver(1));
}

async fn eprouver(rang: usize) {
    let Some(site) = sites().await.get(rang) else { return };
    let lues = site.services.iter().flat_map(|s| &s.routes);
    for route in lues.filter(|r| r.droit == Droit::Public && r.methode == Method::GET) {
        let ordinaire = exemple(site, route).await;
        for adresse in adresses(route, &ordinaire) {
            let entetes = entetes(site, route).await;
            let entetes = pretes(&entetes);
            let reponse = site.demander(Method::GET, &adresse, CLIENT, &entetes).await;
            let debut = &adresse[..adresse.len().min(200)];
            juger(route, &reponse, &format!("{} {} {debut}", site.nom, route.chemin));
        }
    }
    assert!(base_intacte(site).await, "{}", site.nom);
}

fn juger(route: &Route, reponse: &Reponse, ou: &str) {
    // An address that is not UTF-8 reaches no handler.
    let illisible = reponse.statut == 400 && ["/%ff%fe", "/%C0%AF"].iter().any(|i| ou.contains(i));
    let dit = illisible || dits(route).contains(&reponse.statut);
    assert!(dit, "{ou}: {} is not documented", reponse.statut);
    assert!(reponse.statut < 500, "{ou}: {}", reponse.corps);
    assert_eq!(reponse.entete("set-cookie"), "", "{ou}: a header was injected");
    // A style sheet may well say `:root`.
    let corps = if route.chemin.starts_with("/statique/") {
        String::new()
    } else {
        reponse.corps.to_lowercase()
    };
    for fuite in ["panicked", "sqlx", "sqlite", "postgres", "src/", "no such table", "root:"] {
        // The page about the source code and the counters name their own things.
        let permis = ["/code-source", "/api/openapi.json", "/donnees-personnelles"]
            .contains(&route.chemin.as_str());
        assert!(permis || !corps.contains(fuite), "{ou}: says « {fuite} »");
    }
    if reponse.est_une_page() {
        let mut fautes = web::controle::fautes(&reponse.corps);
        if route.chemin.ends_with("/corps") {
            // The HTML of a mail, in its frame: mail readers know no other style.
            fautes.retain(|faute| !faute.ends_with("un attribut style"));
        }
        assert_eq!(fautes, Vec::<String>::new(), "{ou}");
        assert!(!reponse.corps.contains("<script>alert"), "{ou}: what was typed is not escaped");
    }
}

async fn base_intacte(site: &Site) -> bool {
    let versions = base::versions::lister(site.etat.db.read(), 100).await.unwrap_or_default();
    versions.iter().filter(|v| v.statut == "courante").count() >= 5
}

#[test]
fn an_address_that_leads_nowhere_is_a_page_for_people_and_a_problem_for_programs() {
    jouer(async {
        let site = &sites().await[0];
        for adresse in
            ["/nulle-part", "/offre/inconnue", "/statique/../Cargo.toml", "/statique/inconnu.css"]
        {
            let page = site.lire(adresse).await;
            assert_eq!(page.statut, 404, "{adresse}");
            assert!(page.est_une_page(), "{adresse}");
            assert_eq!(web::controle::fautes(&page.corps), Vec::<String>::new(), "{adresse}");
        }
        let probleme = site.lire("/api/v1/nulle-part").await;
        assert_eq!(probleme.statut, 404);
        assert_eq!(probleme.entete("content-type"), "application/json");
        let accepte = [("accept", "application/problem+json")];
        let demande = site.demander(Method::GET, "/api/v1/nulle-part", "203.0.113.7:5", &accepte);
        assert_eq!(demande.await.entete("content-type"), "application/problem+json");
        let corps = probleme.json();
        for cle in [
            "type",
            "title",
            "status",
            "detail",
            "code",
            "reference",
            "statusCode",
            "name",
            "message",
        ] {
            assert!(!corps[cle].is_null(), "{cle}");
        }
        assert_eq!(corps["statusCode"], 404);
        assert_eq!(corps["reference"], probleme.entete("x-request-id"));
    });
}

#[test]
fn a_wrong_parameter_of_the_api_is_named() {
    let cas = [
        ("/api/v1/search?latitude=48", "latitude"),
        ("/api/v1/search?latitude=abc&longitude=2", "latitude"),
        ("/api/v1/search?radius=9999", "radius"),
        ("/api/v1/search?radius=-1", "radius"),
        ("/api/v1/search?sort=hasard", "sort"),
        ("/api/v1/search?mode=tout", "mode"),
        ("/api/v1/search?page=-1", "page"),
        ("/api/v1/search?hitsPerPage=0", "hitsPerPage"),
        ("/api/v1/search?hitsPerPage=101", "hitsPerPage"),
        ("/api/v1/search?start_date=2026-02-30", "start_date"),
        ("/api/v1/search?lieu=zzyzx", "lieu"),
        ("/api/v1/search?inconnu=1", "inconnu"),
        ("/api/v1/search/suggest?q=bo", "q"),
        ("/api/v1/search/suggest?q=boulanger&limit=100", "limit"),
        ("/api/v1/lieux?q=", "q"),
    ];
    jouer(async {
        let site = &sites().await[0];
        for (adresse, nom) in cas {
            let reponse = site.lire(adresse).await;
            assert_eq!(reponse.statut, 400, "{adresse}");
            let message = reponse.json()["message"].as_str().unwrap_or_default().to_owned();
            assert!(message.contains(nom), "{adresse}: {message}");
        }
    });
}
