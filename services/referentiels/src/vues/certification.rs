//! The sheet of a certification.

use askama::Template;
use web::page::{Lien, Page};

/// A certification of the lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Name and code.
    pub nom: String,
    /// Its sheet; none for the one being read.
    pub adresse: Option<String>,
    /// When it was or will be open.
    pub periode: String,
}

impl Generation {
    /// Its name, cut to fit a box.
    pub fn court(&self) -> String {
        if self.nom.chars().count() <= LARGEUR {
            return self.nom.clone();
        }
        let debut: String = self.nom.chars().take(LARGEUR - 1).collect();
        format!("{}…", debut.trim_end())
    }
}

/// Characters that a box holds.
const LARGEUR: usize = 78;

/// A lineage: what it is about, its generations in order of opening, and who follows whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lignee {
    /// The diploma, or the sheet.
    pub quoi: String,
    /// Its generations, in order of opening.
    pub generations: Vec<Generation>,
    /// Places in the list: a generation and one that follows it.
    pub suites: Vec<(usize, usize)>,
}

/// Most generations drawn: beyond, the list says more than the drawing.
const DESSINEES: usize = 12;

/// Height of a generation in the drawing, its gap included.
const PAS: usize = 52;

/// Left of the boxes: arrows run on their left.
const GAUCHE: usize = 120;

impl Lignee {
    /// Whether it is worth drawing.
    pub fn se_dessine(&self) -> bool {
        !self.suites.is_empty() && self.generations.len() <= DESSINEES
    }

    /// Height of the drawing.
    pub fn hauteur(&self) -> usize {
        self.generations.len() * PAS
    }

    /// Top of a generation.
    pub fn haut(&self, rang: &usize) -> usize {
        rang * PAS + 4
    }

    /// The arrows: the curve from a generation to one that follows it, and where it points. The
    /// farther they are, the wider the curve.
    pub fn fleches(&self) -> Vec<(String, usize)> {
        let milieu = |rang: usize| rang * PAS + PAS / 2 - 2;
        let une = |(avant, apres): &(usize, usize)| {
            let ecart = avant.abs_diff(*apres).min(4);
            let (creux, depart, arrivee) = (GAUCHE - 26 * ecart, milieu(*avant), milieu(*apres));
            let courbe =
                format!("M{GAUCHE} {depart}C{creux} {depart} {creux} {arrivee} {GAUCHE} {arrivee}");
            (courbe, arrivee)
        };
        self.suites.iter().map(une).collect()
    }

    /// The drawing in words.
    pub fn dit(&self) -> String {
        let nom = |rang: usize| self.generations.get(rang).map_or("", |g| g.nom.as_str());
        let suites =
            self.suites.iter().map(|(a, b)| format!("{} est suivi de {}", nom(*a), nom(*b)));
        format!("Filiation : {}.", suites.collect::<Vec<_>>().join(" ; "))
    }
}

/// A row of a table.
pub type Ligne = Vec<String>;

/// The page.
#[derive(Debug, Template)]
#[template(path = "certification.html")]
pub struct Certification {
    /// The layout.
    pub page: Page,
    /// Name.
    pub titre: String,
    /// Kind and level in plain words.
    pub resume: String,
    /// State in words, and its DSFR modifier.
    pub etat: (&'static str, &'static str),
    /// Why, today.
    pub raisons: Vec<String>,
    /// The day of the verdict.
    pub jour: String,
    /// Facts.
    pub essentiel: Vec<(String, String)>,
    /// Trades, each leading to the search.
    pub metiers: Vec<Lien>,
    /// The trainings offered.
    pub formations: String,
    /// Blocks of skills.
    pub blocs: Vec<String>,
    /// Other certifications with the same diploma or sheet.
    pub autres: Vec<Lien>,
    /// Lineages of the diploma and of the sheet.
    pub lignees: Vec<Lignee>,
    /// Owners.
    pub certificateurs: Vec<String>,
    /// Ways of preparing the diploma: code, label, end.
    pub mefs: Vec<Ligne>,
    /// One sentence about the funding.
    pub financement: String,
    /// Funding by branch: branch, amount a year, since when.
    pub montants: Vec<Ligne>,
    /// Publishers and dates.
    pub sources: Vec<(String, String)>,
    /// The same as data.
    pub donnees: String,
}

