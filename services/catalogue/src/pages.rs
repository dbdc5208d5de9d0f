//! The pages of the catalogue.

pub mod export;
pub mod fiche;
pub mod livraisons;
pub mod livraisons_fichiers;
pub mod recherche;
pub mod statistiques;

use askama::Template;
use axum::response::Html;
use web::page::{Lien, Page, Porte};
use web::{Erreur, Etat};

/// A rendered page.
pub(crate) type Rendu = Result<Html<String>, Erreur>;

/// Renders a view.
pub(crate) fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}

/// The layout of a page of the catalogue.
pub(crate) fn page(etat: &Etat, titre: impl Into<String>, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.porte = Some(Porte::Forme);
    page
}

/// The way to a page under the catalogue.
pub(crate) fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/"), Lien::new("Catalogue", "/catalogue")]
}

/// A text as a segment or a value of an address.
pub(crate) fn encoder(texte: &str) -> String {
    url::form_urlencoded::byte_serialize(texte.as_bytes()).collect::<String>().replace('+', "%20")
}
