//! What people asked for, each with the test that they gave (what they said most often, ranked).

use serde_json::Value;

use crate::demande::adresse;
use crate::site::{Site, jouer, sites};

/// The four kinds of results.
const NATURES: [&str; 4] =
    ["Formation", "Offre d’emploi", "Offre avec formation", "Entreprise à contacter"];

/// Searches that a small data set answers, and others that it does not.
const RECHERCHES: [&[(&str, &str)]; 12] = [
    &[],
    &[("q", "boulanger")],
    &[("lieu", "Rennes")],
    &[("q", "boulanger"), ("lieu", "Rennes")],
    &[("q", "cap"), ("lieu", "Bretagne")],
    &[("q", "vendeur"), ("lieu", "idf")],
    &[("lieu", "35"), ("level", "3 (CAP...)")],
    &[("lieu", "Bretagne"), ("sort", "date")],
    &[("q", "mecanicien"), ("radius", "100"), ("lieu", "Lyon")],
    &[("lieu", "Bretagne"), ("nature", "Formation")],
    &[("lieu", "Bretagne"), ("is_disabled_elligible", "true")],
    &[("mode", "emplois"), ("lieu", "Pays de la Loire")],
];

async fn chercher(site: &Site, criteres: &[(&str, &str)]) -> Value {
    site.lire_json(&adresse("/api/v1/search", criteres)).await
}

fn entier(valeur: &Value) -> u64 {
    valeur.as_u64().unwrap_or_else(|| panic!("{valeur} is not a count"))
}

/// 5. Each result carries exactly one kind; the sum of the counts is the total.
#[test]
fn results_have_one_of_four_kinds_and_their_counts_sum_to_the_total() {
    jouer(async {
        for site in sites().await {
            for criteres in RECHERCHES {
                let reponse = chercher(site, criteres).await;
                for hit in reponse["hits"].as_array().expect("hits") {
                    let nature = hit["nature"].as_str().unwrap_or_default();
                    assert!(NATURES.contains(&nature), "{criteres:?}: « {nature} »");
                }
                // A facet is counted without its own filter.
                if criteres.iter().any(|(nom, _)| *nom == "nature") {
                    continue;
                }
                let comptes = reponse["facets"]["nature"].as_object().cloned().unwrap_or_default();
                let somme: u64 = comptes.values().map(entier).sum();
                assert_eq!(somme, entier(&reponse["nbHits"]), "{} {criteres:?}", site.nom);
            }
        }
    });
}

/// 5. Filterable with counts: a count is what clicking gives.
#[test]
fn a_count_is_what_clicking_gives() {
    jouer(async {
        for site in sites().await {
            for criteres in RECHERCHES {
                let reponse = chercher(site, criteres).await;
                for facette in
                    ["nature", "sub_type", "type_filter_label", "contract_type", "activity_sector"]
                {
                    let deja = criteres.iter().any(|(nom, _)| *nom == facette);
                    let valeurs =
                        reponse["facets"][facette].as_object().cloned().unwrap_or_default();
                    for (valeur, compte) in valeurs.iter().take(if deja { 0 } else { 5 }) {
                        let mut precis = criteres.to_vec();
                        precis.push((facette, valeur));
                        let obtenus = entier(&chercher(site, &precis).await["nbHits"]);
                        assert_eq!(
                            obtenus,
                            entier(compte),
                            "{} {criteres:?} {facette}={valeur}",
                            site.nom
                        );
                    }
                }
                for drapeau in ["is_disabled_elligible", "smart_apply", "urgent"] {
                    let mut precis = criteres.to_vec();
                    precis.retain(|(nom, _)| *nom != drapeau);
                    precis.push((drapeau, "true"));
                    let obtenus = entier(&chercher(site, &precis).await["nbHits"]);
                    assert_eq!(
                        obtenus,
                        entier(&reponse["counts"][drapeau]),
                        "{} {criteres:?} {drapeau}",
                        site.nom
                    );
                }
            }
        }
    });
}

/// Pages of a search, put one after the other, are the whole of it, each result once.
#[test]
fn pages_are_the_whole_answer_and_nothing_twice() {
    jouer(async {
        for site in sites().await {
            for criteres in [RECHERCHES[2], RECHERCHES[4], RECHERCHES[7]] {
                let premiere = chercher(site, criteres).await;
                let mut vus = std::collections::BTreeSet::new();
                for page in 0..entier(&premiere["nbPages"]).min(500) {
                    let page = page.to_string();
                    let mut suite = criteres.to_vec();
                    suite.push(("page", &page));
                    for hit in chercher(site, &suite).await["hits"].as_array().expect("hits") {
                        let nouveau =
                            vus.insert(hit["sub_type"].to_string() + &hit["url_id"].to_string());
                        assert!(
                            nouveau,
                            "{} {criteres:?}: {} is there twice",
                            site.nom, hit["url_id"]
                        );
                    }
                }
                assert_eq!(
                    vus.len() as u64,
                    entier(&premiere["nbHits"]),
                    "{} {criteres:?}",
                    site.nom
                );
            }
        }
    });
}

