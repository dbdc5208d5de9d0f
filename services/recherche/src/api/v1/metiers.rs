//! Trades of La bonne alternance's API v1, from the ROME.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use noyau::ValeurInvalide;
use noyau::identifiants::{Cfd, Rncp, Rome, Siret};
use noyau::texte::plier;
use referentiels::porte::{Certifications, Metier};
use serde::Serialize;
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use crate::piece::Recherche;
use crate::regles::metiers::{appellations, chercher};
use crate::sources::Sources;

/// Most codes in one request.
const CODES_MAX: usize = 20;

/// A trade and the certifications that lead to it.
#[derive(Serialize, ToSchema)]
pub struct MetierEnrichi {
    /// Son nom.
    label: String,
    /// Ses codes ROME.
    romes: Vec<String>,
    /// Les fiches RNCP qui y mènent.
    rncps: Vec<String>,
    /// Toujours job.
    #[serde(rename = "type")]
    genre: &'static str,
}

/// Trades found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MetiersEnrichis {
    labels_and_romes: Vec<MetierEnrichi>,
}

/// Names of trades.
#[derive(Serialize, ToSchema)]
#[schema(as = MetiersV1)]
pub struct NomsDeMetiers {
    /// Par ordre alphabétique.
    metiers: Vec<String>,
}

/// An appellation of the ROME.
#[derive(Serialize, ToSchema)]
pub struct AppellationRome {
    code_rome: String,
    /// Nom du métier.
    intitule: String,
    appellation: String,
}

/// Appellations found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppellationsReponse {
    couple_appellation_rome_metier: Vec<AppellationRome>,
}

