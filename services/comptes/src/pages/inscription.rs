//! Signing up: choose who one is, find one's organisation, give a mailbox, prove it.

pub mod agent;
pub mod cfa;
pub mod employeur;
pub mod suite;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use noyau::identifiants::{Courriel, Telephone};
use ulid::Ulid;
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};
use web::{Erreur, Etat};

use super::connexion::{envoyer_l_inscription, lier_au_navigateur};
use super::{avec_cookie, fil, html, page, vers};
use crate::courriels;
use crate::depot::inscriptions::{self, Inscription};
use crate::depot::personnes;
use crate::entreprises::{self, Savoir};
use crate::poste::poster;
use crate::regles::etat::Etat as EtatDeCompte;
use crate::regles::identite;

/// Who one is.
#[derive(Clone, Debug, Template)]
#[template(path = "inscription_choix.html")]
pub struct Choix {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Title, text, address.
    pub choix: [(&'static str, &'static str, &'static str); 3],
}

const CHOIX: [(&str, &str, &str); 3] = [
    (
        "Je recrute un apprenti",
        "Entreprise, association ou employeur public : publier des offres, recevoir des candidatures.",
        "/inscription/employeur",
    ),
    (
        "Je forme des apprentis",
        "CFA et organismes de formation certifiés : gérer ses formations, ses rendez-vous, ses effectifs.",
        "/inscription/cfa",
    ),
    (
        "Je suis agent public, d’un OPCO, d’une mission locale ou d’un réseau",
        "Académie, DREETS, DDETS, région, Carif-Oref, OPCO, ministère, mission locale : demander une habilitation.",
        "/inscription/agent",
    ),
];

impl Choix {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Choix { page: Page::nouvelle("S’inscrire"), fil: fil(), choix: CHOIX }
    }
}

/// The page that asks who one is.
pub async fn show(State(etat): State<Etat>) -> Result<Response, Erreur> {
    html(&Choix { page: page(&etat, "S’inscrire", "/inscription"), fil: fil(), choix: CHOIX })
}

/// A step of a sign-up.
#[derive(Clone, Debug, Template)]
#[template(path = "inscription.html")]
pub struct Etape {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Heading.
    pub titre: String,
    /// Number, name, and name of the next.
    pub etape: Option<(usize, &'static str, &'static str)>,
    /// A message: genre, title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// Sentences.
    pub chapo: Vec<String>,
    /// The field that finds the organisation.
    pub recherche: Option<Recherche>,
    /// Organisations found, and where they are.
    pub resultats: Vec<(Lien, String)>,
    /// What is known of the organisation.
    pub faits: Vec<(&'static str, String)>,
    /// Who says so.
    pub source: String,
    /// What is asked.
    pub formulaire: Option<Formulaire>,
    /// Links after it.
    pub liens: Vec<Lien>,
}

/// The field that finds an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recherche {
    /// Where it is sent.
    pub action: &'static str,
    /// What it asks.
    pub libelle: &'static str,
    /// Help.
    pub aide: &'static str,
    /// What was typed.
    pub valeur: String,
    /// What is wrong.
    pub erreur: String,
}

/// Names of the steps.
pub(crate) const ETAPES: [(usize, &str, &str); 3] = [
    (1, "Trouver mon établissement", "Donner mes coordonnées"),
    (2, "Donner mes coordonnées", "Confirmer mon adresse électronique"),
    (3, "Confirmer mon adresse électronique", ""),
];

impl Etape {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Etape {
            page: Page::nouvelle("Inscrire mon entreprise"),
            fil: fil(),
            titre: "Inscrire mon entreprise".to_owned(),
            etape: Some(ETAPES[1]),
            alerte: Some(("error", "Fermé".to_owned(), "Cet établissement est fermé.".to_owned())),
            chapo: vec!["Une phrase.".to_owned()],
            recherche: Some(Recherche {
                action: "/inscription/employeur",
                libelle: "SIRET ou nom",
                aide: "14 chiffres",
                valeur: "1".to_owned(),
                erreur: "Trop court.".to_owned(),
            }),
            resultats: vec![(
                Lien::new("Boulangerie", "/inscription/employeur"),
                "Rennes".to_owned(),
            )],
            faits: vec![("Nom", "Boulangerie des Lices".to_owned())],
            source: "Sirene".to_owned(),
            formulaire: Some(Formulaire::new(
                "/inscription/employeur",
                "M’inscrire",
                coordonnees(),
            )),
            liens: vec![Lien::new("S’inscrire", "/inscription")],
        }
    }

