//! The list of the référentiel's API v1 as files: whole, whatever the page asked, row by row.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream, StreamExt};
use serde_json::json;
use web::export::{self, Format};
use web::{Erreur, Etat};

use super::document::{decrire, projeter};
use super::filtres::Demande;
use super::retenus;
use crate::export::{ORGANISMES, lignes};
use crate::porte::{Registre, Registres};

/// Organisations written together in one piece of an answer.
const PAQUET: usize = 100;

/// What separates two organisations, and what is around all of them.
struct Enveloppe {
    tete: String,
    separateur: &'static str,
    pied: &'static str,
}

/// The list as a CSV file.
pub async fn csv(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    tableau(etat, adresse, Format::Csv).await
}

/// The list as a spreadsheet.
pub async fn xlsx(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    tableau(etat, adresse, Format::Xlsx).await
}

async fn tableau(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    format: Format,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_fichier(&adresse.unwrap_or_default())?;
    let registre = Registres::de(&etat).await?;
    let rangs = retenus(&etat, &registre, &demande).await?;
    export::repondre(format, "organismes", ORGANISMES, lignes(registre, rangs)).await
}

/// Télécharger les organismes en JSON
///
/// La liste entière, avec les filtres de `GET /api/v1/organismes` ; la page demandée n'y change rien.
#[utoipa::path(
    get,
    path = "/api/v1/organismes.json",
    responses(
        (status = 200, description = "Les organismes", body = super::referentiel::ListeReponse),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn json(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_fichier(&adresse.unwrap_or_default())?;
    let registre = Registres::de(&etat).await?;
    let rangs = retenus(&etat, &registre, &demande).await?;
    let total = rangs.len();
    let pagination = json!({
        "page": 1, "resultats_par_page": total, "nombre_de_page": 1, "total": total,
    });
    let tete = format!("{{\"pagination\":{pagination},\"organismes\":[");
    let enveloppe = Enveloppe { tete, separateur: ",", pied: "]}" };
    let morceaux = morceaux(registre, rangs, demande.champs, enveloppe);
    let entetes = [(header::CONTENT_TYPE, "application/json")];
    Ok((entetes, Body::from_stream(morceaux)).into_response())
}

/// Télécharger les organismes, un par ligne
///
/// La liste entière, par SIRET croissant, avec les filtres de `GET /api/v1/organismes`. Un
/// téléchargement coupé reprend après le dernier SIRET reçu : `apres`.
#[utoipa::path(
    get,
    path = "/api/v1/organismes.ndjson",
    params(("apres" = Option<String>, Query, description = "Dernier SIRET reçu")),
    responses(
        (status = 200, description = "Un organisme par ligne", body = String, content_type = "application/x-ndjson"),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn ndjson(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_lignes(&adresse.unwrap_or_default())?;
    let registre = Registres::de(&etat).await?;
    let mut rangs = retenus(&etat, &registre, &demande).await?;
    rangs.sort_unstable();
    if let Some(apres) = demande.apres {
        rangs.retain(|rang| registre.organismes[*rang].siret > apres);
    }
    let enveloppe = Enveloppe { tete: String::new(), separateur: "\n", pied: "\n" };
    let morceaux = morceaux(registre, rangs, demande.champs, enveloppe);
    let entetes = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((entetes, Body::from_stream(morceaux)).into_response())
}

/// The pieces of a file, made as they are sent.
fn morceaux(
    registre: Arc<Registre>,
    rangs: Vec<usize>,
    champs: Vec<String>,
    enveloppe: Enveloppe,
) -> impl Stream<Item = Result<Bytes, std::convert::Infallible>> {
    let Enveloppe { tete, separateur, pied } = enveloppe;
    let vide = rangs.is_empty() && tete.is_empty();
    let paquets: Vec<Vec<usize>> = rangs.chunks(PAQUET).map(<[usize]>::to_vec).collect();
    let corps = stream::iter(paquets).enumerate().map(move |(n, paquet)| {
        let ecrire = |rang: usize| {
            projeter(decrire(registre.organismes[rang].as_ref()), &champs).to_string()
        };
        let ecrits: Vec<String> = paquet.into_iter().map(ecrire).collect();
        let avant = if n == 0 { "" } else { separateur };
        format!("{avant}{}", ecrits.join(separateur))
    });
    let pied = if vide { "" } else { pied };
    let tout = stream::iter([tete]).chain(corps).chain(stream::iter([pied.to_owned()]));
    tout.map(|texte| Ok(Bytes::from(texte)))
}
