//! The search of organisations.

use askama::Template;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

/// One choice of a select, with what it gives.
#[derive(Debug, Clone)]
pub struct Choix {
    /// Value sent.
    pub valeur: String,
    /// Text shown.
    pub libelle: String,
    /// How many results it gives.
    pub compte: Compte,
    /// Whether it is the current one.
    pub choisi: bool,
}

/// A select.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Name of the parameter.
    pub nom: &'static str,
    /// Its label.
    pub titre: &'static str,
    /// Its choices, after "any".
    pub choix: Vec<Choix>,
}

/// An organisation in the list.
#[derive(Debug, Clone)]
pub struct Ligne {
    /// Its sheet.
    pub adresse: String,
    /// Its name.
    pub nom: String,
    /// SIRET and UAI.
    pub identifiants: String,
    /// Where it is.
    pub ou: String,
    /// What it does and where it stands.
    pub faits: Vec<String>,
    /// Whether it is closed.
    pub ferme: bool,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "organismes.html")]
pub struct Liste {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Words looked for.
    pub texte: String,
    /// Place looked for.
    pub lieu: String,
    /// The closed choices.
    pub selections: Vec<Selection>,
    /// How many were found.
    pub total: Compte,
    /// The criteria in force, each with the address without it.
    pub poses: Vec<Lien>,
    /// Those of the page.
    pub lignes: Vec<Ligne>,
    /// The other pages.
    pub pagination: Pagination,
    /// The files of exactly this list.
    pub exports: Vec<Lien>,
}

impl Liste {
    /// A filled page.
    pub fn exemple() -> Self {
        let choix = |valeur: &str, libelle: &str, n| Choix {
            valeur: valeur.to_owned(),
            libelle: libelle.to_owned(),
            compte: Compte(n),
            choisi: n == 3,
        };
        Self {
            page: Page::nouvelle("Organismes de formation"),
            fil: vec![Lien::new("Accueil", "/")],
            texte: "cfa".to_owned(),
            lieu: "Rennes (35)".to_owned(),
            selections: vec![Selection {
                nom: "nature",
                titre: "Nature",
                choix: vec![choix("formateur", "Formateur", 3), choix("inconnue", "Inconnue", 0)],
            }],
            total: Compte(3),
            poses: vec![Lien::new("Formateur", "/organismes?q=cfa")],
            lignes: vec![Ligne {
                adresse: "/organisme/19672198900040".to_owned(),
                nom: "CFA des Marronniers".to_owned(),
                identifiants: "SIRET 196 721 989 00040 · UAI 0672066G".to_owned(),
                ou: "Rennes (35)".to_owned(),
                faits: vec!["Formateur".to_owned(), "UAI validé".to_owned()],
                ferme: true,
            }],
            pagination: Pagination::nouvelle(0, 2, |p| format!("/organismes?page={p}")),
            exports: vec![Lien::new("CSV", "/organismes.csv")],
        }
    }

    /// A page without results.
    pub fn exemple_vide() -> Self {
        let lignes = Vec::new();
        Self { total: Compte(0), lignes, exports: Vec::new(), ..Self::exemple() }
    }
}
