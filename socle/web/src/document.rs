//! A page of text and tables: register, rights, figures, legal notices.

use askama::Template;

use crate::page::{Lien, Page};

/// A table of texts; the first cell of each row is its title.
#[derive(Debug, Clone, Default)]
pub struct Tableau {
    /// What the table shows.
    pub legende: String,
    /// Titles of the columns.
    pub colonnes: Vec<&'static str>,
    /// The rows.
    pub lignes: Vec<Vec<String>>,
}

/// A part of the page.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its title.
    pub titre: String,
    /// Its text.
    pub paragraphes: Vec<String>,
    /// Its list.
    pub points: Vec<String>,
    /// Its links.
    pub liens: Vec<Lien>,
    /// Its table.
    pub tableau: Option<Tableau>,
}

impl Section {
    /// A section of text.
    pub fn texte(titre: impl Into<String>, paragraphes: &[&str]) -> Self {
        let paragraphes = paragraphes.iter().map(|&p| p.to_owned()).collect();
        Section { titre: titre.into(), paragraphes, ..Section::default() }
    }

    /// The same with a table.
    pub fn tableau(mut self, colonnes: &[&'static str], lignes: Vec<Vec<String>>) -> Self {
        let legende = self.titre.clone();
        self.tableau = Some(Tableau { legende, colonnes: colonnes.to_vec(), lignes });
        self
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "document.html")]
pub struct Document {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its heading.
    pub intitule: String,
    /// What the page is for, in one sentence.
    pub chapo: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

impl Document {
    /// A document under the home page.
    pub fn nouveau(page: Page, chapo: &str, sections: Vec<Section>) -> Self {
        let fil = vec![Lien::new("Accueil", "/")];
        let intitule = page.titre.clone();
        Document { page, fil, intitule, chapo: chapo.to_owned(), sections }
    }

    /// A document under another page than the home.
    pub fn sous(mut self, parent: Lien) -> Self {
        self.fil.push(parent);
        self
    }

    /// With a heading shorter than the title of the page.
    pub fn intitule(mut self, intitule: &str) -> Self {
        intitule.clone_into(&mut self.intitule);
        self
    }
}
