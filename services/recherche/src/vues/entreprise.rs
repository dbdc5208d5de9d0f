//! The sheet of a company of the hidden market: it published nothing, but may hire.

use askama::Template;
use web::page::{Lien, Page, Porte};

use super::fiche::{Action, Provenance};
use super::formation::{paires, textes};
use super::{Carte, Nature};

/// A company to contact.
#[derive(Debug, Clone, Template)]
#[template(path = "entreprise.html")]
pub struct Entreprise {
    /// The layout.
    pub page: Page,
    /// Back to the results, when the reader comes from them.
    pub retour: Option<String>,
    /// Name of the company.
    pub nom: String,
    /// What it does, in the words of its NAF code.
    pub activite: String,
    /// Address, one line each.
    pub lieu: Vec<String>,
    /// "à 3 km de Rennes".
    pub distance: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Sector, size…: what decides.
    pub essentiel: Vec<(String, String)>,
    /// Why it is here: the factors, one sentence each.
    pub raisons: Vec<String>,
    /// The trades it hires, each a search.
    pub metiers: Vec<Lien>,
    /// How to approach it, one advice each.
    pub conseils: Vec<String>,
    /// How to send an application; none when there is no way to write to it from here.
    pub action: Option<Action>,
    /// Public phone and site.
    pub contacts: Vec<Lien>,
    /// Trainings for these trades nearby.
    pub formations: Vec<Carte>,
    /// The search behind `formations`.
    pub formations_toutes: String,
    /// Where the facts come from.
    pub provenance: Provenance,
}

impl Entreprise {
    /// Kind of the sheet.
    pub fn nature(&self) -> Nature {
        Nature::Entreprise
    }

    /// The advice given for every company.
    pub fn conseils() -> Vec<String> {
        textes(&[
            "Dites en deux phrases qui vous êtes, la formation visée et la date de début.",
            "Expliquez pourquoi cette entreprise : sa spécialité, sa proximité, une personne que vous y connaissez.",
            "Sans réponse après dix jours, appelez ou passez, hors des heures d’affluence.",
        ])
    }

    /// A complete sheet.
    pub fn exemple() -> Self {
        let mut page = Page::nouvelle("Boulangerie Le Fournil de Maurepas à Rennes");
        page.porte = Some(Porte::Cherche);
        Self {
            page,
            retour: None,
            nom: "Boulangerie Le Fournil de Maurepas".to_owned(),
            activite: "Boulangerie et boulangerie-pâtisserie".to_owned(),
            lieu: textes(&["3 place du Gros Chêne", "35700 Rennes"]),
            distance: Some("à 3 km de Rennes".to_owned()),
            point: Some((48.1284, -1.6652)),
            essentiel: paires(&[
                ("Secteur", "Boulangerie et boulangerie-pâtisserie"),
                ("Taille", "3 à 5 salariés"),
                ("SIRET", "123 456 782 00010"),
            ]),
            raisons: textes(&[
                "Elle a signé 4 contrats d’apprentissage en trois ans.",
                "Elle exerce un métier proche de votre recherche : boulanger.",
                "Elle est à moins de 5 km du lieu cherché.",
            ]),
            metiers: vec![
                Lien::new("Boulanger, boulangère", "/recherche?q=boulanger"),
                Lien::new("Vendeur, vendeuse en boulangerie", "/recherche?q=vendeur+boulangerie"),
            ],
            conseils: Self::conseils(),
            action: None,
            contacts: vec![Lien::new("02 99 00 00 00", "tel:+33299000000")],
            formations: vec![Carte::exemples().swap_remove(1)],
            formations_toutes: "/recherche?q=boulanger&lieu=Rennes&mode=formations".to_owned(),
            provenance: Provenance::exemple("Répertoire Sirene, Insee"),
        }
    }
}
