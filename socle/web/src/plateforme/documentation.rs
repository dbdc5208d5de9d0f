//! The documentation of the API, made from the OpenAPI document: one page for each operation, with
//! a form that sends a request.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::{Deprecated, RefOr, Required, Schema};

use super::Registre;
use super::pages::{Rendu, registre_de, rendre};
use crate::document::Section;
use crate::erreur::Erreur;
use crate::etat::Etat;
use crate::page::{Lien, Page};

/// What changed for those who call, newest first: day and sentence.
const JOURNAL: &[(&str, &str)] = &[
    (
        "24 novembre 2026",
        "Lectures de l’API v1 de La bonne alternance (formations, métiers ; offres, dépréciées), du catalogue (/api/v1/entity/formations) et du référentiel (critères dans le corps, JSON, NDJSON, statistiques). Une erreur 400 dit le paramètre dans data.validationError.",
    ),
    (
        "24 novembre 2026",
        "Clés d’API ; routes de l’API apprentissage (organismes, certifications, formations, géographie, offres) ; en-têtes RateLimit, ETag et Deprecation.",
    ),
    ("24 novembre 2026", "Recherche, suggestions et lieux."),
];

/// An operation of the document.
struct Trouvee<'a> {
    methode: &'static str,
    chemin: &'a str,
    operation: &'a Operation,
}

impl Registre {
    fn operations(&self) -> impl Iterator<Item = Trouvee<'_>> {
        self.openapi.paths.paths.iter().flat_map(|(chemin, item)| {
            let toutes = [("GET", &item.get), ("POST", &item.post), ("PUT", &item.put)];
            toutes.into_iter().filter_map(move |(methode, operation)| {
                Some(Trouvee { methode, chemin, operation: operation.as_ref()? })
            })
        })
    }
}

impl Trouvee<'_> {
    /// Its name in addresses: what it does and where, in one word.
    fn nom(&self) -> String {
        let mots = self.chemin.split(|c: char| !c.is_alphanumeric()).filter(|m| !m.is_empty());
        let mots: Vec<&str> = mots.collect();
        format!("{}-{}", self.methode.to_lowercase(), mots.join("-"))
    }

    fn resume(&self) -> String {
        self.operation.summary.clone().unwrap_or_default()
    }

    fn veut_une_cle(&self) -> bool {
        self.operation.security.as_ref().is_some_and(|s| !s.is_empty())
    }

    fn perimee(&self) -> bool {
        matches!(self.operation.deprecated, Some(Deprecated::True))
    }
}

/// How to call the API, and the list of what it answers.
pub async fn liste(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let mut sections = vec![essayer(&etat), cles()];
    let mut titres: Vec<&str> = Vec::new();
    for t in registre.operations() {
        let titre = t.operation.tags.as_ref().and_then(|t| t.first()).map_or("", String::as_str);
        if !titres.contains(&titre) {
            titres.push(titre);
        }
    }
    for titre in titres {
        let siennes = registre.operations().filter(|t| {
            t.operation.tags.as_ref().is_some_and(|tags| tags.iter().any(|g| g == titre))
        });
        let liens = siennes.map(|t| {
            let perimee = if t.perimee() { " (dépréciée)" } else { "" };
            let libelle = format!("{} {} : {}{perimee}", t.methode, t.chemin, t.resume());
            Lien::new(libelle, format!("/api/documentation/{}", t.nom()))
        });
        sections.push(Section { liens: liens.collect(), ..Section::texte(titre, &[]) });
    }
    let lignes = JOURNAL.iter().map(|(jour, quoi)| vec![(*jour).to_owned(), (*quoi).to_owned()]);
    sections.push(
        Section::texte("Ce qui a changé", &[]).tableau(&["Date", "Changement"], lignes.collect()),
    );
    let chapo = "Tout ce que montre ce site se lit aussi par programme, en JSON.";
    rendre(&etat, "API", "/api", chapo, sections)
}

fn essayer(etat: &Etat) -> Section {
    let mut section = Section::texte(
        "Essayer",
        &["La requête suivante cherche un métier autour de Rennes ; elle ne demande pas de clé :"],
    );
    section.paragraphes.push(format!(
        "curl '{}/api/v1/search?q=boulanger&latitude=48.11&longitude=-1.68'",
        etat.reglages.adresse
    ));
    section.liens.push(Lien::new("Description complète (OpenAPI)", "/api/openapi.json"));
    section
}

