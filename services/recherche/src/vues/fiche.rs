//! What the sheets share: the action, and where the facts come from.

use web::page::Lien;

/// What the sheet invites to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The button: "Postuler", "Demander un rendez-vous".
    pub bouton: Lien,
    /// One line under the button that says what will happen.
    pub suite: String,
    /// Whether the button leaves this site.
    pub externe: bool,
}

/// Where a sheet's facts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The publishers, most important first.
    pub sources: Vec<Source>,
    /// Official identifiers, for those who need them: term and value.
    pub identifiants: Vec<(String, String)>,
    /// Where an error is reported.
    pub signaler: String,
}

/// A publisher and the date of what it gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// "Catalogue des formations en apprentissage (Réseau des Carif-Oref)".
    pub nom: String,
    /// "24 novembre 2026".
    pub date: String,
}

impl Provenance {
    /// A provenance of one source.
    pub fn exemple(source: &str) -> Self {
        Self {
            sources: vec![Source { nom: source.to_owned(), date: "24 novembre 2026".to_owned() }],
            identifiants: vec![("Code ROME".to_owned(), "D1102".to_owned())],
            signaler: "/signaler?fiche=exemple".to_owned(),
        }
    }
}