    fn nouvelle(etat: &Etat, titre: &str, chemin: &str) -> Self {
        Etape {
            page: page(etat, titre, chemin),
            fil: vec![Lien::new("Accueil", "/"), Lien::new("S’inscrire", "/inscription")],
            titre: titre.to_owned(),
            etape: None,
            alerte: None,
            chapo: Vec::new(),
            recherche: None,
            resultats: Vec::new(),
            faits: Vec::new(),
            source: String::new(),
            formulaire: None,
            liens: Vec::new(),
        }
    }

    /// The page with its status; what is wrong is said in its title (RGAA 11.10).
    fn repondre(mut self, statut: StatusCode) -> Result<Response, Erreur> {
        if statut != StatusCode::OK {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        Ok((statut, Html(self.render()?)).into_response())
    }
}

/// Name, mailbox, phone.
fn coordonnees() -> Vec<Champ> {
    vec![
        Champ::ligne("prenom", "Prénom").completer("given-name"),
        Champ::ligne("nom", "Nom").completer("family-name"),
        Champ::new("courriel", "Adresse électronique professionnelle", Genre::Courriel)
            .aide("Une adresse au nom de votre organisation accélère la vérification. Format attendu : nom@domaine.fr")
            .completer("email"),
        Champ::new("telephone", "Téléphone professionnel", Genre::Telephone)
            .aide("Dix chiffres. Il n’est jamais publié.")
            .completer("tel"),
    ]
}

/// Reads them; what is wrong is noted.
fn lire_les_coordonnees(saisie: &mut Saisie, inscription: &mut Inscription) {
    for champ in ["prenom", "nom"] {
        match identite::nom(saisie.texte(champ)) {
            Ok(nom) if champ == "prenom" => inscription.prenom = nom,
            Ok(nom) => inscription.nom = nom,
            Err(pourquoi) => saisie.refuser(champ, pourquoi),
        }
    }
    if let Some(courriel) = saisie.valeur::<Courriel>("courriel") {
        if donnees::domaines::est_jetable(courriel.domaine()) {
            saisie.refuser(
                "courriel",
                "Cette adresse est jetable : donnez celle que vous lisez au travail.",
            );
        }
        inscription.courriel = courriel.to_string();
    }
    if let Some(telephone) = saisie.valeur::<Telephone>("telephone") {
        inscription.telephone = telephone.to_string();
    }
}

/// An empty sign-up of this kind.
fn nouvelle(etat: &Etat, genre: &str, role: web::Role, siret: &str) -> Inscription {
    Inscription {
        id: Ulid::new().to_string(),
        genre: genre.to_owned(),
        siret: siret.to_owned(),
        role: role.code().to_owned(),
        cree_le: etat.horloge.maintenant().ms(),
        ..Inscription::default()
    }
}

/// Keeps the sign-up and sends the link. The page says the same whoever has the mailbox: whether
/// it has an account is said by mail, to its owner.
async fn enregistrer(
    etat: &Etat,
    inscription: &Inscription,
    savoir: Option<&Savoir>,
) -> Result<Response, Erreur> {
    let maintenant = inscription.cree_le;
    let personne = personnes::par_courriel(etat.db.read(), &inscription.courriel).await?;
    let stoppee = personne.is_some_and(|p| p.etat == EtatDeCompte::Desactivee.code());
    let navigateur = coffre::hasard();
    let mut tx = etat.db.write().await?;
    if let Some(savoir) = savoir {
        entreprises::garder(&mut tx, &inscription.siret, savoir, maintenant).await?;
    }
    if stoppee {
        let (a, cle) = (&inscription.courriel, &inscription.id);
        poster(&mut tx, "comptes.desactive", a, courriels::desactive(), cle, maintenant).await?;
    } else {
        inscriptions::ajouter(&mut tx, inscription).await?;
        envoyer_l_inscription(&mut tx, etat, inscription, &navigateur, maintenant).await?;
    }
    tx.commit().await?;
    avec_cookie(vers("/inscription/envoye"), &lier_au_navigateur(etat, &navigateur))
}
