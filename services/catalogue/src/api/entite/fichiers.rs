//! The catalogue as files, read page by page in the database: constant memory, whatever the size.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base::Lecture;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use web::export::{Format, repondre};
use web::{Erreur, Etat};

use super::demande::Demande;
use super::document::{COLONNES, cellules, ecrire};
use crate::piece::{Catalogue, Lu};
use crate::porte::{self, Formation};

/// Trainings read at a time.
const PAQUET: usize = 500;

/// What is still to be written.
struct Parcours {
    db: Lecture,
    lu: Arc<Lu>,
    paquets: std::vec::IntoIter<Vec<String>>,
}

/// Trainings, a page at a time.
type Pages = BoxStream<'static, anyhow::Result<Vec<Formation>>>;

/// Télécharger les fiches en JSON
///
/// Un tableau de fiches, avec les paramètres de `GET /api/v1/entity/formations` ; toutes sans `limit`.
#[utoipa::path(
    get,
    path = "/api/v1/entity/formations.json",
    params(
        ("query" = Option<String>, Query, description = "Objet JSON, comme pour la liste"),
        ("select" = Option<String>, Query, description = "Objet JSON des champs à garder (1) ou à ôter (0)"),
        ("limit" = Option<usize>, Query, description = "Nombre de fiches ; toutes par défaut"),
        ("skip" = Option<usize>, Query, description = "Fiches à passer avant la première"),
    ),
    responses(
        (status = 200, description = "Les fiches", body = Vec<Object>),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn json(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_fichier(adresse.as_deref())?;
    envoyer(&etat, demande, "application/json", ["[", ",\n", "]"]).await
}

/// Télécharger les fiches, une par ligne
///
/// Par identifiant croissant. Un téléchargement coupé reprend après le dernier `_id` reçu : `apres`.
#[utoipa::path(
    get,
    path = "/api/v1/entity/formations.ndjson",
    params(
        ("query" = Option<String>, Query, description = "Objet JSON, comme pour la liste"),
        ("select" = Option<String>, Query, description = "Objet JSON des champs à garder (1) ou à ôter (0)"),
        ("limit" = Option<usize>, Query, description = "Nombre de fiches ; toutes par défaut"),
        ("apres" = Option<String>, Query, description = "Dernier _id reçu"),
    ),
    responses(
        (status = 200, description = "Une fiche par ligne", body = String, content_type = "application/x-ndjson"),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Plus de 30 demandes par seconde"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn ndjson(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_lignes(adresse.as_deref())?;
    envoyer(&etat, demande, "application/x-ndjson", ["", "\n", "\n"]).await
}

/// The trainings as a CSV file, every field a column.
pub async fn csv(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire_fichier(adresse.as_deref())?;
    let lu = Catalogue::de(&etat).await?;
    let nommer = Arc::clone(&lu);
    let ids = demande.identifiants(&lu.vivier);
    let lignes = pages(&etat, lu, &ids).map_ok(move |page| {
        let lignes: Vec<_> = page.iter().map(|f| Ok(cellules(f, &nommer))).collect();
        stream::iter(lignes)
    });
    repondre(Format::Csv, "formations", &COLONNES, lignes.try_flatten().boxed()).await
}

/// The answer: what comes before, between and after the documents.
async fn envoyer(
    etat: &Etat,
    demande: Demande,
    genre: &'static str,
    [tete, separateur, pied]: [&'static str; 3],
) -> Result<Response, Erreur> {
    let lu = Catalogue::de(etat).await?;
    let nommer = Arc::clone(&lu);
    let ids = demande.identifiants(&lu.vivier);
    // A file of lines that holds none has no end of line either.
    let pied = if ids.is_empty() && tete.is_empty() { "" } else { pied };
    let pages = pages(etat, lu, &ids).enumerate().map(move |(n, page)| {
        let page = page?;
        let fiches: Vec<String> =
            page.iter().map(|f| ecrire(f, &nommer, &demande.champs).to_string()).collect();
        let avant = if n == 0 { "" } else { separateur };
        anyhow::Ok(Bytes::from(format!("{avant}{}", fiches.join(separateur))))
    });
    let fixe = |texte: &'static str| stream::iter([Ok(Bytes::from_static(texte.as_bytes()))]);
    let corps = fixe(tete).chain(pages).chain(fixe(pied));
    let corps = corps.inspect_err(|e| tracing::error!(cause = ?e, "an export was cut short"));
    Ok(([(header::CONTENT_TYPE, genre)], Body::from_stream(corps)).into_response())
}

fn pages(etat: &Etat, lu: Arc<Lu>, ids: &[String]) -> Pages {
    let paquets: Vec<Vec<String>> = ids.chunks(PAQUET).map(<[String]>::to_vec).collect();
    let parcours = Parcours { db: etat.db.read().clone(), lu, paquets: paquets.into_iter() };
    stream::try_unfold(parcours, |mut p| async move {
        let Some(ids) = p.paquets.next() else { return Ok(None) };
        let page = porte::formations(&p.db, &p.lu.reperes, &ids).await?;
        Ok(Some((page, p)))
    })
    .boxed()
}
