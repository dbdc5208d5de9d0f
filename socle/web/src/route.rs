//! A route: its address, who may call it, how often, why, and what it answers.

use axum::http::{Method, StatusCode};
use axum::routing::MethodRouter;
use futures::future::BoxFuture;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Schema};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::acces::{Action, Cible};
use crate::erreur::Erreur;
use crate::etat::Etat;

/// Who may call a route. There is no default: the constructor asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Droit {
    /// Everyone.
    Public,
    /// The machine itself, for its operator: requests from the loopback interface only.
    Exploitation,
    /// A partner whose API key holds this scope.
    Cle(Portee),
    /// Whoever is signed in, for what is their own.
    Connecte,
    /// Whoever holds a habilitation that a rule of this action names.
    Peut(&'static Action),
}

/// What an API key allows. The codes are those of the State's public API, which partners know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Portee {
    /// Reads of the public API: every key holds it.
    Lecture,
    /// Publishing offers.
    Offres,
    /// Asking for appointments.
    RendezVous,
    /// Sending applications.
    Candidatures,
    /// Sending the enrolments of a training centre; the key is that of the centre.
    Effectifs,
}

impl Portee {
    /// Every scope.
    pub const TOUTES: [Portee; 5] = [
        Portee::Lecture,
        Portee::Offres,
        Portee::RendezVous,
        Portee::Candidatures,
        Portee::Effectifs,
    ];

    /// Its code, on the command line and in the OpenAPI document.
    pub fn code(self) -> &'static str {
        match self {
            Portee::Lecture => "read",
            Portee::Offres => "jobs:write",
            Portee::RendezVous => "appointments:write",
            Portee::Candidatures => "applications:write",
            Portee::Effectifs => "enrolments:write",
        }
    }

    /// What a missing or wrong key is answered: the software of training centres knows 403 only.
    pub fn refus_de_cle(self) -> StatusCode {
        if self == Portee::Effectifs { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED }
    }

    /// The scope that has this code.
    pub fn lire(code: &str) -> Option<Portee> {
        Portee::TOUTES.into_iter().find(|p| p.code() == code)
    }
}

impl Droit {
    /// What the rights matrix says.
    pub fn libelle(self) -> &'static str {
        match self {
            Droit::Connecte => "Toute personne connectée, pour ce qui est à elle",
            Droit::Peut(action) => action.libelle,
            Droit::Public => "Tout le monde",
            Droit::Exploitation => "L’exploitant, depuis la machine",
            Droit::Cle(Portee::Lecture) => "Un partenaire, avec sa clé d’API",
            Droit::Cle(Portee::Offres) => "Un partenaire dont la clé permet de publier des offres",
            Droit::Cle(Portee::RendezVous) => {
                "Un partenaire dont la clé permet de demander des rendez-vous"
            }
            Droit::Cle(Portee::Candidatures) => {
                "Un partenaire dont la clé permet d’envoyer des candidatures"
            }
            Droit::Cle(Portee::Effectifs) => {
                "Le logiciel d’un organisme de formation, avec la clé de l’organisme"
            }
        }
    }
}

/// How often one caller may call a route: an address or, where a key is asked for, a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Debit {
    /// 20 requests a second: pages that a person reads.
    Page,
    /// 30 requests a second: search (the limit partners knew).
    Recherche,
    /// 60 requests a second: suggestions while typing.
    Suggestion,
    /// So many requests a minute: the public API, counted route by route.
    Minute(u32),
    /// No limit: small fixed answers and static files.
    Libre,
}

impl Debit {
    /// Requests, and the seconds they are counted over; `None` for no limit.
    pub fn quota(self) -> Option<(u32, u32)> {
        match self {
            Debit::Page => Some((20, 1)),
            Debit::Recherche => Some((30, 1)),
            Debit::Suggestion => Some((60, 1)),
            Debit::Minute(nombre) => Some((nombre, 60)),
            Debit::Libre => None,
        }
    }

    /// What the pages say.
    pub fn libelle(self) -> String {
        match self.quota() {
            None => "sans limite".to_owned(),
            Some((nombre, 1)) => format!("{nombre} par seconde"),
            Some((nombre, _)) => format!("{nombre} par minute"),
        }
    }
}

/// The parameters of a path, by name.
#[derive(Clone, Debug, Default)]
pub struct Chemin(Vec<(String, String)>);

