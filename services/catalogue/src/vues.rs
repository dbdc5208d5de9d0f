//! What the pages show.

pub mod statistiques;

use askama::Template;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

/// The search of the catalogue.
#[derive(Clone, Debug, Template)]
#[template(path = "catalogue.html")]
pub struct Recherche {
    /// The layout.
    pub page: Page,
    /// Text, as typed.
    pub q: String,
    /// Place, as typed.
    pub lieu: String,
    /// Place, as understood.
    pub ou: String,
    /// What is wrong with the place; empty when nothing is.
    pub erreur_lieu: String,
    /// Trainings found.
    pub total: Compte,
    /// What can be chosen.
    pub filtres: Vec<Filtre>,
    /// What is in force.
    pub poses: Vec<Pose>,
    /// The same search without filter.
    pub sans_filtre: String,
    /// Orders.
    pub tris: Vec<Choix>,
    /// The rows of the page.
    pub lignes: Vec<Ligne>,
    /// The same list as files: format and address.
    pub exports: Vec<Lien>,
    /// Other pages.
    pub pagination: Pagination,
}

/// A choice of a select.
#[derive(Clone, Debug)]
pub struct Choix {
    /// Value sent.
    pub valeur: &'static str,
    /// Text shown.
    pub libelle: &'static str,
    /// Whether it is the current one.
    pub choisi: bool,
}

/// A facet.
#[derive(Clone, Debug)]
pub struct Filtre {
    /// Name of the parameter.
    pub nom: &'static str,
    /// Title.
    pub titre: &'static str,
    /// Whether it is unfolded.
    pub ouvert: bool,
    /// Its values.
    pub options: Vec<Option_>,
}

/// A value of a facet.
#[derive(Clone, Debug)]
pub struct Option_ {
    /// Value sent.
    pub valeur: String,
    /// Text shown.
    pub libelle: String,
    /// What choosing it gives.
    pub compte: Compte,
    /// Whether it is chosen.
    pub choisie: bool,
}

/// A filter in force.
#[derive(Clone, Debug)]
pub struct Pose {
    /// What it is.
    pub libelle: String,
    /// Address without it.
    pub sans: String,
}

/// A training of the list.
#[derive(Clone, Debug)]
pub struct Ligne {
    /// Title.
    pub titre: String,
    /// Its sheet.
    pub adresse: String,
    /// Who teaches.
    pub organisme: String,
    /// Town and département.
    pub ou: String,
    /// Next start.
    pub rentree: String,
    /// Publication.
    pub etat: &'static str,
    /// Failed controls.
    pub controles: String,
}

impl Recherche {
    /// A filled page.
    pub fn exemple() -> Self {
        let option = |valeur: &str, libelle: &str, nombre, choisie| Option_ {
            valeur: valeur.to_owned(),
            libelle: libelle.to_owned(),
            compte: Compte(nombre),
            choisie,
        };
        Recherche {
            page: Page::nouvelle("Catalogue — 2 formations"),
            q: "boulanger".to_owned(),
            lieu: "Rennes (35)".to_owned(),
            ou: "Rennes (35)".to_owned(),
            erreur_lieu: String::new(),
            total: Compte(2),
            filtres: vec![Filtre {
                nom: "niveau",
                titre: "Niveau",
                ouvert: true,
                options: vec![
                    option("3", "CAP, BEP (niveau 3)", 2, true),
                    option("4", "Bac (niveau 4)", 0, false),
                ],
            }],
            poses: vec![Pose {
                libelle: "Niveau : CAP, BEP (niveau 3)".to_owned(),
                sans: "/catalogue?q=boulanger".to_owned(),
            }],
            sans_filtre: "/catalogue?q=boulanger".to_owned(),
            tris: vec![Choix { valeur: "", libelle: "Intitulé", choisi: true }],
            lignes: vec![Ligne {
                titre: "CAP Boulanger".to_owned(),
                adresse: "/catalogue/formation/exemple".to_owned(),
                organisme: "CFA des Marronniers".to_owned(),
                ou: "Rennes (35)".to_owned(),
                rentree: "1er septembre 2027".to_owned(),
                etat: "Publiée",
                controles: "2 échecs".to_owned(),
            }],
            exports: vec![Lien::new("CSV", "/catalogue/export/csv?q=boulanger")],
            pagination: Pagination::nouvelle(0, 1, |_| String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_renders_a_sound_page() {
        let plein = Recherche::exemple();
        let vide = Recherche {
            lignes: Vec::new(),
            total: Compte(0),
            erreur_lieu: "Aucun lieu.".to_owned(),
            ..plein.clone()
        };
        for vue in [plein, vide] {
            let html = vue.render().unwrap();
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new());
        }
    }

    #[test]
    fn what_people_type_stays_text() {
        let q = "\"><script>alert(1)</script>".to_owned();
        let html = Recherche { q, ..Recherche::exemple() }.render().unwrap();
        assert!(!html.contains("<script>alert"));
    }
}