#[cfg(test)]
impl Certification {
    /// A whole sheet.
    pub fn exemple() -> Self {
        let generation = |nom: &str, adresse: Option<&str>| Generation {
            nom: nom.to_owned(),
            adresse: adresse.map(str::to_owned),
            periode: "du 1er septembre 2023, sans fin".to_owned(),
        };
        Self {
            page: Page::nouvelle("Boulanger (CAP)"),
            titre: "Boulanger".to_owned(),
            resume: "Certificat d’aptitude professionnelle, niveau 3".to_owned(),
            etat: ("Ouverte", "fr-badge--success"),
            raisons: vec!["Le diplôme est ouvert.".to_owned()],
            jour: "24 novembre 2026".to_owned(),
            essentiel: vec![("Code diplôme (CFD)".to_owned(), "50022137".to_owned())],
            metiers: vec![Lien::new("Boulangerie", "/recherche?q=boulangerie")],
            formations: "/recherche?q=boulanger&mode=formations".to_owned(),
            blocs: vec!["RNCP37537BC01 : Production".to_owned()],
            autres: vec![Lien::new("Boulanger, autre fiche", "/certification/RNCP18704")],
            lignees: vec![Lignee {
                quoi: "Diplôme".to_owned(),
                generations: vec![
                    generation("Ancien", Some("/certification/50022105")),
                    generation("Actuel", None),
                ],
                suites: vec![(0, 1)],
            }],
            certificateurs: vec!["Ministère de l’Éducation nationale".to_owned()],
            mefs: vec![vec!["2402213711".to_owned(), "CAP 1 an".to_owned(), "ouvert".to_owned()]],
            financement: "De 5 000 € à 7 000 € par an selon la branche.".to_owned(),
            montants: vec![vec!["Boulangerie".to_owned(), "7 000 €".to_owned(), "2024".to_owned()]],
            sources: vec![("BCN".to_owned(), "24 novembre 2026".to_owned())],
            donnees: "/api/v1/conversions/cfd/50022137".to_owned(),
        }
    }

    /// A sheet of which little is known.
    pub fn exemple_nu() -> Self {
        Self {
            metiers: Vec::new(),
            blocs: Vec::new(),
            autres: Vec::new(),
            lignees: Vec::new(),
            certificateurs: Vec::new(),
            mefs: Vec::new(),
            financement: String::new(),
            montants: Vec::new(),
            sources: Vec::new(),
            ..Self::exemple()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lineage_is_drawn_when_somebody_follows_somebody() {
        let lignee = |combien: usize, suites: &[(usize, usize)]| Lignee {
            quoi: "Le diplôme".to_owned(),
            generations: (0..combien)
                .map(|n| Generation {
                    nom: format!("n° {n}"),
                    adresse: None,
                    periode: String::new(),
                })
                .collect(),
            suites: suites.to_vec(),
        };
        let cas = [
            (lignee(3, &[(0, 1), (0, 2)]), true),
            (lignee(3, &[]), false),
            (lignee(DESSINEES + 1, &[(0, 1)]), false),
        ];
        for (lignee, attendu) in cas {
            assert_eq!(lignee.se_dessine(), attendu, "{lignee:?}");
        }
        let trois = lignee(3, &[(0, 1), (0, 2)]);
        assert_eq!(trois.dit(), "Filiation : n° 0 est suivi de n° 1 ; n° 0 est suivi de n° 2.");
        assert_eq!(trois.fleches().len(), 2);
        assert!(trois.fleches().iter().all(|(_, bout)| *bout < trois.hauteur()));
    }
}
