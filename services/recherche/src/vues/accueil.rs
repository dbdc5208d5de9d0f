//! The home page.

use askama::Template;
use web::page::{Compte, Lien, Page, Porte};

use super::Formulaire;

/// One question, one form, three figures, four doors.
#[derive(Debug, Clone, Template)]
#[template(path = "accueil.html")]
pub struct Accueil {
    /// The layout.
    pub page: Page,
    /// The empty form.
    pub formulaire: Formulaire,
    /// What is published now.
    pub chiffres: Vec<Chiffre>,
    /// Where the figures come from and when: "Données des ministères et de France Travail,
    /// mises à jour le 24 novembre 2026."
    pub provenance: String,
    /// The four doors.
    pub portes: Vec<PorteAccueil>,
}

/// A figure of what is published now; it leads to its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chiffre {
    /// How many.
    pub compte: Compte,
    /// Of what: "formations en apprentissage".
    pub libelle: &'static str,
    /// The list behind the figure.
    pub adresse: &'static str,
}

/// A door with its two most frequent tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PorteAccueil {
    /// Which door.
    pub porte: Porte,
    /// Who it is for.
    pub pour: &'static str,
    /// What can be done now, most frequent first.
    pub taches: Vec<Lien>,
}

impl Accueil {
    /// The home page of these counts: trainings, offers, companies.
    pub fn nouvelle(
        formations: Compte,
        offres: Compte,
        entreprises: Compte,
        provenance: String,
    ) -> Self {
        let mut page = Page::nouvelle("Trouver une formation et un employeur en apprentissage");
        page.description = "Formations, offres et entreprises de l’apprentissage, autour de chez vous, au même endroit.".to_owned();
        page.recherche = false;
        Self {
            page,
            formulaire: Formulaire::default(),
            chiffres: chiffres(formations, offres, entreprises),
            provenance,
            portes: portes(),
        }
    }

    /// The home page of an average day.
    pub fn exemple() -> Self {
        Self::nouvelle(
            Compte(58_212),
            Compte(187_430),
            Compte(412_905),
            "Données de démonstration, mises à jour le 24 novembre 2026.".to_owned(),
        )
    }
}

fn chiffres(formations: Compte, offres: Compte, entreprises: Compte) -> Vec<Chiffre> {
    vec![
        Chiffre {
            compte: formations,
            libelle: "formations en apprentissage",
            adresse: "/recherche?mode=formations",
        },
        Chiffre {
            compte: offres,
            libelle: "offres d’emploi ouvertes",
            adresse: "/recherche?mode=emplois",
        },
        Chiffre {
            compte: entreprises,
            libelle: "entreprises à contacter",
            adresse: "/recherche?nature=Entreprise+%C3%A0+contacter",
        },
    ]
}

/// Only what can be done today: a door never leads to a page that is not there yet.
fn portes() -> Vec<PorteAccueil> {
    vec![
        PorteAccueil {
            porte: Porte::Cherche,
            pour: "Jeunes, familles, conseillers",
            taches: vec![
                Lien::new("Trouver une formation", "/recherche?mode=formations"),
                Lien::new("Trouver un employeur", "/recherche?mode=emplois"),
            ],
        },
        PorteAccueil {
            porte: Porte::Recrute,
            pour: "Employeurs privés et publics",
            taches: vec![
                Lien::new("Voir les formations de votre métier", "/recherche?mode=formations"),
                Lien::new("Voir les offres publiées près de chez vous", "/recherche?mode=emplois"),
            ],
        },
        PorteAccueil {
            porte: Porte::Forme,
            pour: "Centres de formation, écoles",
            taches: vec![
                Lien::new("Vérifier vos formations au catalogue", "/catalogue"),
                Lien::new("Contrôler un couple UAI et SIRET", "/organismes/controle"),
                Lien::new("Intégrer la recherche à votre site", "/integrer"),
            ],
        },
        PorteAccueil {
            porte: Porte::Pilote,
            pour: "Services de l’État, régions, opérateurs",
            taches: vec![
                Lien::new("Chercher un organisme de formation", "/organismes"),
                Lien::new("Consulter les statistiques", "/statistiques"),
                Lien::new("Réutiliser les données", "/donnees-ouvertes"),
            ],
        },
    ]
}
