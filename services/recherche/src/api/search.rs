//! `GET /api/v1/search`: the parameters and the shape that partners know, computed for real.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use moteur::{Morceau, Reponse, extraits, mots_trouves};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::adresses;
use crate::comptes;
use crate::hit::Hit;
use crate::piece::{Recherche, Trouve};
use crate::regles::{Criteres, PAR_PAGE};

/// A piece of the preview: `hit` for a word that was looked for, `text` around it.
#[derive(Serialize, ToSchema)]
pub struct MorceauApi {
    /// `hit` or `text`.
    #[serde(rename = "type")]
    genre: &'static str,
    /// The text.
    value: String,
}

/// A word found, and how many times.
#[derive(Serialize, ToSchema)]
pub struct MotTrouve {
    /// The word, in lower case.
    word: String,
    /// How many times.
    count: usize,
}

/// A result with what depends on the query.
#[derive(Serialize, ToSchema)]
pub struct HitApi {
    /// The document.
    #[serde(flatten)]
    hit: Hit,
    /// Passages that show why it was found.
    preview: Vec<MorceauApi>,
    /// Words found in it.
    matched_words: Vec<MotTrouve>,
    /// Kilometres from the place searched, rounded up.
    distance: Option<u32>,
}

/// Counts of the flags, each with every filter but its own.
#[derive(Serialize, ToSchema)]
pub struct Comptes {
    /// Open to disabled people.
    is_disabled_elligible: usize,
    /// Start as soon as possible.
    urgent: usize,
    /// Applications can be sent from here.
    smart_apply: usize,
}

/// Where the search was made.
#[derive(Serialize, ToSchema)]
pub struct LieuApi {
    /// The place as understood.
    label: String,
    /// Radius in kilometres; `null` for a territory.
    radius: Option<f64>,
}

/// The answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchReponse {
    /// The page of results.
    hits: Vec<HitApi>,
    /// Number of results.
    nb_hits: usize,
    /// Number of this page, from 0.
    page: usize,
    /// Number of pages.
    nb_pages: usize,
    /// Counts by facet and value, each facet with every filter but its own.
    facets: BTreeMap<String, BTreeMap<String, usize>>,
    /// Counts of the flags.
    counts: Comptes,
    /// The place as understood; `null` for the whole country.
    place: Option<LieuApi>,
}

