//! The routes of the référentiel UAI–SIRET, API v1.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use noyau::identifiants::{Siret, Uai};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::document::{decrire, projeter};
use super::filtres::Demande;
use super::retenus;
use crate::porte::{PorteurUai, Registres, organismes_par_uai};
use crate::regles::vocabulaire::StatutUai;

/// Where the page stands.
#[derive(Serialize, ToSchema)]
pub struct PaginationApi {
    page: usize,
    resultats_par_page: usize,
    nombre_de_page: usize,
    total: usize,
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct ListeReponse {
    /// Les organismes, réduits aux champs demandés.
    #[schema(value_type = Vec<Object>)]
    organismes: Vec<Value>,
    pagination: PaginationApi,
}

/// Organismes de formation
///
/// Les listes se donnent séparées par des virgules. Un paramètre inconnu est refusé.
#[utoipa::path(
    get,
    path = "/api/v1/organismes",
    params(
        ("sirets" = Option<String>, Query, description = "true, false, SIRET, ou SIREN pour tous ses établissements"),
        ("uais" = Option<String>, Query, description = "true, false ou une liste d'UAI validés"),
        ("uai_potentiels" = Option<String>, Query, description = "true, false ou une liste d'UAI"),
        ("natures" = Option<String>, Query, description = "responsable, formateur, responsable_formateur, inconnue"),
        ("etat_administratif" = Option<String>, Query, description = "actif ou fermé"),
        ("qualiopi" = Option<bool>, Query, description = "Certifié pour l'apprentissage"),
        ("anomalies" = Option<bool>, Query, description = "Avec ou sans anomalie"),
        ("relations" = Option<String>, Query, description = "true, false, ou responsable->formateur, formateur->responsable, entreprise"),
        ("numero_declaration_activite" = Option<String>, Query, description = "true, false ou une liste"),
        ("reseaux" = Option<String>, Query, description = "Codes des réseaux"),
        ("referentiels" = Option<String>, Query, description = "catalogue-etablissements, sifa-ramsese, datagouv ; un - devant pour les écarter"),
        ("nouveaux" = Option<bool>, Query, description = "Sans UAI validé et entrés dans l’annuaire depuis moins de 180 jours"),
        ("departements" = Option<String>, Query, description = "Codes des départements"),
        ("academies" = Option<String>, Query, description = "true, false ou codes des académies"),
        ("regions" = Option<String>, Query, description = "Codes des régions"),
        ("text" = Option<String>, Query, description = "Nom, SIREN, SIRET ou UAI"),
        ("page" = Option<usize>, Query, description = "À partir de 1"),
        ("items_par_page" = Option<usize>, Query, description = "1 à 1 000 ; 10 par défaut"),
        ("ordre" = Option<String>, Query, description = "asc ou desc, sur le SIRET"),
        ("champs" = Option<String>, Query, description = "Champs à garder, avec des points : siret,adresse.region.code"),
    ),
    responses(
        (status = 200, description = "La page", body = ListeReponse),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn lister(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<ListeReponse>, Erreur> {
    repondre(&etat, &Demande::lire(&adresse.unwrap_or_default())?).await
}

/// Organismes de formation, critères dans le corps
///
/// Les paramètres de la lecture, en JSON : une liste de plusieurs milliers de SIRET ne tient pas dans
/// une adresse. Les listes s'écrivent en tableau ou séparées par des virgules.
#[utoipa::path(
    post,
    path = "/api/v1/organismes",
    request_body(content = Object, description = "Les critères, tous facultatifs", example = json!({ "departements": ["35"], "items_par_page": 100 })),
    responses(
        (status = 200, description = "La page", body = ListeReponse),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 413, description = "Le corps dépasse 10 Mo"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn lister_par_corps(
    State(etat): State<Etat>,
    corps: Bytes,
) -> Result<Json<ListeReponse>, Erreur> {
    repondre(&etat, &Demande::lire_corps(&corps)?).await
}

async fn repondre(etat: &Etat, demande: &Demande) -> Result<Json<ListeReponse>, Erreur> {
    let registre = Registres::de(etat).await?;
    let retenus = retenus(etat, &registre, demande).await?;
    let debut = (demande.page - 1) * demande.par_page;
    let page = retenus.iter().skip(debut).take(demande.par_page);
    let organismes = page.map(|rang| decrire(&registre.organismes[*rang]));
    Ok(Json(ListeReponse {
        organismes: organismes.map(|o| projeter(o, &demande.champs)).collect(),
        pagination: PaginationApi {
            page: demande.page,
            resultats_par_page: demande.par_page,
            nombre_de_page: retenus.len().div_ceil(demande.par_page),
            total: retenus.len(),
        },
    }))
}

/// Un organisme par son SIRET
#[utoipa::path(
    get,
    path = "/api/v1/organismes/{siret}",
    params(
        ("siret" = String, Path, description = "SIRET, 14 chiffres"),
        ("champs" = Option<String>, Query, description = "Champs à garder, avec des points"),
    ),
    responses(
        (status = 200, description = "L'organisme", body = Object),
        (status = 400, description = "Le SIRET n'a pas la forme ou la clé attendue"),
        (status = 404, description = "SIRET inconnu"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn organisme(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Value>, Erreur> {
    let siret: Siret =
        siret.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre("siret", &e.message))?;
    let registre = Registres::de(&etat).await?;
    let trouve = registre.get(&siret).ok_or_else(|| Erreur::introuvable("Siret inconnu"))?;
    let parametres = Parametres::lire(adresse.as_deref());
    let champs: Vec<String> = parametres.liste("champs").into_iter().map(str::to_owned).collect();
    Ok(Json(projeter(decrire(trouve), &champs)))
}

/// An organisation that holds a UAI.
#[derive(Serialize, ToSchema)]
pub struct PorteurApi {
    siret: String,
    /// validee, probable, declaree ou potentielle ; absent pour un simple lieu.
    statut: Option<&'static str>,
    /// C'est l'UAI d'un de ses lieux de formation.
    son_lieu: bool,
}

/// The holders of a UAI.
#[derive(Serialize, ToSchema)]
pub struct UaiReponse {
    uai: String,
    organismes: Vec<PorteurApi>,
}

/// Les organismes auxquels une source donne un UAI
#[utoipa::path(
    get,
    path = "/api/v1/uais/{uai}",
    params(("uai" = String, Path, description = "UAI, 7 chiffres et une lettre")),
    responses(
        (status = 200, description = "Les organismes", body = UaiReponse),
        (status = 400, description = "L'UAI n'a pas la forme ou la clé attendue"),
        (status = 404, description = "UAI inconnu"),
        (status = 429, description = "Trop de demandes"),
    )
)]
pub async fn uai(
    State(etat): State<Etat>,
    Path(uai): Path<String>,
) -> Result<Json<UaiReponse>, Erreur> {
    let uai: Uai =
        uai.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre("uai", &e.message))?;
    let porteurs = organismes_par_uai(etat.db.read(), &uai).await?;
    if porteurs.is_empty() {
        return Err(Erreur::introuvable("UAI inconnu"));
    }
    let un = |p: PorteurUai| PorteurApi {
        siret: p.siret.to_string(),
        statut: p.statut.map(StatutUai::code),
        son_lieu: p.son_lieu,
    };
    let organismes = porteurs.into_iter().map(un).collect();
    Ok(Json(UaiReponse { uai: uai.to_string(), organismes }))
}