/// 8. Twenty spellings give the right area; the name of a département is never a street.
#[test]
fn places_are_understood_in_five_grains() {
    let cas = [
        ("Rennes", "Rennes (35)"),
        ("rennes", "Rennes (35)"),
        ("RENNES 35", "Rennes (35)"),
        ("35000", "35000 Rennes"),
        ("35200 Rennes", "35200 Rennes"),
        ("st malo", "Saint-Malo (35)"),
        ("Saint Malo", "Saint-Malo (35)"),
        ("saint-etienne", "Saint-Étienne (42)"),
        ("Cantal - 15", "Cantal (département 15)"),
        ("cantal", "Cantal (département 15)"),
        ("15", "Cantal (département 15)"),
        ("Ille et Vilaine", "Ille-et-Vilaine (département 35)"),
        ("2A", "Corse-du-Sud (département 2A)"),
        ("corse du sud", "Corse-du-Sud (département 2A)"),
        ("974", "La Réunion (département 974)"),
        ("idf", "Île-de-France (région)"),
        ("IDF", "Île-de-France (région)"),
        ("ile de france", "Île-de-France (région)"),
        ("Île-de-France", "Île-de-France (région)"),
        ("paca", "Provence-Alpes-Côte d’Azur (région)"),
        ("bretagne", "Bretagne (région)"),
        ("Paris", "Paris (75)"),
    ];
    jouer(async {
        for site in sites().await {
            for (ecrit, compris) in cas {
                let reponse = chercher(site, &[("lieu", ecrit)]).await;
                let dit = reponse["place"]["label"].as_str().unwrap_or_default().replace('\'', "’");
                assert_eq!(dit, compris, "{} « {ecrit} »", site.nom);
            }
            for partout in ["France entière", "toute la France", "france", ""] {
                assert!(
                    chercher(site, &[("lieu", partout)]).await["place"].is_null(),
                    "« {partout} »"
                );
            }
        }
    });
}

/// 9. Any empty query shows at least two non-empty ways out, and each gives what it says.
#[test]
fn an_empty_answer_shows_two_ways_out() {
    let mots = [
        "boulanger",
        "astronaute",
        "xqzwv",
        "soudeur",
        "coiffure",
        "expert comptable",
        "'; --",
        "le la les",
    ];
    let lieux = ["Rennes", "Mende", "48", "Saint-Pierre-et-Miquelon", "Corse", "", "Sein"];
    jouer(async {
        for site in sites().await {
            let mut vides = 0;
            for (mot, lieu) in mots.iter().flat_map(|m| lieux.iter().map(move |l| (*m, *l))) {
                for filtre in [("nature", "Offre avec formation"), ("radius", "0"), ("q2", "")] {
                    let criteres = [("q", mot), ("lieu", lieu), filtre];
                    let page = site.lire(&adresse("/recherche", &criteres)).await;
                    if page.corps.contains("Aucun résultat pour cette recherche") {
                        vides += 1;
                        deux_issues(site, &page.corps, &format!("{} {criteres:?}", site.nom)).await;
                    }
                }
            }
            assert!(vides > 20, "{vides} empty answers only");
        }
    });
}

async fn deux_issues(site: &Site, html: &str, ou: &str) {
    let zone = html
        .split("class=\"rien\"")
        .nth(1)
        .and_then(|z| z.split("</section>").next())
        .unwrap_or_default();
    let issues: Vec<(String, u64)> = zone.split("<a ").skip(1).filter_map(issue).collect();
    assert!(issues.len() >= 2, "{ou}: {} ways out", issues.len());
    for (adresse, promis) in issues.iter().take(2) {
        assert!(*promis > 0, "{ou}: {adresse} gives nothing");
        let requete = adresse.split('?').nth(1).unwrap_or_default();
        let reponse = site.lire_json(&format!("/api/v1/search?{requete}")).await;
        assert_eq!(entier(&reponse["nbHits"]), *promis, "{ou}: {adresse}");
    }
}

/// Address and count of a link that announces one: "… (42 résultats)".
fn issue(lien: &str) -> Option<(String, u64)> {
    let adresse = lien
        .split("href=\"")
        .nth(1)?
        .split('"')
        .next()?
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let texte = lien.split("</a>").next()?.rsplit('(').next()?;
    let chiffres: String = texte.chars().filter(char::is_ascii_digit).collect();
    Some((adresse, chiffres.parse().ok()?))
}

/// People type everything in the first field.
#[test]
fn a_place_typed_with_the_trade_is_understood() {
    jouer(async {
        for site in sites().await {
            let ensemble = site.lire(&adresse("/recherche", &[("q", "boulanger rennes")])).await;
            let separes = [("q", "boulanger"), ("lieu", "rennes")];
            let separes = site.lire(&adresse("/recherche", &separes)).await;
            let titre = |page: &str| page.split("</title>").next().map(str::to_owned);
            assert_eq!(titre(&ensemble.corps), titre(&separes.corps), "{}", site.nom);
            assert!(!ensemble.corps.contains("class=\"rien\""), "{}: nothing found", site.nom);
        }
    });
}
