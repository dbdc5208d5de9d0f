//! The pages of the service.

pub mod avis;
pub mod statistiques;

use askama::Template;
use axum::response::Html;
use web::page::Page;
use web::{Erreur, Etat};

fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page
}

fn rendre(vue: &impl Template) -> Result<Html<String>, Erreur> {
    Ok(Html(vue.render()?))
}
