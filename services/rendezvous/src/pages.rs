//! The pages.

pub mod administration;
pub mod cfa;
pub mod demande;
pub mod demander;
pub mod modeles;
pub mod reglages;
pub mod repondre;
pub mod reponse;
pub mod service;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use noyau::dates::Instant;
use url::form_urlencoded::byte_serialize;
use web::ecran::Ecran;
use web::formulaire::Saisie;
use web::page::Page;
use web::{Erreur, Etat};

/// A rendered page, or a refusal.
pub type Rendu = Result<Response, Erreur>;

/// Rows of a page of a list.
pub const PAR_PAGE: i64 = 30;

/// The layout of a page that search engines leave aside.
pub fn page(etat: &Etat, titre: impl Into<String>, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page
}

/// Renders; what is someone's own is kept by no cache, and the secret of a link is told to nobody.
pub fn rendre(ecran: &Ecran) -> Rendu {
    let statut = if ecran.fautif() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut entetes = HeaderMap::new();
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if ecran.page.chemin.ends_with("/lien") {
        entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    Ok((statut, entetes, Html(ecran.render()?)).into_response())
}

/// Yes or no, as a button says it.
///
/// # Errors
/// 400 when it says neither.
pub fn choix(saisie: &Saisie) -> Result<bool, Erreur> {
    match saisie.texte("choix") {
        "oui" => Ok(true),
        "non" => Ok(false),
        _ => Err(Erreur::parametre("choix", "oui ou non")),
    }
}

/// After something was done: to the page that shows it.
pub fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// A text as a value of an address.
pub fn encoder(texte: &str) -> String {
    byte_serialize(texte.as_bytes()).collect()
}

/// An instant of the database, in words.
pub fn quand(ms: Option<i64>) -> String {
    ms.map(|ms| Instant::from_ms(ms).long()).unwrap_or_default()
}

/// A day of the database, in words.
pub fn jour(ms: i64) -> String {
    Instant::from_ms(ms).date().long()
}

/// How many pages a list has.
pub fn nombre_de_pages(lignes: i64) -> u64 {
    u64::try_from((lignes + PAR_PAGE - 1) / PAR_PAGE).unwrap_or_default()
}

/// Number of the page asked for, from 0.
pub fn numero(texte: Option<&str>) -> i64 {
    texte.and_then(|t| t.parse().ok()).filter(|n| (0..10_000).contains(n)).unwrap_or_default()
}
