//! The sheet of a certification.

use askama::Template;
use web::page::{Lien, Page};

/// A certification of the lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Name and code.
    pub nom: String,
    /// Its sheet; none for the one being read.
    pub adresse: Option<String>,
    /// When it was or will be open.
    pub periode: String,
}

/// A row of a table.
pub type Ligne = Vec<String>;

/// The page.
#[derive(Debug, Template)]
#[template(path = "certification.html")]
pub struct Certification {
    /// The layout.
    pub page: Page,
    /// Name.
    pub titre: String,
    /// Kind and level in plain words.
    pub resume: String,
    /// State in words, and its DSFR modifier.
    pub etat: (&'static str, &'static str),
    /// Why, today.
    pub raisons: Vec<String>,
    /// The day of the verdict.
    pub jour: String,
    /// Facts.
    pub essentiel: Vec<(String, String)>,
    /// Trades, each leading to the search.
    pub metiers: Vec<Lien>,
    /// The trainings offered.
    pub formations: String,
    /// Blocks of skills.
    pub blocs: Vec<String>,
    /// Other certifications with the same diploma or sheet.
    pub autres: Vec<Lien>,
    /// Lineages: what they are about, and their generations in order of opening.
    pub lignees: Vec<(String, Vec<Generation>)>,
    /// Owners.
    pub certificateurs: Vec<String>,
    /// Ways of preparing the diploma: code, label, end.
    pub mefs: Vec<Ligne>,
    /// One sentence about the funding.
    pub financement: String,
    /// Funding by branch: branch, amount a year, since when.
    pub montants: Vec<Ligne>,
    /// Publishers and dates.
    pub sources: Vec<(String, String)>,
    /// The same as data.
    pub donnees: String,
}

#[cfg(test)]
impl Certification {
    /// A whole sheet.
    pub fn exemple() -> Self {
        let generation = |nom: &str, adresse: Option<&str>| Generation {
            nom: nom.to_owned(),
            adresse: adresse.map(str::to_owned),
            periode: "du 1er septembre 2023, sans fin".to_owned(),
        };
        Self {
            page: Page::nouvelle("Boulanger (CAP)"),
            titre: "Boulanger".to_owned(),
            resume: "Certificat d’aptitude professionnelle, niveau 3".to_owned(),
            etat: ("Ouverte", "fr-badge--success"),
            raisons: vec!["Le diplôme est ouvert.".to_owned()],
            jour: "24 novembre 2026".to_owned(),
            essentiel: vec![("Code diplôme (CFD)".to_owned(), "50022137".to_owned())],
            metiers: vec![Lien::new("Boulangerie", "/recherche?q=boulangerie")],
            formations: "/recherche?q=boulanger&mode=formations".to_owned(),
            blocs: vec!["RNCP37537BC01 : Production".to_owned()],
            autres: vec![Lien::new("Boulanger, autre fiche", "/certification/RNCP18704")],
            lignees: vec![(
                "Diplôme".to_owned(),
                vec![
                    generation("Ancien", Some("/certification/50022105")),
                    generation("Actuel", None),
                ],
            )],
            certificateurs: vec!["Ministère de l’Éducation nationale".to_owned()],
            mefs: vec![vec!["2402213711".to_owned(), "CAP 1 an".to_owned(), "ouvert".to_owned()]],
            financement: "De 5 000 € à 7 000 € par an selon la branche.".to_owned(),
            montants: vec![vec!["Boulangerie".to_owned(), "7 000 €".to_owned(), "2024".to_owned()]],
            sources: vec![("BCN".to_owned(), "24 novembre 2026".to_owned())],
            donnees: "/api/v1/conversions/cfd/50022137".to_owned(),
        }
    }

    /// A sheet of which little is known.
    pub fn exemple_nu() -> Self {
        Self {
            metiers: Vec::new(),
            blocs: Vec::new(),
            autres: Vec::new(),
            lignees: Vec::new(),
            certificateurs: Vec::new(),
            mefs: Vec::new(),
            financement: String::new(),
            montants: Vec::new(),
            sources: Vec::new(),
            ..Self::exemple()
        }
    }
}