/// Chercher formations, offres et entreprises
///
/// Une seule liste, la plus pertinente d'abord. Tous les critères sont facultatifs ; un paramètre
/// inconnu est refusé. Les listes de valeurs se répètent (`level=…&level=…`).
#[utoipa::path(
    get,
    path = "/api/v1/search",
    params(
        ("q" = Option<String>, Query, description = "Métier, diplôme, compétence ou entreprise ; 200 caractères au plus"),
        ("lieu" = Option<String>, Query, description = "Commune, code postal, département, région ; sans effet si latitude et longitude sont données"),
        ("latitude" = Option<f64>, Query, description = "Avec longitude"),
        ("longitude" = Option<f64>, Query, description = "Avec latitude"),
        ("radius" = Option<f64>, Query, description = "Kilomètres, 0 à 200 ; 30 par défaut"),
        ("mode" = Option<String>, Query, description = "emplois, formations ou emplois_formation"),
        ("type" = Option<String>, Query, description = "offre ou formation"),
        ("nature" = Option<Vec<String>>, Query, description = "Une des quatre sortes de résultats"),
        ("type_filter_label" = Option<Vec<String>>, Query, description = "Sorte plus fine"),
        ("sub_type" = Option<Vec<String>>, Query, description = "Origine"),
        ("contract_type" = Option<Vec<String>>, Query, description = "Apprentissage, Professionnalisation"),
        ("level" = Option<Vec<String>>, Query, description = "Niveau visé ; ce qui n'en dit rien est gardé"),
        ("activity_sector" = Option<Vec<String>>, Query, description = "Secteur d'activité"),
        ("organization_name" = Option<Vec<String>>, Query, description = "Nom exact de l'entreprise ou de l'organisme"),
        ("departement" = Option<Vec<String>>, Query, description = "Code du département"),
        ("is_disabled_elligible" = Option<bool>, Query, description = "Ouvert aux personnes handicapées"),
        ("smart_apply" = Option<bool>, Query, description = "Candidature possible depuis ce site"),
        ("is_algo_company" = Option<bool>, Query, description = "Entreprise du marché caché"),
        ("urgent" = Option<bool>, Query, description = "Dès que possible"),
        ("start_type" = Option<String>, Query, description = "des_que_possible ou precise_date"),
        ("start_date" = Option<String>, Query, description = "Début au plus tard, AAAA-MM-JJ"),
        ("sort" = Option<String>, Query, description = "proximity, date, applications ou start_date ; pertinence par défaut"),
        ("page" = Option<usize>, Query, description = "À partir de 0"),
        ("hitsPerPage" = Option<usize>, Query, description = "1 à 100 ; 20 par défaut"),
    ),
    responses(
        (status = 200, description = "Les résultats", body = SearchReponse),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "L'index n'est pas prêt"),
    )
)]
pub async fn search(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<SearchReponse>, Erreur> {
    let criteres = Criteres::lire(&adresse.unwrap_or_default(), true)?;
    let recherche = Recherche::de(&etat)?;
    let lieu = adresses::comprendre(&etat, &recherche, &criteres).await;
    let lieu = lieu.ok_or_else(|| Erreur::parametre("lieu", "ce lieu n’est pas connu"))?;
    let trouve = recherche.chercher(&criteres, &lieu.portee)?;
    comptes::noter(&etat, &recherche, "api", &criteres, &lieu.portee, &trouve);
    let place = trouve.ou(&lieu).map(|(label, radius)| LieuApi { label, radius });
    Ok(Json(repondre(&criteres, trouve, place)))
}

fn repondre(criteres: &Criteres, trouve: Trouve, place: Option<LieuApi>) -> SearchReponse {
    let Trouve { reponse, hits, .. } = trouve;
    let par_page = criteres.par_page.unwrap_or(PAR_PAGE);
    SearchReponse {
        nb_hits: reponse.total,
        page: criteres.page,
        nb_pages: reponse.total.div_ceil(par_page),
        facets: facettes(&reponse),
        counts: comptes(&reponse),
        hits: hits
            .into_iter()
            .map(|(hit, distance)| montrer(hit, distance, &reponse.termes))
            .collect(),
        place,
    }
}

fn montrer(hit: Hit, distance: Option<u32>, termes: &[String]) -> HitApi {
    let preview = extraits(&hit.description, termes).into_iter().map(|morceau| match morceau {
        Morceau::Texte(value) => MorceauApi { genre: "text", value },
        Morceau::Trouve(value) => MorceauApi { genre: "hit", value },
    });
    let texte = format!("{} {}", hit.title, hit.description);
    let mots = mots_trouves(&texte, termes).into_iter();
    HitApi {
        preview: preview.collect(),
        matched_words: mots.map(|(word, count)| MotTrouve { word, count }).collect(),
        distance,
        hit,
    }
}

fn facettes(reponse: &Reponse) -> BTreeMap<String, BTreeMap<String, usize>> {
    let facettes = reponse.facettes.iter();
    facettes.map(|f| (f.nom.clone(), f.valeurs.iter().cloned().collect())).collect()
}

fn comptes(reponse: &Reponse) -> Comptes {
    let compte = |nom: &str| {
        reponse.drapeaux.iter().find(|(n, _)| n == nom).map_or(0, |(_, nombre)| *nombre)
    };
    Comptes {
        is_disabled_elligible: compte("is_disabled_elligible"),
        urgent: compte("urgent"),
        smart_apply: compte("smart_apply"),
    }
}
