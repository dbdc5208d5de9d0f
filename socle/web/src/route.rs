//! A route: its address, who may call it, how often, why, and what it answers.

use axum::http::Method;
use axum::routing::MethodRouter;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Schema};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::etat::Etat;

/// Who may call a route. There is no default: the constructor asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Droit {
    /// Everyone.
    Public,
    /// The machine itself, for its operator: requests from the loopback interface only.
    Exploitation,
}

impl Droit {
    /// What the rights matrix says.
    pub fn libelle(self) -> &'static str {
        match self {
            Droit::Public => "Tout le monde",
            Droit::Exploitation => "L’exploitant, depuis la machine",
        }
    }
}

/// How often one address may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Debit {
    /// 20 requests a second: pages that a person reads.
    Page,
    /// 30 requests a second: search (the limit partners knew).
    Recherche,
    /// 60 requests a second: suggestions while typing.
    Suggestion,
    /// No limit: small fixed answers and static files.
    Libre,
}

impl Debit {
    /// Requests a second; `None` for no limit.
    pub fn par_seconde(self) -> Option<u32> {
        match self {
            Debit::Page => Some(20),
            Debit::Recherche => Some(30),
            Debit::Suggestion => Some(60),
            Debit::Libre => None,
        }
    }
}

/// Why a route processes what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finalite {
    /// It handles nothing of a person; the sentence says what it does.
    SansDonneePersonnelle(&'static str),
    /// The code of a `Traitement` of the register.
    Traitement(&'static str),
}

/// What a status means on a route, in French.
pub type Reponse = (u16, &'static str);

/// A route of a service.
#[derive(Clone)]
pub struct Route {
    /// Method.
    pub methode: Method,
    /// Path, with its parameters in braces.
    pub chemin: String,
    /// Who may call it.
    pub droit: Droit,
    /// How often.
    pub debit: Debit,
    /// Why.
    pub finalite: Finalite,
    /// What it answers, status by status.
    pub reponses: Vec<(u16, String)>,
    /// Its description in the OpenAPI document, for an API route.
    pub operation: Option<Operation>,
    /// The schemas that the operation refers to.
    pub schemas: Vec<(String, RefOr<Schema>)>,
    /// What answers.
    pub reponse: MethodRouter<Etat>,
}

impl Route {
    /// A page read with GET.
    pub fn page(
        chemin: &str,
        droit: Droit,
        debit: Debit,
        finalite: Finalite,
        reponses: &[Reponse],
        reponse: MethodRouter<Etat>,
    ) -> Self {
        Route {
            methode: Method::GET,
            chemin: chemin.to_owned(),
            droit,
            debit,
            finalite,
            reponses: reponses.iter().map(|(s, t)| (*s, (*t).to_owned())).collect(),
            operation: None,
            schemas: Vec::new(),
            reponse,
        }
    }

    /// A route of the API, described by `#[utoipa::path]` beside its handler:
    /// `Route::api(routes!(chercher), Droit::Public, Debit::Recherche, …)`.
    pub fn api(
        (schemas, paths, reponse): UtoipaMethodRouter<Etat>,
        droit: Droit,
        debit: Debit,
        finalite: Finalite,
    ) -> Self {
        let (chemin, item) = paths.paths.into_iter().next().unwrap_or_default();
        let (methode, operation) = seule_operation(item);
        let reponses = operation.as_ref().map(dites).unwrap_or_default();
        Route { methode, chemin, droit, debit, finalite, reponses, operation, schemas, reponse }
    }

    /// True for a route of the API: its errors are JSON.
    pub fn est_api(&self) -> bool {
        self.operation.is_some()
    }
}

fn seule_operation(item: utoipa::openapi::PathItem) -> (Method, Option<Operation>) {
    let candidates = [
        (Method::GET, item.get),
        (Method::POST, item.post),
        (Method::PUT, item.put),
        (Method::DELETE, item.delete),
    ];
    candidates.into_iter().find(|(_, operation)| operation.is_some()).unwrap_or((Method::GET, None))
}

fn dites(operation: &Operation) -> Vec<(u16, String)> {
    let reponses = operation.responses.responses.iter();
    reponses
        .filter_map(|(statut, reponse)| match reponse {
            RefOr::T(r) => Some((statut.parse().ok()?, r.description.clone())),
            RefOr::Ref(_) => None,
        })
        .collect()
}
