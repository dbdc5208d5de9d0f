//! The sheet of a job offer.

use askama::Template;
use web::page::{Lien, Page, Porte};

use super::fiche::{Action, Provenance};
use super::formation::{paires, textes};
use super::{Badge, Carte, Nature};

/// A job offer.
#[derive(Debug, Clone, Template)]
#[template(path = "offre.html")]
pub struct Offre {
    /// The layout.
    pub page: Page,
    /// Back to the results, when the reader comes from them.
    pub retour: Option<String>,
    /// An employer's offer, or one that comes with its training.
    pub nature: Nature,
    /// Title of the job.
    pub titre: String,
    /// The employer.
    pub employeur: String,
    /// Address, one line each; the town alone when the employer gave no more.
    pub lieu: Vec<String>,
    /// "à 2 km de Rennes".
    pub distance: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// "Publiée il y a 2 jours".
    pub fraicheur: String,
    /// Badges of the offer.
    pub badges: Vec<Badge>,
    /// Start, contract, length, rhythm, level: what decides.
    pub essentiel: Vec<(String, String)>,
    /// The job, paragraph by paragraph.
    pub poste: Vec<String>,
    /// The employer's own words, paragraph by paragraph.
    pub equipe: Vec<String>,
    /// Pay: "Entre 486 € et 1 867 € brut par mois selon votre âge…"; empty when unknown.
    pub salaire: String,
    /// The simulator, when it is open.
    pub simulateur: Option<Lien>,
    /// Skills wished.
    pub competences: Vec<String>,
    /// Conditions of access.
    pub conditions: Vec<String>,
    /// How to apply; always visible.
    pub action: Option<Action>,
    /// Trainings that go with the offer.
    pub formations: Vec<Carte>,
    /// The search behind `formations`.
    pub formations_toutes: String,
    /// Where the facts come from.
    pub provenance: Provenance,
    /// Where one says that something is wrong with it.
    pub signaler: String,
}

impl Offre {
    /// A complete sheet.
    pub fn exemple() -> Self {
        let mut page = Page::nouvelle("Boulanger en apprentissage à Rennes — Boulangerie Lemoine");
        page.porte = Some(Porte::Cherche);
        Self {
            page,
            retour: Some("/recherche?q=boulanger&lieu=Rennes+(35)".to_owned()),
            nature: Nature::Offre,
            titre: "Boulanger, boulangère en apprentissage".to_owned(),
            employeur: "Boulangerie Lemoine".to_owned(),
            lieu: textes(&["14 rue de Saint-Malo", "35000 Rennes"]),
            distance: Some("à 2 km de Rennes".to_owned()),
            point: Some((48.1173, -1.6778)),
            fraicheur: "Publiée il y a 2 jours".to_owned(),
            badges: vec![Badge::ReponseSimple, Badge::OuvertAuHandicap],
            essentiel: paires(&[
                ("Début", "Dès que possible"),
                ("Contrat", "Apprentissage, 24 mois"),
                ("Rythme", "1 semaine au centre, 3 semaines ici"),
                ("Diplôme préparé", "CAP, BEP"),
            ]),
            poste: textes(&[
                "Vous apprenez à pétrir, façonner et cuire avec le chef et un ouvrier. Le travail commence à 5 h, le dimanche et le lundi sont libres.",
            ]),
            equipe: textes(&[
                "Nous sommes quatre et travaillons avec une farine d’Ille-et-Vilaine. Trois de nos apprentis ont été embauchés ensuite.",
            ]),
            salaire: "Entre 504 € et 1 867 € brut par mois la première année, selon votre âge."
                .to_owned(),
            simulateur: None,
            competences: textes(&[
                "Pétrir et façonner les pains",
                "Conduire la cuisson",
                "Respecter l’hygiène",
            ]),
            conditions: textes(&["Aucun diplôme demandé"]),
            action: Some(Action {
                bouton: Lien::new("Postuler", "/postuler/exemple"),
                suite: "L’employeur reçoit votre message et votre CV par courriel.".to_owned(),
                externe: false,
            }),
            formations: vec![Carte::exemples().swap_remove(1)],
            formations_toutes: "/recherche?q=boulanger&lieu=Rennes&mode=formations".to_owned(),
            provenance: Provenance::exemple("France Travail"),
            signaler: "/signaler/offre/1".to_owned(),
        }
    }
}
