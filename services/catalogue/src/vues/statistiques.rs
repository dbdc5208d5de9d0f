//! The figures of the catalogue.

use askama::Template;
use web::page::{Lien, Page};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue_statistiques.html")]
pub struct Statistiques {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Figures of the whole: what, how many.
    pub ensemble: Vec<Vec<String>>,
    /// A table for each facet.
    pub tableaux: Vec<Barres>,
    /// The same as files.
    pub exports: Vec<Lien>,
}

/// A table whose rows are drawn.
#[derive(Clone, Debug)]
pub struct Barres {
    /// What is counted.
    pub titre: &'static str,
    /// The rows.
    pub lignes: Vec<Barre>,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Barre {
    /// What is counted.
    pub libelle: String,
    /// The list behind the figure.
    pub adresse: String,
    /// How many.
    pub nombre: String,
    /// Share, in words.
    pub part: String,
    /// Length of the bar, 0 to 100: the longest row is 100.
    pub longueur: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_sound_with_and_without_figures() {
        let ligne = |libelle: &str, longueur| Barre {
            libelle: libelle.to_owned(),
            adresse: "/catalogue?niveau=3".to_owned(),
            nombre: "12".to_owned(),
            part: "30,0 %".to_owned(),
            longueur,
        };
        let lignes = vec![ligne("CAP", 100), ligne("Bac", 40)];
        for tableaux in [vec![Barres { titre: "Par niveau", lignes }], Vec::new()] {
            let vue = Statistiques {
                page: Page::nouvelle("Statistiques du catalogue"),
                fil: vec![Lien::new("Accueil", "/")],
                ensemble: vec![vec!["Formations publiées".to_owned(), "42".to_owned()]],
                tableaux,
                exports: vec![Lien::new("CSV", "/catalogue/statistiques/export/csv")],
            };
            assert_eq!(web::controle::fautes(&vue.render().unwrap()), Vec::<String>::new());
        }
    }
}