/// Chercher des métiers (API v1)
///
/// Par leur nom, par des codes ROME ou par des fiches RNCP : au moins un des trois.
#[utoipa::path(
    get,
    path = "/api/v1/metiers",
    params(
        ("title" = Option<String>, Query, description = "Début des mots du métier"),
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules, 20 au plus"),
        ("rncps" = Option<String>, Query, description = "Fiches RNCP séparées par des virgules, 20 au plus"),
    ),
    responses(
        (status = 200, description = "Les métiers", body = MetiersEnrichis),
        (status = 400, description = "Aucun critère, ou un code impossible"),
        (status = 429, description = "Plus de 20 demandes par seconde"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn metiers(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<MetiersEnrichis>, Erreur> {
    let p = Parametres::lire(adresse.as_deref());
    let romes: Vec<Rome> = codes(&p, "romes")?;
    let rncps: Vec<Rncp> = codes(&p, "rncps")?;
    let titre = p.texte("title");
    if titre.is_none() && romes.is_empty() && rncps.is_empty() {
        return Err(Erreur::parametre("title", "title, romes ou rncps est attendu"));
    }
    let sources = Recherche::de(&etat)?.sources();
    let des_fiches = |m: &&Metier| {
        let certifications = sources.certifications();
        rncps.is_empty() || rncps.iter().any(|r| certifications.romes_de_fiche(r).contains(&m.code))
    };
    let tous = sources.noms().table().tous();
    let retenus = tous.filter(|m| romes.is_empty() || romes.contains(&m.code)).filter(des_fiches);
    let trouves = match titre {
        Some(titre) => chercher(retenus, titre),
        None => retenus.collect(),
    };
    Ok(Json(MetiersEnrichis { labels_and_romes: enrichir(&trouves, sources.certifications()) }))
}

fn codes<T: std::str::FromStr<Err = ValeurInvalide>>(
    p: &Parametres,
    nom: &str,
) -> Result<Vec<T>, Erreur> {
    let codes = p.liste(nom);
    if codes.len() > CODES_MAX {
        return Err(Erreur::parametre(nom, &format!("{CODES_MAX} codes au plus sont attendus")));
    }
    let lire =
        |code: &str| code.parse().map_err(|e: ValeurInvalide| Erreur::parametre(nom, &e.message));
    codes.into_iter().map(lire).collect()
}

/// Adds the sheets of each trade, in one walk through all of them.
fn enrichir(metiers: &[&Metier], certifications: &Certifications) -> Vec<MetierEnrichi> {
    let mut fiches: HashMap<Rome, Vec<String>> =
        metiers.iter().map(|m| (m.code, Vec::new())).collect();
    for fiche in certifications.fiches() {
        for rome in certifications.romes_de_fiche(&fiche.rncp) {
            if let Some(siennes) = fiches.get_mut(rome) {
                siennes.push(fiche.rncp.to_string());
            }
        }
    }
    let un = |m: &&Metier| MetierEnrichi {
        label: m.libelle.clone(),
        romes: vec![m.code.to_string()],
        rncps: fiches.remove(&m.code).unwrap_or_default(),
        genre: "job",
    };
    metiers.iter().map(un).collect()
}

/// Tous les métiers (API v1)
#[utoipa::path(
    get,
    path = "/api/v1/metiers/all",
    responses(
        (status = 200, description = "Leurs noms", body = NomsDeMetiers),
        (status = 429, description = "Plus de 20 demandes par seconde"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn tous(State(etat): State<Etat>) -> Result<Json<NomsDeMetiers>, Erreur> {
    let sources = Recherche::de(&etat)?.sources();
    let noms = sources.noms().table().tous().map(|m| m.libelle.clone());
    Ok(Json(ranger(noms.collect())))
}

/// Les métiers d’une formation (API v1)
///
/// Ceux auxquels mène le diplôme, dans l'ordre alphabétique ; aucun quand le code n'est pas connu.
#[utoipa::path(
    get,
    path = "/api/v1/metiers/metiersParFormation/{cfd}",
    params(("cfd" = String, Path, description = "Code formation diplôme")),
    responses(
        (status = 200, description = "Leurs noms", body = NomsDeMetiers),
        (status = 400, description = "Le code n’a pas la forme attendue"),
        (status = 404, description = "L’adresse ne peut désigner rien"),
        (status = 429, description = "Plus de 20 demandes par seconde"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn par_formation(
    State(etat): State<Etat>,
    Path(cfd): Path<String>,
) -> Result<Json<NomsDeMetiers>, Erreur> {
    let cfd: Cfd = cfd.parse().map_err(|e: ValeurInvalide| Erreur::parametre("cfd", &e.message))?;
    let sources = Recherche::de(&etat)?.sources();
    let romes = sources.certifications().romes(&cfd);
    Ok(Json(nommer(&romes, &sources)))
}

/// Les métiers d’un établissement (API v1)
///
/// Ceux auxquels mènent les formations publiées dont il répond ou qu'il dispense.
#[utoipa::path(
    get,
    path = "/api/v1/metiers/metiersParEtablissement/{siret}",
    params(("siret" = String, Path, description = "SIRET, 14 chiffres")),
    responses(
        (status = 200, description = "Leurs noms", body = NomsDeMetiers),
        (status = 400, description = "Le SIRET n’a pas la forme ou la clé attendue"),
        (status = 404, description = "L’adresse ne peut désigner rien"),
        (status = 429, description = "Plus de 20 demandes par seconde"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn par_etablissement(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
) -> Result<Json<NomsDeMetiers>, Erreur> {
    let siret: Siret =
        siret.parse().map_err(|e: ValeurInvalide| Erreur::parametre("siret", &e.message))?;
    let sources = Recherche::de(&etat)?.sources();
    let romes = catalogue::porte::romes_d_un_organisme(&etat, &siret).await?;
    Ok(Json(nommer(&romes, &sources)))
}

/// Chercher un intitulé du ROME (API v1)
///
/// Au plus 30 appellations dont un mot commence par chaque mot donné.
#[utoipa::path(
    get,
    path = "/api/v1/metiers/intitule",
    params(("label" = String, Query, description = "Début des mots de l’appellation")),
    responses(
        (status = 200, description = "Les appellations", body = AppellationsReponse),
        (status = 400, description = "label manque"),
        (status = 429, description = "Plus de 20 demandes par seconde"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn intitules(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<AppellationsReponse>, Erreur> {
    let p = Parametres::lire(adresse.as_deref());
    let label = p.texte("label").ok_or_else(|| Erreur::parametre("label", "un nom est attendu"))?;
    let sources = Recherche::de(&etat)?.sources();
    let trouvees = appellations(sources.noms().table().tous(), label).into_iter();
    let une = |(code, intitule, appellation): (&Rome, &str, &str)| AppellationRome {
        code_rome: code.to_string(),
        intitule: intitule.to_owned(),
        appellation: appellation.to_owned(),
    };
    Ok(Json(AppellationsReponse { couple_appellation_rome_metier: trouvees.map(une).collect() }))
}

fn nommer(romes: &[Rome], sources: &Sources) -> NomsDeMetiers {
    ranger(sources.noms().metiers(romes))
}

fn ranger(mut metiers: Vec<String>) -> NomsDeMetiers {
    metiers.sort_by_cached_key(|nom| plier(nom));
    metiers.dedup();
    NomsDeMetiers { metiers }
}
