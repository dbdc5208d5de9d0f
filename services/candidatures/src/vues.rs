//! What the pages show.

use askama::Template;
use web::formulaire::{Champ, Formulaire};
use web::page::{Compte, Lien, Page};

/// Fields that go together.
#[derive(Clone, Debug)]
pub struct Groupe {
    /// Its title; may be empty.
    pub titre: String,
    /// A sentence under it; may be empty.
    pub aide: String,
    /// Whether it stays closed until it is wanted.
    pub replie: bool,
    /// Whether something in it was filled, or is wrong.
    pub ouvert: bool,
    /// The fields.
    pub champs: Vec<Champ>,
}

/// The form of an application.
#[derive(Clone, Debug, Template)]
#[template(path = "postuler.html")]
pub struct Postuler {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its heading.
    pub intitule: String,
    /// Offer, company, town.
    pub a_qui: String,
    /// Every field, for the summary of what is wrong.
    pub formulaire: Formulaire,
    /// The same, as the page lays them out.
    pub groupes: Vec<Groupe>,
    /// Whether a proof is asked, which the page must say to who has no script.
    pub prouver: bool,
}

/// An application, for whoever sent it.
#[derive(Clone, Debug)]
pub struct Mienne {
    /// Identifier.
    pub id: String,
    /// Title of the offer, or that it is spontaneous.
    pub titre: String,
    /// Company.
    pub entreprise: String,
    /// Company and town.
    pub lieu: String,
    /// State.
    pub etat: String,
    /// Colour of the state.
    pub classe: &'static str,
    /// What happened, oldest first.
    pub histoire: Vec<String>,
    /// What the employer wrote.
    pub reponse: String,
    /// Whether the employer may be reminded now.
    pub relance: bool,
    /// From when it may be; empty when it never will.
    pub attente: String,
}

/// One's applications.
#[derive(Clone, Debug, Template)]
#[template(path = "mes_candidatures.html")]
pub struct MesCandidatures {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<&'static str>,
    /// How many.
    pub total: Compte,
    /// What may help, after many.
    pub conseil: Option<&'static str>,
    /// The applications.
    pub candidatures: Vec<Mienne>,
    /// The appointments asked for.
    pub rendez_vous: Vec<RendezVous>,
}

/// An appointment that the candidate asked a training centre for.
#[derive(Clone, Debug)]
pub struct RendezVous {
    /// Name of the training.
    pub formation: String,
    /// Address of its sheet.
    pub fiche: String,
    /// The centre, and where it teaches.
    pub centre: String,
    /// State.
    pub etat: String,
    /// When it was asked for.
    pub quand: String,
    /// Day and place agreed; empty when there are none.
    pub convenu: String,
    /// What the centre wrote; empty without an answer.
    pub reponse: String,
}

/// Colour of a state: DSFR modifier of a badge.
pub fn classe(etat: &str, intention: Option<&str>) -> &'static str {
    match (etat, intention) {
        ("repondue", Some("entretien")) => "fr-badge--success",
        ("repondue", Some("refus")) | ("echec" | "infectee", _) => "fr-badge--error",
        ("envoyee", _) | ("repondue", _) => "fr-badge--info",
        _ => "fr-badge--new",
    }
}
