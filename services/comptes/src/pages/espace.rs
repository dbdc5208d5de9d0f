//! One's space: what there is to do, and the ways into what one may do.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::page::{Compte, Lien, Page};
use web::plateforme::Registre;
use web::routeur::SECOND_FACTEUR;
use web::{Acteur, Entree, Erreur, Etat};

use super::{fil, html, page};
use crate::depot::habilitations;
use crate::regles::etat::Etat as EtatDeCompte;

const CHEMIN: &str = "/espace";

/// The page of one's space.
#[derive(Clone, Debug, Template)]
#[template(path = "espace.html")]
pub struct Espace {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Name.
    pub nom: String,
    /// Roles, in a few words.
    pub roles: Vec<String>,
    /// Ways in: those where something waits come first.
    pub tuiles: Vec<Tuile>,
    /// Requests that wait for someone's decision.
    pub demandes: Vec<[String; 4]>,
    /// Whether a second factor must be given before some of it opens.
    pub double: bool,
    /// Address where it is given.
    pub second_facteur: &'static str,
}

/// A way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuile {
    /// What it is called.
    pub titre: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Where it leads.
    pub adresse: &'static str,
    /// How many things wait there.
    pub a_faire: Compte,
}

impl Espace {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let tuile = |titre, n| Tuile {
            titre,
            description: "Ce qui attend une décision.",
            adresse: "/organismes",
            a_faire: Compte(n),
        };
        Espace {
            page: Page::nouvelle("Mon espace"),
            fil: fil(),
            nom: "Camille Le Goff".to_owned(),
            roles: vec!["Académie, Académie de Rennes".to_owned()],
            tuiles: vec![tuile("UAI à valider", 12), tuile("Annuaire", 0)],
            demandes: vec![["CFA", "Lycée", "En attente", "2027"].map(str::to_owned)],
            double: true,
            second_facteur: SECOND_FACTEUR,
        }
    }
}

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    let toutes = habilitations::de_la_personne(etat.db.read(), &acteur.personne).await?;
    let attente = EtatDeCompte::EnAttente.code();
    let demandes = toutes.iter().filter(|h| h.etat == attente).map(super::compte::dire).collect();
    let role = |h: &web::acces::Habilitation| {
        let pour = if h.organisme.is_empty() { h.ressort.libelle() } else { h.organisme.clone() };
        format!("{}, {pour}", h.role.libelle())
    };
    let double = !acteur.double && acteur.habilitations.iter().any(|h| h.role.exige_double());
    html(&Espace {
        page: page(&etat, "Mon espace", CHEMIN),
        fil: fil(),
        nom: acteur.nom.clone(),
        roles: acteur.habilitations.iter().map(role).collect(),
        tuiles: tuiles(&etat, &acteur).await?,
        demandes,
        double,
        second_facteur: SECOND_FACTEUR,
    })
}

async fn tuiles(etat: &Etat, acteur: &Acteur) -> Result<Vec<Tuile>, Erreur> {
    let Some(registre) = etat.piece::<Registre>() else { return Ok(Vec::new()) };
    let mut tuiles = Vec::new();
    for entree in registre.entrees().filter(|e| acteur.peut_quelque_part(e.action).is_ok()) {
        tuiles.push(tuile(etat, acteur, entree).await?);
    }
    tuiles.sort_by_key(|t| t.a_faire.est_nul());
    Ok(tuiles)
}

async fn tuile(etat: &Etat, acteur: &Acteur, entree: &Entree) -> Result<Tuile, Erreur> {
    let nombre = match entree.a_faire {
        Some(compter) => compter(etat, acteur).await?,
        None => 0,
    };
    Ok(Tuile {
        titre: entree.titre,
        description: entree.description,
        adresse: entree.adresse,
        a_faire: Compte(u64::try_from(nombre).unwrap_or(0)),
    })
}
