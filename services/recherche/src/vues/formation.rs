//! The sheet of a training.

use askama::Template;
use web::page::{Lien, Page, Porte};

use super::fiche::{Action, Provenance};
use super::{Carte, Nature};

/// A training at one place.
#[derive(Debug, Clone, Template)]
#[template(path = "formation.html")]
pub struct Formation {
    /// The layout.
    pub page: Page,
    /// Back to the results, when the reader comes from them.
    pub retour: Option<String>,
    /// Title of the diploma.
    pub titre: String,
    /// Diploma and level in plain words: "Un diplôme de niveau CAP, reconnu par l’État."
    pub resume: String,
    /// The training centre.
    pub organisme: String,
    /// Address, one line each.
    pub lieu: Vec<String>,
    /// "à 11 km de Rennes".
    pub distance: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Level, length, rhythm, places…: what decides, as term and value.
    pub essentiel: Vec<(String, String)>,
    /// The sessions to come.
    pub sessions: Vec<Session>,
    /// What you need to enter; empty when the publisher does not say.
    pub entree: Vec<String>,
    /// What you learn, paragraph by paragraph.
    pub contenu: Vec<String>,
    /// What people do after.
    pub apres: Apres,
    /// The trades it leads to, each a search.
    pub metiers: Vec<Lien>,
    /// Offers and companies near this training.
    pub autour: Vec<Carte>,
    /// The search behind `autour`.
    pub autour_tout: String,
    /// What to do next; none when the centre gave no way to be reached.
    pub action: Option<Action>,
    /// Phone and site of the centre, as text and address.
    pub contacts: Vec<Lien>,
    /// Where the facts come from.
    pub provenance: Provenance,
}

/// A session of a training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// "1er septembre 2027".
    pub debut: String,
    /// "30 juin 2029".
    pub fin: String,
    /// "12 places", or empty when unknown.
    pub places: String,
}

/// What people do after a training: figures, or a sentence saying that there are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apres {
    /// Figures, each with its denominator and year.
    Chiffres {
        /// "62 %" and "ont un emploi six mois après".
        parts: Vec<(String, String)>,
        /// "Sur 48 sortants de 2024 dans cet établissement. Source : InserJeunes."
        note: String,
    },
    /// Why there is none.
    Inconnu(String),
}

impl Formation {
    /// Kind of the sheet.
    pub fn nature(&self) -> Nature {
        Nature::Formation
    }

    /// A complete sheet.
    pub fn exemple() -> Self {
        let mut page = Page::nouvelle("CAP Boulanger à Bruz — Faculté des métiers");
        page.porte = Some(Porte::Cherche);
        Self {
            page,
            retour: Some("/recherche?q=boulanger&lieu=Rennes+(35)".to_owned()),
            titre: "CAP Boulanger".to_owned(),
            resume: "Un diplôme national de niveau CAP (niveau 3), préparé en deux ans entre le centre et l’entreprise.".to_owned(),
            organisme: "Faculté des métiers de Bruz".to_owned(),
            lieu: textes(&["Campus de Ker Lann", "35170 Bruz"]),
            distance: Some("à 11 km de Rennes".to_owned()),
            point: Some((48.0247, -1.7469)),
            essentiel: paires(&[
                ("Niveau", "CAP, BEP (niveau 3)"),
                ("Durée", "2 ans"),
                ("Rythme", "1 semaine au centre, 3 semaines en entreprise"),
                ("Places", "24 par an"),
            ]),
            sessions: vec![
                Session {
                    debut: "1er septembre 2027".to_owned(),
                    fin: "30 juin 2029".to_owned(),
                    places: "12 places".to_owned(),
                },
                Session {
                    debut: "4 octobre 2027".to_owned(),
                    fin: "30 juin 2029".to_owned(),
                    places: String::new(),
                },
            ],
            entree: textes(&["Avoir terminé la classe de troisième", "Avoir entre 15 et 29 ans", "Trouver un employeur : le centre peut vous y aider"]),
            contenu: textes(&["Fabriquer pains, viennoiseries et pâtisseries boulangères ; choisir les matières premières ; respecter l’hygiène et la sécurité ; accueillir les clients."]),
            apres: Apres::Chiffres {
                parts: paires(&[("62 %", "ont un emploi six mois après"), ("21 %", "poursuivent des études")]),
                note: "Sur 48 apprentis sortis en 2024. Source : InserJeunes, ministère de l’Éducation nationale.".to_owned(),
            },
            metiers: vec![Lien::new("Boulanger, boulangère", "/recherche?q=boulanger")],
            autour: Carte::exemples().into_iter().filter(|carte| carte.nature != Nature::Formation).collect(),
            autour_tout: "/recherche?q=boulanger&lieu=Bruz&mode=emplois".to_owned(),
            action: Some(Action {
                bouton: Lien::new("Demander un rendez-vous", "/rendez-vous/exemple"),
                suite: "Le centre vous répond par courriel. Vous ne créez pas de compte.".to_owned(),
                externe: false,
            }),
            contacts: vec![Lien::new("02 99 05 45 45", "tel:+33299054545")],
            provenance: Provenance::exemple("Catalogue des formations en apprentissage, Réseau des Carif-Oref"),
        }
    }
}

pub(super) fn textes(textes: &[&str]) -> Vec<String> {
    textes.iter().map(|&texte| texte.to_owned()).collect()
}

pub(super) fn paires(paires: &[(&str, &str)]) -> Vec<(String, String)> {
    paires.iter().map(|&(terme, valeur)| (terme.to_owned(), valeur.to_owned())).collect()
}