impl Chemin {
    /// From the pairs that the router found.
    pub fn new(paires: impl IntoIterator<Item = (String, String)>) -> Self {
        Chemin(paires.into_iter().collect())
    }

    /// A parameter; empty when the path has none of this name.
    pub fn get(&self, nom: &str) -> &str {
        self.0.iter().find(|(n, _)| n == nom).map_or("", |(_, v)| v)
    }
}

/// Finds what a path is about; `None` when nothing is there.
pub type TrouverCible =
    for<'a> fn(&'a Etat, &'a Chemin) -> BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// The end of life of a route that another one replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retrait {
    /// Day from which it is deprecated, `AAAA-MM-JJ`.
    pub depuis: &'static str,
    /// Day after which it may disappear, `AAAA-MM-JJ`.
    pub fin: &'static str,
    /// Address of what replaces it.
    pub remplacant: &'static str,
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
    /// The data its answer depends on: sources of imports and subjects of events. When there are
    /// some, answers carry an ETag that changes with them.
    pub sources: &'static [&'static str],
    /// Its end of life, if it has one.
    pub retrait: Option<Retrait>,
    /// Whether the pages of partners may frame it.
    pub integrable: bool,
    /// Finds what the path is about, for the guard to judge before the handler runs.
    pub cible: Option<TrouverCible>,
    /// Whether a change may be asked from elsewhere than our own pages.
    pub hors_site: bool,
    /// Whether someone who looks through the eyes of another may still call it.
    pub en_observation: bool,
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
            reponses: reponses
                .iter()
                .chain(refus_du_droit(droit))
                .map(|(s, t)| (*s, (*t).to_owned()))
                .collect(),
            operation: None,
            schemas: Vec::new(),
            sources: &[],
            retrait: None,
            integrable: false,
            cible: None,
            hors_site: false,
            en_observation: false,
            reponse,
        }
    }

    /// A form of a page: what it sends is a POST that comes from one of our own pages.
    pub fn formulaire(
        chemin: &str,
        droit: Droit,
        debit: Debit,
        finalite: Finalite,
        reponses: &[Reponse],
        reponse: MethodRouter<Etat>,
    ) -> Self {
        let route = Route::page(chemin, droit, debit, finalite, reponses, reponse);
        Route { methode: Method::POST, ..route }
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
        Route {
            methode,
            chemin,
            droit,
            debit,
            finalite,
            reponses,
            operation,
            schemas,
            sources: &[],
            retrait: None,
            integrable: false,
            cible: None,
            hors_site: false,
            en_observation: false,
            reponse,
        }
    }

    /// The data its answer depends on: sources of imports (`organismes`) and subjects of events.
    pub fn suit(mut self, sources: &'static [&'static str]) -> Self {
        self.sources = sources;
        self
    }

    /// Deprecated: answers say since when, until when, and what to call instead (RFC 9745, 8594).
    pub fn perime(mut self, retrait: Retrait) -> Self {
        self.retrait = Some(retrait);
        self
    }

    /// The pages of partners may frame it, within the ancestors that the operator allows.
    pub fn integrable(mut self) -> Self {
        self.integrable = true;
        self
    }

    /// What the path is about: the guard looks for it and judges the right on it.
    pub fn sur(mut self, cible: TrouverCible) -> Self {
        self.cible = Some(cible);
        self
    }

    /// Its address alone proves that the request is wanted (a secret sent by mail, a signature).
    pub fn hors_site(mut self) -> Self {
        self.hors_site = true;
        self
    }

    /// Someone of the support who looks through the eyes of another may call it.
    pub fn en_observation(mut self) -> Self {
        self.en_observation = true;
        self
    }

    /// True for a route of the API: its errors are JSON.
    pub fn est_api(&self) -> bool {
        self.operation.is_some()
    }
}

/// What the guard of a page answers by itself.
fn refus_du_droit(droit: Droit) -> &'static [Reponse] {
    const CONNEXION: Reponse = (303, "Vers la connexion, pour qui n’est pas connecté");
    const REFUS: Reponse = (403, "L’habilitation n’y suffit pas");
    match droit {
        Droit::Connecte => &[CONNEXION],
        Droit::Peut(_) => &[CONNEXION, REFUS],
        Droit::Public | Droit::Exploitation | Droit::Cle(_) => &[],
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
