//! What the pages show.

use askama::Template;
use web::formulaire::{Champ, Formulaire};
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

/// A part of a page.
#[derive(Clone, Debug, Default)]
pub struct Bloc {
    /// Its title; none for what comes right under the heading.
    pub titre: String,
    /// Its sentences.
    pub paragraphes: Vec<String>,
    /// What someone wrote.
    pub citation: String,
    /// Facts: term and value.
    pub faits: Vec<(String, String)>,
    /// Its form.
    pub formulaire: Option<Formulaire>,
    /// Its links.
    pub liens: Vec<Lien>,
}

impl Bloc {
    /// A part with its title and sentences.
    pub fn nouveau(titre: &str, paragraphes: &[&str]) -> Self {
        let paragraphes = paragraphes.iter().map(|p| (*p).to_owned()).collect();
        Bloc { titre: titre.to_owned(), paragraphes, ..Bloc::default() }
    }

    /// With what someone wrote.
    pub fn citation(mut self, texte: &str) -> Self {
        self.citation = texte.to_owned();
        self
    }

    /// With facts.
    pub fn faits(mut self, faits: Vec<(String, String)>) -> Self {
        self.faits = faits;
        self
    }

    /// With a form.
    pub fn formulaire(mut self, formulaire: Formulaire) -> Self {
        self.formulaire = Some(formulaire);
        self
    }

    /// With a link.
    pub fn lien(mut self, libelle: &str, adresse: impl Into<String>) -> Self {
        self.liens.push(Lien::new(libelle, adresse));
        self
    }
}

/// A page made of parts.
#[derive(Clone, Debug, Template)]
#[template(path = "ecran.html")]
pub struct Ecran {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its heading.
    pub intitule: String,
    /// A message: kind (info, success, warning, error), title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// Its parts.
    pub blocs: Vec<Bloc>,
}

impl Ecran {
    /// A page under the home page.
    pub fn nouveau(page: Page) -> Self {
        let fil = vec![Lien::new("Accueil", "/")];
        Ecran { intitule: page.titre.clone(), page, fil, alerte: None, blocs: Vec::new() }
    }

    /// Under another page.
    pub fn sous(mut self, libelle: &str, adresse: &str) -> Self {
        self.fil.push(Lien::new(libelle, adresse));
        self
    }

    /// With a message.
    pub fn alerte(mut self, genre: &'static str, titre: &str, texte: &str) -> Self {
        self.alerte = Some((genre, titre.to_owned(), texte.to_owned()));
        self
    }

    /// With a part.
    pub fn bloc(mut self, bloc: Bloc) -> Self {
        self.blocs.push(bloc);
        self
    }

    /// The page; its title says when something is wrong (RGAA 11.10).
    pub fn rendre(mut self) -> Result<String, askama::Error> {
        let formulaires = self.blocs.iter().filter_map(|b| b.formulaire.as_ref());
        if formulaires.map(|f| f.fautifs().len()).sum::<usize>() > 0 {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        self.render()
    }
}

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

/// A choice of a filter.
#[derive(Clone, Debug)]
pub struct Choix {
    /// What is sent.
    pub valeur: String,
    /// What is read.
    pub libelle: String,
    /// Whether it is the one held.
    pub choisi: bool,
}

/// An application in the list of a recruiter.
#[derive(Clone, Debug)]
pub struct Recue {
    /// Identifier.
    pub id: String,
    /// Who applies, as the employer may know it.
    pub qui: String,
    /// To what.
    pub titre: String,
    /// State.
    pub etat: String,
    /// Colour of the state.
    pub classe: &'static str,
    /// When it came.
    pub quand: String,
    /// Whether nobody said to have read it.
    pub non_lue: bool,
}

/// The applications that an organisation received.
#[derive(Clone, Debug, Template)]
#[template(path = "recues.html")]
pub struct Recues {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// States to choose from.
    pub etats: Vec<Choix>,
    /// Offers to choose from.
    pub objets: Vec<Choix>,
    /// Words looked for.
    pub q: String,
    /// Whether a filter is set.
    pub filtre: bool,
    /// How many answer.
    pub total: Compte,
    /// The applications.
    pub lignes: Vec<Recue>,
    /// The pages.
    pub pagination: Pagination,
    /// The files: format and address.
    pub exports: Vec<(&'static str, String)>,
    /// What was just done.
    pub fait: Option<String>,
    /// Why nothing was.
    pub erreur: Option<&'static str>,
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
