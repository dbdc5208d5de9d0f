//! The pages of a training centre.

pub mod accueil;
pub mod apprenants;
pub mod archives;
pub mod cles;
pub mod collaboration;
pub mod correspondance;
pub mod corrige;
pub mod doublons;
pub mod fiche;
pub mod jeune;
pub mod jeunes;
pub mod national;
pub mod pilotage;
pub mod rapports;
pub mod reseau;
pub mod sifa;
pub mod televersement;
pub mod voeux;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use noyau::dates::{DateCivile, Instant};
use web::acces::Ressort;
use web::ecran::Ecran;
use web::page::{Page, Porte};
use web::{Acteur, Action, Erreur, Etat};

/// Address of the centre's home.
pub const ACCUEIL: &str = "/effectifs";

/// Rows of a page of a list.
pub const PAR_PAGE: i64 = 50;

/// A rendered page, or a refusal.
pub type Rendu = Result<Response, Erreur>;

/// The layout of a page of the centre's space.
pub fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.porte = Some(Porte::Forme);
    page.indexable = false;
    page
}

/// A page under the centre's home.
pub fn sous_l_accueil(etat: &Etat, titre: &str, chemin: &str, chapo: &str) -> Ecran {
    Ecran::nouveau(page(etat, titre, chemin), chapo)
        .sous("Mon espace", "/espace")
        .sous("Mes effectifs", ACCUEIL)
}

/// Renders.
pub fn rendre(ecran: &Ecran) -> Rendu {
    Ok(Html(ecran.render()?).into_response())
}

/// The same with what is wrong in the form.
pub fn refuser(ecran: &Ecran) -> Rendu {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(ecran.render()?)).into_response())
}

/// After something was done: to the page that shows it.
pub fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// SIRET of the centres that the person may do this for.
pub fn sirets(acteur: &Acteur, action: &Action) -> Vec<String> {
    let ressorts = acteur.ressorts(action).into_iter();
    let mut sirets: Vec<String> = ressorts
        .filter_map(|r| match r {
            Ressort::Organisme(siret) => Some(siret),
            _ => None,
        })
        .collect();
    sirets.sort();
    sirets.dedup();
    sirets
}

/// A date of the database, in words.
pub fn quand(ms: i64) -> String {
    Instant::from_ms(ms).long()
}

/// A day of the database, as people write it.
pub fn jour(texte: &str) -> String {
    texte.parse().map_or_else(|_| texte.to_owned(), DateCivile::court)
}

/// Number of the page asked for, from 0.
pub fn numero(texte: Option<&str>) -> i64 {
    texte.and_then(|t| t.parse().ok()).filter(|n| (0..10_000).contains(n)).unwrap_or_default()
}

/// How many pages a list has.
pub fn nombre_de_pages(lignes: i64) -> u64 {
    u64::try_from((lignes + PAR_PAGE - 1) / PAR_PAGE).unwrap_or_default()
}
