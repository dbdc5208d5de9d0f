//! What the pages of the perimeters show.

use askama::Template;
use web::page::{Compte, Lien, Page};

/// A rule of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneDeRegle {
    /// "n° 12 : CAP en trois ans".
    pub lien: Lien,
    /// What it says in one line.
    pub dit: String,
    /// Trainings it decides.
    pub compte: Compte,
}

/// A platform: its statuses and its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bloc {
    /// Name.
    pub nom: &'static str,
    /// Identifier of its section.
    pub ancre: &'static str,
    /// Trainings by status: word and count.
    pub statuts: Vec<Vec<String>>,
    /// Rules by level: "Niveau 3" and its rules.
    pub niveaux: Vec<(String, Vec<LigneDeRegle>)>,
}

/// The rules.
#[derive(Debug, Template)]
#[template(path = "perimetres.html")]
pub struct Liste {
    /// The layout.
    pub page: Page,
    /// The campaign in one sentence.
    pub campagne: String,
    /// Trainings evaluated.
    pub total: Compte,
    /// Both platforms.
    pub blocs: Vec<Bloc>,
}

/// One rule.
#[derive(Debug, Template)]
#[template(path = "perimetre_regle.html")]
pub struct UneRegle {
    /// The layout.
    pub page: Page,
    /// "Règle n° 12".
    pub titre: String,
    /// Name.
    pub nom: String,
    /// Facts.
    pub faits: Vec<(String, String)>,
    /// Trainings it decides.
    pub total: Compte,
    /// The first of them.
    pub formations: Vec<Lien>,
}

/// Why, on one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pourquoi {
    /// Name of the platform.
    pub plateforme: &'static str,
    /// Status that the rules give.
    pub statut: &'static str,
    /// Status said by the catalogue.
    pub avant: &'static str,
    /// The reasons, each a sentence.
    pub raisons: Vec<String>,
    /// The rule, if one decided.
    pub regle: Option<Lien>,
    /// Rules that almost apply, with what is missing.
    pub essais: Vec<(Lien, String)>,
    /// What someone may decide next.
    pub suites: String,
}

/// The explanation of a training.
#[derive(Debug, Template)]
#[template(path = "perimetre_formation.html")]
pub struct UneFormation {
    /// The layout.
    pub page: Page,
    /// Name.
    pub titre: String,
    /// Its sheet.
    pub adresse: String,
    /// Both platforms.
    pub pourquoi: Vec<Pourquoi>,
}

/// A choice of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    /// Value sent.
    pub valeur: String,
    /// Text shown.
    pub libelle: String,
    /// Whether it is the current one.
    pub choisi: bool,
}

/// The simulator.
#[derive(Debug, Template)]
#[template(path = "perimetre_simuler.html")]
pub struct Simulateur {
    /// The layout.
    pub page: Page,
    /// Platforms.
    pub plateformes: Vec<Choix>,
    /// Levels.
    pub niveaux: Vec<Choix>,
    /// Kinds of diplomas.
    pub diplomes: Vec<Choix>,
    /// Académies.
    pub academies: Vec<Choix>,
    /// Statuses.
    pub statuts: Vec<Choix>,
    /// Trainings that would change; none while nothing was asked.
    pub total: Option<Compte>,
    /// Before, after, count.
    pub bilan: Vec<Vec<String>>,
    /// The first of them, with the change.
    pub formations: Vec<(Lien, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lien() -> Lien {
        Lien::new("n° 12 : CAP", "/catalogue/perimetres/regle/12")
    }

    #[test]
    fn every_view_renders_a_sound_page() {
        let page = || Page::nouvelle("Périmètres");
        let ligne = LigneDeRegle { lien: lien(), dit: "à définir".to_owned(), compte: Compte(3) };
        let bloc = Bloc {
            nom: "Affelnet",
            ancre: "affelnet",
            statuts: vec![vec!["à publier".to_owned(), "3".to_owned()]],
            niveaux: vec![("Niveau 3".to_owned(), vec![ligne])],
        };
        let choix = vec![Choix { valeur: "3".to_owned(), libelle: "3".to_owned(), choisi: true }];
        let pourquoi = Pourquoi {
            plateforme: "Affelnet",
            statut: "à publier",
            avant: "publié",
            raisons: vec!["La règle n° 12 le dit.".to_owned()],
            regle: Some(lien()),
            essais: vec![(lien(), "l’année n’est pas admise".to_owned())],
            suites: String::new(),
        };
        let vues = [
            Liste { page: page(), campagne: String::new(), total: Compte(3), blocs: vec![bloc] }
                .render(),
            UneRegle {
                page: page(),
                titre: "Règle n° 12".to_owned(),
                nom: "CAP".to_owned(),
                faits: vec![("Niveau".to_owned(), "3".to_owned())],
                total: Compte(1),
                formations: vec![lien()],
            }
            .render(),
            UneFormation {
                page: page(),
                titre: "CAP".to_owned(),
                adresse: "/formation/x".to_owned(),
                pourquoi: vec![pourquoi],
            }
            .render(),
            Simulateur {
                page: page(),
                plateformes: choix.clone(),
                niveaux: choix.clone(),
                diplomes: choix.clone(),
                academies: choix.clone(),
                statuts: choix,
                total: Some(Compte(1)),
                bilan: vec![vec!["à publier".to_owned(), "publié".to_owned(), "1".to_owned()]],
                formations: vec![(lien(), "à publier → publié".to_owned())],
            }
            .render(),
        ];
        for html in vues {
            assert_eq!(web::controle::fautes(&html.unwrap()), Vec::<String>::new());
        }
    }
}
