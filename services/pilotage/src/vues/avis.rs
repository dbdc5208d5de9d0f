//! The form of an opinion.

use askama::Template;
use web::page::Page;

use crate::regles::{Faute, TEXTE_MAX};

/// The form, empty or with what was sent.
#[derive(Debug, Template)]
#[template(path = "avis.html")]
pub struct Formulaire {
    /// The layout.
    pub page: Page,
    /// Page it is about.
    pub parcours: String,
    /// The mark chosen.
    pub note: String,
    /// Whether it was found.
    pub trouve: String,
    /// The words.
    pub texte: String,
    /// What to correct.
    pub faute: Option<Faute>,
}

/// A choice of a question: value, label, whether it is chosen.
type Choix = (&'static str, &'static str, bool);

impl Formulaire {
    fn notes(&self) -> [Choix; 3] {
        [("bien", "Bien"), ("moyen", "Moyennement"), ("mal", "Mal")]
            .map(|(cle, libelle)| (cle, libelle, self.note == cle))
    }

    fn trouves(&self) -> [Choix; 3] {
        [("oui", "Oui"), ("en_partie", "En partie"), ("non", "Non")]
            .map(|(cle, libelle)| (cle, libelle, self.trouve == cle))
    }

    fn maximum(&self) -> usize {
        TEXTE_MAX
    }

    fn sans_note(&self) -> bool {
        self.faute == Some(Faute::SansNote)
    }

    fn trop_long(&self) -> bool {
        self.faute == Some(Faute::TropLong)
    }

    /// For the tests.
    pub fn exemple(faute: Option<Faute>) -> Self {
        Formulaire {
            page: Page::nouvelle("Donner mon avis"),
            parcours: "recherche".to_owned(),
            note: String::new(),
            trouve: "en_partie".to_owned(),
            texte: "La carte m’a aidé.".to_owned(),
            faute,
        }
    }
}
