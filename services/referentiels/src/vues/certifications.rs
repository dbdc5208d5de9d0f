//! The list of certifications.

use askama::Template;
use web::page::{Compte, Page};
use web::pagination::Pagination;

/// A choice of a select, with the number of lines it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    /// Value sent; empty for all.
    pub valeur: String,
    /// Text shown, with its count.
    pub libelle: String,
    /// Whether it is the current one.
    pub choisi: bool,
}

/// A certification of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resultat {
    /// Name.
    pub titre: String,
    /// Its sheet.
    pub adresse: String,
    /// Kind and level in plain words.
    pub faits: String,
    /// Codes.
    pub codes: String,
    /// State in words, and its DSFR modifier.
    pub etat: (&'static str, &'static str),
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "certifications.html")]
pub struct Certifications {
    /// The layout.
    pub page: Page,
    /// Words looked for.
    pub q: String,
    /// Levels.
    pub niveaux: Vec<Choix>,
    /// States.
    pub etats: Vec<Choix>,
    /// Kinds.
    pub natures: Vec<Choix>,
    /// Number of lines found.
    pub total: Compte,
    /// Those of the page.
    pub resultats: Vec<Resultat>,
    /// Whether some filter is set.
    pub filtree: bool,
    /// Files of exactly this list: name of the format and address.
    pub exports: Vec<(&'static str, String)>,
    /// The other pages.
    pub pagination: Pagination,
}

#[cfg(test)]
impl Certifications {
    /// A page with one line.
    pub fn exemple() -> Self {
        let choix = |libelle: &str| Choix {
            valeur: "x".to_owned(),
            libelle: libelle.to_owned(),
            choisi: false,
        };
        Self {
            page: Page::nouvelle("Certifications — 2 résultats"),
            q: "boulanger".to_owned(),
            niveaux: vec![choix("Niveau 3 : CAP (2)")],
            etats: vec![choix("Ouverte (1)")],
            natures: vec![choix("CAP (2)")],
            total: Compte(2),
            resultats: vec![Resultat {
                titre: "Boulanger".to_owned(),
                adresse: "/certification/50022137-RNCP37537".to_owned(),
                faits: "CAP, niveau 3".to_owned(),
                codes: "CFD 50022137, RNCP37537".to_owned(),
                etat: ("Ouverte", "fr-badge--success"),
            }],
            filtree: true,
            exports: vec![("CSV", "/certifications/export/csv".to_owned())],
            pagination: Pagination::nouvelle(0, 2, |n| format!("/certifications?page={n}")),
        }
    }

    /// A page without any.
    pub fn exemple_vide() -> Self {
        Self { resultats: Vec::new(), total: Compte(0), ..Self::exemple() }
    }
}
