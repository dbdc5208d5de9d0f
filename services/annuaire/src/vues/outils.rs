//! The tools: check a couple, compare two organisations, coverage.

use askama::Template;
use web::page::{Compte, Lien, Page};

use super::Choix;

/// An organisation that answers, or could.
#[derive(Debug, Clone)]
pub struct PisteVue {
    /// Its name.
    pub nom: String,
    /// Its sheet.
    pub adresse: String,
    /// SIRET and UAI.
    pub identifiants: String,
    /// Why it is here, one sentence each.
    pub raisons: Vec<String>,
}

/// Check of a UAI and a SIRET.
#[derive(Debug, Clone, Template)]
#[template(path = "controle.html")]
pub struct Controle {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// UAI and SIRET as typed, and what is wrong with each.
    pub uai: (String, String),
    /// SIRET as typed, and what is wrong with it.
    pub siret: (String, String),
    /// The rule in one sentence, when something was asked.
    pub regle: Option<String>,
    /// What is known of each criterion, one sentence each.
    pub connus: Vec<String>,
    /// The organisation.
    pub resultat: Option<PisteVue>,
    /// The others.
    pub candidats: Vec<PisteVue>,
}

/// Two organisations side by side.
#[derive(Debug, Clone, Template)]
#[template(path = "comparer.html")]
pub struct Comparaison {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// SIRET as typed, and what is wrong with it.
    pub a: (String, String),
    /// The other.
    pub b: (String, String),
    /// Their names and sheets, when both are known.
    pub noms: Option<(Lien, Lien)>,
    /// What is compared: title, both values, whether they differ.
    pub lignes: Vec<(&'static str, String, String, bool)>,
}

/// A line of the coverage.
#[derive(Debug, Clone)]
pub struct LigneCouverture {
    /// Name of the académie.
    pub nom: String,
    /// The list behind it.
    pub adresse: String,
    /// Organisations of the perimeter.
    pub total: Compte,
    /// Validated, to check, to identify.
    pub parts: [Compte; 3],
    /// Validated, in whole percent.
    pub pourcent: u64,
}

/// Coverage by académie.
#[derive(Debug, Clone, Template)]
#[template(path = "couverture.html")]
pub struct Couverture {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// The natures to choose from.
    pub natures: Vec<Choix>,
    /// The whole country.
    pub france: LigneCouverture,
    /// The académies.
    pub lignes: Vec<LigneCouverture>,
    /// The files.
    pub exports: Vec<Lien>,
}

fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/"), Lien::new("Organismes", "/organismes")]
}

impl Controle {
    /// A filled page.
    pub fn exemple() -> Self {
        let piste = PisteVue {
            nom: "CFA des Marronniers".to_owned(),
            adresse: "/organisme/90000000100009".to_owned(),
            identifiants: "SIRET 900 000 001 00009".to_owned(),
            raisons: vec!["Son SIRET est celui que vous donnez.".to_owned()],
        };
        Self {
            page: Page::nouvelle("Contrôler un UAI et un SIRET"),
            fil: fil(),
            uai: ("0350000K".to_owned(), String::new()),
            siret: ("9000".to_owned(), "un SIRET a 14 chiffres".to_owned()),
            regle: Some("L’annuaire connaît ce SIRET.".to_owned()),
            connus: vec!["L’annuaire connaît cet UAI.".to_owned()],
            resultat: Some(piste.clone()),
            candidats: vec![piste],
        }
    }
}

impl Comparaison {
    /// A filled page.
    pub fn exemple() -> Self {
        let lien = Lien::new("CFA des Marronniers", "/organisme/90000000100009");
        Self {
            page: Page::nouvelle("Comparer deux organismes"),
            fil: fil(),
            a: ("90000000100009".to_owned(), String::new()),
            b: ("x".to_owned(), "ce n’est pas un SIRET".to_owned()),
            noms: Some((lien.clone(), lien)),
            lignes: vec![("Nature", "Formateur".to_owned(), "Responsable".to_owned(), true)],
        }
    }
}

impl Couverture {
    /// A filled page.
    pub fn exemple() -> Self {
        let ligne = LigneCouverture {
            nom: "Rennes".to_owned(),
            adresse: "/organismes?lieu=Rennes".to_owned(),
            total: Compte(10),
            parts: [Compte(7), Compte(2), Compte(1)],
            pourcent: 70,
        };
        Self {
            page: Page::nouvelle("Couverture des UAI par académie"),
            fil: fil(),
            natures: Vec::new(),
            france: ligne.clone(),
            lignes: vec![ligne],
            exports: vec![Lien::new("CSV", "/organismes/couverture.csv")],
        }
    }
}
