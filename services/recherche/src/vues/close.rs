//! An offer that is filled, withdrawn or past: what is near it.

use askama::Template;
use web::page::Page;

use super::Carte;

/// The page that stands where the sheet was.
#[derive(Debug, Clone, Template)]
#[template(path = "offre_close.html")]
pub struct OffreClose {
    /// The layout.
    pub page: Page,
    /// Title of the offer.
    pub titre: String,
    /// Its company and its town.
    pub ou: String,
    /// Why it is not open.
    pub pourquoi: String,
    /// What is near it.
    pub voisines: Vec<Carte>,
    /// The search behind `voisines`.
    pub toutes: String,
}
