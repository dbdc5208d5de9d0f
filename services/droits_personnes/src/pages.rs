//! The pages.

pub mod accueil;
pub mod demandes;
pub mod dossier;
pub mod exports;
pub mod fichiers;
pub mod gels;
pub mod incidents;
pub mod journal;
pub mod registres;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use base::Lecture;
use noyau::dates::Instant;
use web::page::Page;
use web::session::cookie;
use web::{Erreur, Etat};

use crate::depot::liens;
use web::ecran::Ecran;

/// Cookie of a visit to one's own data.
pub const COOKIE: &str = "mes_donnees";

/// A rendered page, or a refusal.
pub type Rendu = Result<Response, Erreur>;

/// Rows of a page of a list.
pub const PAR_PAGE: i64 = 50;

/// The layout of a page that search engines leave aside.
pub fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page
}

/// Renders; what is someone's own is kept by no cache.
pub fn rendre(ecran: &Ecran) -> Rendu {
    rendre_avec(StatusCode::OK, ecran)
}

/// The same with what is wrong in the form.
pub fn refuser(ecran: &Ecran) -> Rendu {
    rendre_avec(StatusCode::UNPROCESSABLE_ENTITY, ecran)
}

fn rendre_avec(statut: StatusCode, ecran: &Ecran) -> Rendu {
    let mut entetes = HeaderMap::new();
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The secret of a link is told to nobody.
    if ecran.page.chemin.contains("/lien") {
        entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    Ok((statut, entetes, Html(ecran.render()?)).into_response())
}

/// After something was done: to the page that shows it.
pub fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// Whose visit this is.
pub async fn visiteur(
    db: &Lecture,
    entetes: &HeaderMap,
    maintenant: i64,
) -> Result<Option<String>, Erreur> {
    let Some(secret) = cookie(entetes, COOKIE) else { return Ok(None) };
    Ok(liens::visiteur(db, &coffre::empreinte(secret), maintenant).await?)
}

/// A date of the database, in words.
pub fn quand(ms: i64) -> String {
    Instant::from_ms(ms).long()
}

/// A day of the database, in words.
pub fn jour(ms: i64) -> String {
    Instant::from_ms(ms).date().long()
}

/// Number of the page asked for, from 0, and what is asked besides.
pub fn numero(texte: Option<&str>) -> i64 {
    texte.and_then(|t| t.parse().ok()).filter(|n| (0..10_000).contains(n)).unwrap_or_default()
}

/// How many pages a list has.
pub fn nombre_de_pages(lignes: i64) -> u64 {
    u64::try_from((lignes + PAR_PAGE - 1) / PAR_PAGE).unwrap_or_default()
}
