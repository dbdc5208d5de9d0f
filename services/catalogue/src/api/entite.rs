//! `/api/v1/entity/formations` and its siblings: the catalogue as its clients read it. What they filter
//! by is a closed list (`regles::requete`), found in memory; only the page is read in the database.

mod demande;
mod document;
mod fichiers;

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use self::demande::Demande;
use self::document::ecrire;
use crate::piece::{Catalogue, Lu};
use crate::porte;
use crate::regles::perimetres::Campagne;
use crate::regles::vivier::Rangee;

pub use fichiers::{__path_json, __path_ndjson, csv, json, ndjson};

/// Where the page stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CataloguePagination)]
pub struct PaginationEntite {
    page: usize,
    resultats_par_page: usize,
    nombre_de_page: usize,
    total: usize,
}

/// A page of trainings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CatalogueFormations)]
pub struct FormationsEntite {
    /// Les fiches, réduites aux champs demandés.
    #[schema(value_type = Vec<Object>)]
    formations: Vec<Value>,
    pagination: PaginationEntite,
}

/// Les fiches du catalogue
///
/// `query` est un objet JSON : des champs, et les opérateurs $eq, $ne, $in, $nin, $all, $gt, $gte, $lt,
/// $lte, $exists, $not, $and, $or, $nor. Un champ ou un opérateur qui n'est pas repris est refusé, en
/// disant lesquels le sont. Sans `query`, les fiches publiées du catalogue général.
#[utoipa::path(
    get,
    path = "/api/v1/entity/formations",
    params(
        ("query" = Option<String>, Query, description = "Objet JSON, par exemple {\"cfd\":\"50022137\",\"published\":true}"),
        ("page" = Option<usize>, Query, description = "À partir de 1"),
        ("limit" = Option<usize>, Query, description = "1 à 1 000 ; 10 par défaut"),
        ("sort" = Option<String>, Query, description = "Objet JSON d’un champ, 1 ou -1 : {\"cfd\":1}"),
        ("select" = Option<String>, Query, description = "Objet JSON des champs à garder (1) ou à ôter (0)"),
    ),
    responses(
        (status = 200, description = "La page", body = FormationsEntite),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn lister(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<FormationsEntite>, Erreur> {
    repondre(&etat, Demande::lire(adresse.as_deref())?).await
}

/// Les fiches du catalogue, demande dans le corps
///
/// Les paramètres de la lecture, en JSON : pour une demande trop longue pour une adresse.
#[utoipa::path(
    post,
    path = "/api/v1/entity/formations",
    request_body(content = Object, description = "La demande ; tout est facultatif", example = json!({ "query": { "num_departement": "35" }, "limit": 100 })),
    responses(
        (status = 200, description = "La page", body = FormationsEntite),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 413, description = "Le corps dépasse 10 Mo"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn lister_par_corps(
    State(etat): State<Etat>,
    corps: Bytes,
) -> Result<Json<FormationsEntite>, Erreur> {
    repondre(&etat, Demande::lire_corps(&corps)?).await
}

async fn repondre(etat: &Etat, demande: Demande) -> Result<Json<FormationsEntite>, Erreur> {
    let lu = Catalogue::de(etat).await?;
    let trouvees = demande.trouver(&lu.vivier);
    let limite = demande.limite.unwrap_or(demande::PAR_PAGE);
    let debut = (demande.page - 1).saturating_mul(limite);
    let page = trouvees.iter().skip(debut).take(limite);
    let ids: Vec<String> = page.map(|r| r.id.to_string()).collect();
    let pagination = PaginationEntite {
        page: demande.page,
        resultats_par_page: limite,
        nombre_de_page: trouvees.len().div_ceil(limite),
        total: trouvees.len(),
    };
    let formations = lire(etat, &lu, &ids, &demande).await?;
    Ok(Json(FormationsEntite { formations, pagination }))
}

/// The documents of these identifiers, in their order.
async fn lire(
    etat: &Etat,
    lu: &Arc<Lu>,
    ids: &[String],
    demande: &Demande,
) -> Result<Vec<Value>, Erreur> {
    let lues = porte::formations(etat.db.read(), &lu.reperes, ids).await?;
    Ok(lues.iter().map(|f| ecrire(f, lu, &demande.champs)).collect())
}

/// Compter des fiches du catalogue
#[utoipa::path(
    get,
    path = "/api/v1/entity/formations/count",
    params(("query" = Option<String>, Query, description = "Objet JSON, comme pour la liste")),
    responses(
        (status = 200, description = "Le nombre de fiches", body = u64, content_type = "application/json"),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "La demande est impossible"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn compter(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<usize>, Erreur> {
    let requete = Demande::lire(adresse.as_deref())?.requete;
    let lu = Catalogue::de(&etat).await?;
    Ok(Json(lu.vivier.rangees().iter().filter(|r| requete.retient(r)).count()))
}

/// La première fiche qui répond à une demande
#[utoipa::path(
    get,
    path = "/api/v1/entity/formation",
    params(
        ("query" = Option<String>, Query, description = "Objet JSON, comme pour la liste"),
        ("select" = Option<String>, Query, description = "Objet JSON des champs à garder (1) ou à ôter (0)"),
    ),
    responses(
        (status = 200, description = "La fiche", body = Object),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "La demande est impossible"),
        (status = 404, description = "Aucune fiche n’y répond"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn une(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Value>, Erreur> {
    let demande = Demande::lire(adresse.as_deref())?;
    let lu = Catalogue::de(&etat).await?;
    let premiere = demande.trouver(&lu.vivier).first().map(|r: &&Rangee| r.id.to_string());
    let ids: Vec<String> = premiere.into_iter().collect();
    let fiche = lire(&etat, &lu, &ids, &demande).await?.pop();
    fiche.map(Json).ok_or_else(|| Erreur::introuvable("Aucune fiche ne répond à cette demande."))
}

/// Une fiche du catalogue
///
/// Par sa clé ministère éducatif, publiée ou non. Le `#` de la clé s'écrit `%23`.
#[utoipa::path(
    get,
    path = "/api/v1/entity/formation/{id}",
    params(
        ("id" = String, Path, description = "Clé ministère éducatif"),
        ("select" = Option<String>, Query, description = "Objet JSON des champs à garder (1) ou à ôter (0)"),
    ),
    responses(
        (status = 200, description = "La fiche", body = Object),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "Un champ demandé n’existe pas"),
        (status = 404, description = "Aucune fiche ne porte cette clé"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn par_cle(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Value>, Erreur> {
    let demande = Demande::lire(adresse.as_deref())?;
    let lu = Catalogue::de(&etat).await?;
    let fiche = lire(&etat, &lu, &[id], &demande).await?.pop();
    fiche.map(Json).ok_or_else(|| Erreur::introuvable("Aucune fiche ne porte cette clé."))
}

/// The dates of the campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DatesReponse {
    /// Ouverture de la campagne.
    #[schema(format = DateTime)]
    campagne_start_date: String,
    /// Première rentrée que montre la campagne.
    #[schema(format = DateTime)]
    session_start_date: String,
    /// Dernière rentrée que montre la campagne.
    #[schema(format = DateTime)]
    session_end_date: String,
}

/// Dates de la campagne en cours
///
/// Une campagne s'ouvre le 1er octobre et montre les rentrées du 1er août suivant au 31 juillet d'après.
#[utoipa::path(
    get,
    path = "/api/v1/constants/dates",
    responses(
        (status = 200, description = "Les dates", body = DatesReponse),
        (status = 429, description = "Plus de 30 demandes par seconde"),
    )
)]
pub async fn dates(State(etat): State<Etat>) -> Json<DatesReponse> {
    let campagne = Campagne::au(etat.horloge.aujourd_hui());
    Json(DatesReponse {
        campagne_start_date: campagne.ouverture.debut().to_string(),
        session_start_date: campagne.debut.debut().to_string(),
        session_end_date: campagne.fin.fin().to_string(),
    })
}
