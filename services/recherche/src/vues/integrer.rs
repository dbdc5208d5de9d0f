//! The page where a partner composes an insert.

use askama::Template;
use web::page::Page;

use super::{Choix, Formulaire};

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "integrer.html")]
pub struct Integrer {
    /// The layout.
    pub page: Page,
    /// Trade or training proposed at the start.
    pub q: String,
    /// Place proposed at the start.
    pub lieu: String,
    /// What is shown.
    pub modes: Vec<Choix>,
    /// Distances.
    pub rayons: Vec<Choix>,
    /// Address of the frame.
    pub cadre: String,
    /// What to copy.
    pub code: String,
    /// Whether the operator allows at least one site.
    pub autorises: bool,
}

impl Integrer {
    /// What can be shown, with the choice made.
    pub fn modes(choisi: &str) -> Vec<Choix> {
        const MODES: [(&str, &str); 4] = [
            ("", "Tout"),
            ("formations", "Les formations"),
            ("emplois", "Les offres et les entreprises"),
            ("emplois_formation", "Les offres qui comprennent une formation"),
        ];
        Choix::parmi(&MODES, choisi)
    }

    /// An example.
    pub fn exemple() -> Self {
        Integrer {
            page: Page::nouvelle("Intégrer la recherche à votre site"),
            q: "boulanger".to_owned(),
            lieu: "Rennes".to_owned(),
            modes: Integrer::modes("formations"),
            rayons: Formulaire::rayons("60"),
            cadre: "/widget/recherche?q=boulanger&lieu=Rennes".to_owned(),
            code: "<div data-compagnon=\"/widget/recherche\"></div>".to_owned(),
            autorises: false,
        }
    }
}
