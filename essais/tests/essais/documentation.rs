//! The OpenAPI document says what the API is.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::site::{jouer, sites};

#[test]
fn the_document_and_the_table_of_routes_agree() {
    jouer(async {
        let site = &sites().await[0];
        let document = site.lire_json("/api/openapi.json").await;
        let chemins = document["paths"].as_object().expect("paths");
        let mut decrites = BTreeSet::new();
        for (chemin, operations) in chemins {
            for (methode, operation) in operations.as_object().expect("operations") {
                assert!(
                    !operation["summary"].as_str().unwrap_or_default().is_empty(),
                    "{chemin}: no summary"
                );
                let statuts: BTreeSet<&str> = operation["responses"]
                    .as_object()
                    .expect("responses")
                    .keys()
                    .map(String::as_str)
                    .collect();
                decrites.insert((
                    methode.to_uppercase(),
                    chemin.clone(),
                    statuts.into_iter().collect::<Vec<_>>().join(" "),
                ));
            }
        }
        let declarees: BTreeSet<_> = site
            .services
            .iter()
            .flat_map(|s| &s.routes)
            .filter(|route| route.est_api())
            .map(|route| {
                let statuts: BTreeSet<String> =
                    route.reponses.iter().map(|(s, _)| s.to_string()).collect();
                (
                    route.methode.to_string(),
                    route.chemin.clone(),
                    statuts.into_iter().collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        assert_eq!(decrites, declarees);
        assert!(decrites.len() >= 4);
    });
}

/// The document holds one schema of each name: another of the same name would replace it in silence.
#[test]
fn two_schemas_do_not_share_a_name() {
    jouer(async {
        let services = &sites().await[0].services;
        let mut vus: std::collections::BTreeMap<&str, (Value, &str)> = Default::default();
        for route in services.iter().flat_map(|s| &s.routes) {
            for (nom, schema) in &route.schemas {
                let schema = serde_json::to_value(schema).expect("a schema is JSON");
                let (premier, ou) =
                    vus.entry(nom).or_insert_with(|| (schema.clone(), route.chemin.as_str()));
                assert_eq!(*premier, schema, "« {nom} »: {ou} and {}", route.chemin);
            }
        }
        assert!(vus.len() > 20);
    });
}

#[test]
fn every_reference_of_the_document_resolves() {
    jouer(async {
        let document = sites().await[0].lire_json("/api/openapi.json").await;
        let mut references = Vec::new();
        ramasser(&document, &mut references);
        assert!(!references.is_empty());
        for reference in references {
            let pointeur = reference.trim_start_matches('#');
            assert!(document.pointer(pointeur).is_some(), "{reference}");
        }
    });
}

fn ramasser(valeur: &Value, references: &mut Vec<String>) {
    match valeur {
        Value::Object(champs) => {
            references.extend(champs.get("$ref").and_then(Value::as_str).map(str::to_owned));
            champs.values().for_each(|v| ramasser(v, references));
        }
        Value::Array(elements) => elements.iter().for_each(|v| ramasser(v, references)),
        _ => {}
    }
}

/// The answer of the search has every field that its schema requires, and no other.
#[test]
fn the_search_answers_what_its_schema_says() {
    jouer(async {
        let site = &sites().await[0];
        let document = site.lire_json("/api/openapi.json").await;
        let schema = &document["components"]["schemas"]["SearchReponse"];
        let decrits: BTreeSet<&str> = schema["properties"]
            .as_object()
            .expect("properties")
            .keys()
            .map(String::as_str)
            .collect();
        let reponse = site.lire_json("/api/v1/search?q=boulanger&lieu=Rennes").await;
        let rendus: BTreeSet<&str> =
            reponse.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(rendus, decrits);
    });
}