fn cles() -> Section {
    Section::texte(
        "Clés, quotas et erreurs",
        &[
            "Les routes de l’API apprentissage demandent une clé, à mettre dans l’en-tête « Authorization: Bearer votre-clé ». Demandez-la à l’exploitant de ce site ; elle est montrée une seule fois.",
            "Chaque page d’opération dit son quota. Avec une clé, il est compté par clé et par route ; sans clé, par adresse IP. Chaque réponse dit ce qui en reste (RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy) ; au-delà, la réponse 429 dit combien de secondes attendre (Retry-After).",
            "Une réponse qui porte un ETag peut être redemandée avec If-None-Match : 304 signifie que rien n’a changé.",
            "Les listes qui se téléchargent en NDJSON reprennent où elles se sont arrêtées : redonnez dans « apres » la dernière clé reçue. Les changements de l’annuaire se suivent par « since ».",
            "Les erreurs suivent la RFC 9457 et portent aussi statusCode, name et message ; une erreur 400 dit le paramètre en cause dans data.validationError. La référence d’une requête est dans l’en-tête X-Request-Id : citez-la si vous nous écrivez.",
        ],
    )
}

/// A parameter, as the form asks for it.
#[derive(Debug, Clone)]
struct Champ {
    nom: String,
    /// `query` or `path`.
    ou: &'static str,
    aide: String,
    obligatoire: bool,
}

/// The page of an operation.
#[derive(Debug, Clone, Template)]
#[template(path = "operation.html")]
struct Fiche {
    page: Page,
    fil: Vec<Lien>,
    titre: String,
    methode: &'static str,
    chemin: String,
    description: Vec<String>,
    perimee: bool,
    cle: bool,
    champs: Vec<Champ>,
    /// Whether the form works without a script: a GET, no key, nothing in the path.
    directe: bool,
    reponses: Vec<Vec<String>>,
    curl: String,
}

/// One operation: its parameters, its answers, and a form to try it.
pub async fn operation(State(etat): State<Etat>, Path(nom): Path<String>) -> Rendu {
    let registre = registre_de(&etat)?;
    let trouvee = registre.operations().find(|t| t.nom() == nom);
    let t = trouvee.ok_or_else(|| Erreur::introuvable("Cette opération n’existe pas."))?;
    let champs: Vec<Champ> = t.operation.parameters.iter().flatten().filter_map(champ).collect();
    let mut page =
        Page::nouvelle(format!("{} {} — API", t.methode, t.chemin)).sur(&etat.reglages.site);
    page.description = t.resume();
    page.chemin = format!("/api/documentation/{nom}");
    let description = t.operation.description.clone().unwrap_or_default();
    let fiche = Fiche {
        page,
        fil: vec![Lien::new("Accueil", "/"), Lien::new("API", "/api")],
        titre: t.resume(),
        methode: t.methode,
        chemin: t.chemin.to_owned(),
        description: description.split("\n\n").map(str::to_owned).collect(),
        perimee: t.perimee(),
        cle: t.veut_une_cle(),
        directe: t.methode == "GET" && !t.veut_une_cle() && champs.iter().all(|c| c.ou == "query"),
        champs,
        reponses: reponses(t.operation),
        curl: curl(&t, &etat.reglages.adresse),
    };
    Ok(Html(fiche.render()?))
}

fn champ(parametre: &RefOr<Parameter>) -> Option<Champ> {
    let RefOr::T(p) = parametre else { return None };
    let ou = match p.parameter_in {
        ParameterIn::Query => "query",
        ParameterIn::Path => "path",
        _ => return None,
    };
    let genre = p.schema.as_ref().map(genre).unwrap_or_default();
    let description = p.description.clone().unwrap_or_default();
    let aide = if genre.is_empty() { description } else { format!("{description} ({genre})") };
    let obligatoire = matches!(p.required, Required::True);
    Some(Champ { nom: p.name.clone(), ou, aide, obligatoire })
}

/// The kind of value, in French; nothing for a text.
fn genre(schema: &RefOr<Schema>) -> &'static str {
    let json = serde_json::to_value(schema).unwrap_or_default();
    let types = json["type"].to_string();
    if types.contains("integer") {
        "nombre entier"
    } else if types.contains("number") {
        "nombre"
    } else if types.contains("boolean") {
        "true ou false"
    } else if types.contains("array") {
        "liste"
    } else {
        ""
    }
}

fn reponses(operation: &Operation) -> Vec<Vec<String>> {
    let dites =
        operation.responses.responses.iter().filter_map(|(statut, reponse)| match reponse {
            RefOr::T(r) => Some(vec![statut.clone(), r.description.clone()]),
            RefOr::Ref(_) => None,
        });
    dites.collect()
}

fn curl(t: &Trouvee<'_>, adresse: &str) -> String {
    let cle = if t.veut_une_cle() { " -H 'Authorization: Bearer VOTRE_CLE'" } else { "" };
    let methode = if t.methode == "GET" { String::new() } else { format!(" -X {}", t.methode) };
    format!("curl{methode}{cle} '{adresse}{}'", t.chemin)
}
