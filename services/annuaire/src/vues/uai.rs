//! The decisions of authorities on UAI.

use askama::Template;
use web::formulaire::{Champ, Choix as Reponse, Formulaire, Genre};
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

use super::{Candidat, Choix, Selection};

/// A UAI that may be chosen.
#[derive(Debug, Clone)]
pub struct Propose {
    /// The UAI and why.
    pub candidat: Candidat,
    /// Other organisations for which it is validated.
    pub deja: Vec<Lien>,
}

/// The page of a decision.
#[derive(Debug, Clone, Template)]
#[template(path = "decider_uai.html")]
pub struct Decider {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Name of the organisation.
    pub nom: String,
    /// SIRET, town, nature.
    pub identite: Vec<String>,
    /// Its public sheet.
    pub fiche: String,
    /// The list one came from.
    pub liste: String,
    /// Whether it is closed.
    pub ferme: bool,
    /// What may be chosen, the most supported first.
    pub proposes: Vec<Propose>,
    /// What was decided before, newest first.
    pub decisions: Vec<Vec<String>>,
    /// The form.
    pub formulaire: Formulaire,
    /// Others for which the UAI just chosen is validated.
    pub deja: Vec<Lien>,
    /// What has just been decided.
    pub fait: Option<String>,
}

impl Decider {
    /// A complete page.
    pub fn exemple() -> Self {
        let choix = vec![Reponse::new("0350000K", "0350000K (probable)")];
        let mut champ = Champ::new("choix", "L’UAI de cet organisme", Genre::Radios(choix));
        champ.erreur = "Choisissez une réponse.".to_owned();
        let motif = Champ::new("motif", "Motif", Genre::Zone);
        let autre = || Lien::new("Lycée des Tilleuls", "/organisme/90000001900001");
        Self {
            page: Page::nouvelle("Décider de l’UAI"),
            fil: vec![Lien::new("Accueil", "/")],
            nom: "CFA des Marronniers".to_owned(),
            identite: vec!["SIRET 900 000 001 00009".to_owned(), "Rennes (35)".to_owned()],
            fiche: "/organisme/90000000100009".to_owned(),
            liste: "/organismes/uai-a-valider?attente=a_choisir".to_owned(),
            ferme: true,
            proposes: vec![Propose {
                candidat: Candidat {
                    uai: "0350000K".to_owned(),
                    statut: "Probable",
                    retenu: false,
                    raisons: vec!["Probable : RCO, 10 octobre 2022".to_owned()],
                },
                deja: vec![autre()],
            }],
            decisions: vec![
                ["24 novembre 2026", "Validation", "0350000K", "Académie de Rennes", "Vérifié"]
                    .map(str::to_owned)
                    .to_vec(),
            ],
            formulaire: Formulaire::new("/x", "Enregistrer la décision", vec![champ, motif]),
            deja: vec![autre()],
            fait: Some("Validation de l’UAI 0350000K.".to_owned()),
        }
    }
}

/// An organisation that waits.
#[derive(Debug, Clone)]
pub struct LigneAValider {
    /// Where one decides.
    pub adresse: String,
    /// Its name.
    pub nom: String,
    /// SIRET and town.
    pub ou: String,
    /// What waits.
    pub attente: &'static str,
    /// What may be chosen, in a few words; empty for nothing.
    pub candidats: String,
}

/// The list of what waits.
#[derive(Debug, Clone, Template)]
#[template(path = "uai_a_valider.html")]
pub struct AValider {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Territories of whoever reads.
    pub territoires: String,
    /// Words looked for.
    pub texte: String,
    /// The closed choices.
    pub selections: Vec<Selection>,
    /// How many wait.
    pub total: Compte,
    /// Whether something is looked for.
    pub filtre: bool,
    /// Those of the page.
    pub lignes: Vec<LigneAValider>,
    /// The other pages.
    pub pagination: Pagination,
}

impl AValider {
    /// A filled page.
    pub fn exemple() -> Self {
        let choix = Choix {
            valeur: "35".to_owned(),
            libelle: "Ille-et-Vilaine (35)".to_owned(),
            compte: Compte(3),
            choisi: true,
        };
        Self {
            page: Page::nouvelle("UAI à valider — 3"),
            fil: vec![Lien::new("Accueil", "/"), Lien::new("Mon espace", "/espace")],
            territoires: "Académie de Rennes".to_owned(),
            texte: "cfa".to_owned(),
            selections: vec![Selection {
                nom: "departement",
                titre: "Département",
                choix: vec![choix],
            }],
            total: Compte(3),
            filtre: true,
            lignes: vec![LigneAValider {
                adresse: "/organisme/90000000100009/uai".to_owned(),
                nom: "CFA des Marronniers".to_owned(),
                ou: "SIRET 900 000 001 00009 · Rennes (35)".to_owned(),
                attente: "UAI à choisir parmi des candidats",
                candidats: "0350000K (probable) et 2 autres".to_owned(),
            }],
            pagination: Pagination::nouvelle(0, 2, |p| {
                format!("/organismes/uai-a-valider?page={p}")
            }),
        }
    }

    /// Nothing waits.
    pub fn exemple_vide() -> Self {
        Self { total: Compte(0), lignes: Vec::new(), filtre: false, ..Self::exemple() }
    }
}
