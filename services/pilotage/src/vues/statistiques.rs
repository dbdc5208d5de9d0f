//! The page of figures.

use askama::Template;
use web::page::{Compte, Page};

/// A figure that a service declares.
#[derive(Debug)]
pub struct Publie {
    /// What it counts.
    pub titre: &'static str,
    /// How many.
    pub valeur: Compte,
    /// How it is computed.
    pub definition: &'static str,
    /// The service that publishes it.
    pub service: &'static str,
    /// Day of the newest data it counts; empty when nothing is loaded.
    pub date: String,
}

/// A figure at the top of a part.
#[derive(Debug)]
pub struct Cle {
    /// What it is.
    pub titre: &'static str,
    /// Its value, as shown.
    pub valeur: String,
    /// Over how many; empty for none.
    pub precision: String,
}

/// A row of a table, with its bar.
#[derive(Debug)]
pub struct Rangee {
    /// What is counted.
    pub libelle: String,
    /// How many, as shown.
    pub nombre: String,
    /// Length of its bar, 0 to 100.
    pub part: i64,
}

/// A table of counts.
#[derive(Debug)]
pub struct Tableau {
    /// Its title.
    pub titre: String,
    /// How it is counted.
    pub definition: String,
    /// Title of its first column.
    pub colonne: String,
    /// Its rows.
    pub rangees: Vec<Rangee>,
    /// How many rows are in the file only.
    pub autres: usize,
}

/// The days of a month.
#[derive(Debug)]
pub struct Jours {
    /// What is counted.
    pub titre: &'static str,
    /// The highest day, as shown.
    pub sommet: String,
    /// One row a day.
    pub rangees: Vec<Rangee>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "statistiques.html")]
pub struct Statistiques {
    /// The layout.
    pub page: Page,
    /// What is published now.
    pub publies: Vec<Publie>,
    /// The months: value, label, whether it is the one shown.
    pub mois: Vec<(String, String, bool)>,
    /// What the figures cover.
    pub periode: String,
    /// The main figures of the month.
    pub cles: Vec<Cle>,
    /// What was searched.
    pub recherches: Vec<Tableau>,
    /// Searches by day.
    pub recherches_par_jour: Option<Jours>,
    /// Calls of the API.
    pub api: Option<Tableau>,
    /// Calls by day.
    pub api_par_jour: Option<Jours>,
    /// What users say.
    pub avis: Vec<Tableau>,
    /// Counts below are not shown.
    pub seuil: i64,
}

impl Statistiques {
    /// For the tests: a month with figures.
    pub fn exemple() -> Self {
        let rangee = |libelle: &str, nombre: &str, part| Rangee {
            libelle: libelle.to_owned(),
            nombre: nombre.to_owned(),
            part,
        };
        let tableau = |titre: &str| Tableau {
            titre: titre.to_owned(),
            definition: "Compté ainsi.".to_owned(),
            colonne: "Valeur".to_owned(),
            rangees: vec![rangee("Industrie", "1 204", 100), rangee("Santé", "non publié", 0)],
            autres: 3,
        };
        let jours = |titre| Jours {
            titre,
            sommet: "120".to_owned(),
            rangees: vec![
                rangee("1er novembre 2026", "120", 100),
                rangee("2 novembre 2026", "0", 0),
            ],
        };
        let cle = Cle { titre: "Recherches", valeur: "1 204".to_owned(), precision: String::new() };
        let publie = Publie {
            titre: "Offres publiées",
            valeur: Compte(4_210),
            definition: "Offres ouvertes.",
            service: "Trouver une offre",
            date: "24 novembre 2026".to_owned(),
        };
        Statistiques {
            publies: vec![publie],
            cles: vec![cle],
            recherches: vec![tableau("Domaines cherchés")],
            recherches_par_jour: Some(jours("Recherches par jour")),
            api: Some(tableau("Appels")),
            api_par_jour: Some(jours("Appels par jour")),
            avis: vec![tableau("Avis")],
            ..Self::vide()
        }
    }

    /// For the tests: nothing counted yet.
    pub fn vide() -> Self {
        Statistiques {
            page: Page::nouvelle("Statistiques"),
            publies: Vec::new(),
            mois: vec![("2026-11".to_owned(), "novembre 2026".to_owned(), true)],
            periode: "Du 1er novembre 2026 à aujourd’hui.".to_owned(),
            cles: Vec::new(),
            recherches: Vec::new(),
            recherches_par_jour: None,
            api: None,
            api_par_jour: None,
            avis: Vec::new(),
            seuil: 5,
        }
    }
}
