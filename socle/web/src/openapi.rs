//! The OpenAPI document, made from the route tables.

use std::collections::BTreeMap;

use utoipa::openapi::path::{HttpMethod, PathItem, Paths};
use utoipa::openapi::schema::Components;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Deprecated, Info, License, OpenApi, RefOr, Server};

use crate::route::{Droit, Route};
use crate::service::Service;

/// How an API key is presented, in the document.
const SCHEMA_CLE: &str = "api-key";

/// How a signed-in person is known, in the document.
const SCHEMA_SESSION: &str = "session";

/// The document of all the API routes of the services.
pub fn document(services: &[Service], adresse: &str) -> OpenApi {
    let mut paths = Paths::new();
    let mut composants = Components::new();
    for (service, route) in services.iter().flat_map(|s| s.routes.iter().map(move |r| (s, r))) {
        let Some(operation) = &route.operation else { continue };
        let mut operation = operation.clone();
        operation.tags = Some(vec![service.titre.to_owned()]);
        operation.security = match route.droit {
            Droit::Cle(portee) => Some(vec![SecurityRequirement::new(SCHEMA_CLE, [portee.code()])]),
            Droit::Connecte | Droit::Peut(_) => {
                Some(vec![SecurityRequirement::new(SCHEMA_SESSION, Vec::<String>::new())])
            }
            Droit::Public | Droit::Exploitation => None,
        };
        if let Some(RefOr::T(reponse)) = operation.responses.responses.get_mut("429") {
            reponse.description = format!("Quota dépassé : {}", route.debit.libelle());
        }
        operation.deprecated = route.retrait.map(|_| Deprecated::True);
        let item = paths.paths.entry(route.chemin.clone()).or_default();
        item.merge_operations(PathItem::new(methode(route), operation));
        composants.schemas.extend(route.schemas.iter().cloned());
    }
    let mut info = Info::new("API de Compagnon", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Formations en apprentissage, offres et entreprises qui recrutent. Les erreurs suivent la \
         RFC 9457 et portent aussi statusCode, name et message."
            .to_owned(),
    );
    info.license = Some(License::new("Licence Ouverte 2.0 (données)"));
    let mut document = OpenApi::new(info, paths);
    let cle = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("clé d’API").build();
    composants.add_security_scheme(SCHEMA_CLE, SecurityScheme::Http(cle));
    let session = ApiKey::Cookie(ApiKeyValue::new(crate::session::COOKIE));
    composants.add_security_scheme(SCHEMA_SESSION, SecurityScheme::ApiKey(session));
    document.components = Some(composants);
    document.servers = Some(vec![Server::new(adresse)]);
    document
}

fn methode(route: &Route) -> HttpMethod {
    match route.methode.as_str() {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

/// Number of operations by path, for the tests that walk the document.
pub fn chemins(document: &OpenApi) -> BTreeMap<String, usize> {
    let compter = |item: &PathItem| {
        [&item.get, &item.post, &item.put, &item.delete].into_iter().flatten().count()
    };
    document.paths.paths.iter().map(|(chemin, item)| (chemin.clone(), compter(item))).collect()
}
