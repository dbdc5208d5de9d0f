//! What the pages show.

use askama::Template;
use web::Niveau;
use web::formulaire::Formulaire;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

/// What surrounds every page of the administration.
#[derive(Clone, Debug)]
pub struct Cadre {
    /// The layout.
    pub page: Page,
    /// What leads to the page.
    pub fil: Vec<Lien>,
    /// The heading.
    pub titre: String,
    /// The pages of the administration that this person may open.
    pub menu: Vec<Lien>,
    /// Which of them this page belongs to.
    pub ici: String,
}

impl Cadre {
    /// Whether this entry of the menu is the very page shown.
    pub fn est(&self, entree: &Lien) -> bool {
        entree.adresse == self.ici && self.fil.len() == 1
    }
}

/// A state or a level, with the DSFR class that colours it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Badge {
    /// What it says.
    pub libelle: String,
    /// DSFR modifier.
    pub classe: &'static str,
}

impl Badge {
    /// A badge.
    pub fn new(libelle: impl Into<String>, classe: &'static str) -> Self {
        Badge { libelle: libelle.into(), classe }
    }

    /// That of a level of health.
    pub fn du_niveau(niveau: Niveau) -> Self {
        match niveau {
            Niveau::Bon => Badge::new("En ordre", "fr-badge--success"),
            Niveau::Alerte => Badge::new("À regarder", "fr-badge--warning"),
            Niveau::Panne => Badge::new("En panne", "fr-badge--error"),
        }
    }
}

/// One choice of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choix {
    /// What is sent.
    pub valeur: String,
    /// What is read.
    pub libelle: String,
    /// Whether it is the one in force.
    pub choisi: bool,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Name of its parameter.
    pub nom: &'static str,
    /// Its label.
    pub titre: &'static str,
    /// Its choices, the first one for everything.
    pub choix: Vec<Choix>,
}

/// The search and the filters of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtres {
    /// Address of the list.
    pub action: &'static str,
    /// Label of the search field; empty for none.
    pub cherche: &'static str,
    /// What is searched.
    pub q: String,
    /// The filters.
    pub selections: Vec<Selection>,
    /// The day of the "ends before" filter, when the list has one.
    pub fin: Option<String>,
    /// Those in force, each with the address of the list without it.
    pub poses: Vec<Lien>,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ligne {
    /// Identifier, for acts on several rows.
    pub id: String,
    /// Its title and its sheet.
    pub titre: Lien,
    /// Its other columns.
    pub cellules: Vec<String>,
    /// Its state.
    pub etat: Badge,
}

/// What can be done to rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actes {
    /// Where it is sent.
    pub action: String,
    /// Code and label of each act.
    pub choix: Vec<(&'static str, &'static str)>,
    /// The row of a sheet; empty in a list, where boxes are ticked.
    pub id: String,
}

/// A list.
#[derive(Clone, Debug, Template)]
#[template(path = "liste.html")]
pub struct Liste {
    /// The page.
    pub page: Page,
    /// Around.
    pub cadre: Cadre,
    /// Search and filters.
    pub filtres: Filtres,
    /// How many rows there are in all.
    pub total: Compte,
    /// What a row is: one, many.
    pub quoi: (&'static str, &'static str),
    /// Titles of the columns, without that of the state.
    pub colonnes: Vec<&'static str>,
    /// The rows of this page.
    pub lignes: Vec<Ligne>,
    /// What can be done to those chosen.
    pub actes: Option<Actes>,
    /// Files of the list: label, and where the button is sent.
    pub exports: Vec<Lien>,
    /// Other pages.
    pub pagination: Pagination,
}

/// A table whose first cells may be links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tableau {
    /// What it shows.
    pub legende: String,
    /// Titles of the columns.
    pub colonnes: Vec<&'static str>,
    /// Rows: what the first cell says and where it leads (nowhere when empty), the other cells.
    pub lignes: Vec<(Lien, Vec<String>)>,
    /// What is said when there is no row.
    pub vide: &'static str,
}

/// A sheet: facts, tables, acts, history.
#[derive(Clone, Debug, Template)]
#[template(path = "fiche.html")]
pub struct Fiche {
    /// The page.
    pub page: Page,
    /// Around.
    pub cadre: Cadre,
    /// Its state.
    pub etat: Badge,
    /// A message: genre, title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// Terms and values.
    pub faits: Vec<(String, String)>,
    /// Its tables.
    pub tableaux: Vec<Tableau>,
    /// What can be done to it.
    pub actes: Option<Actes>,
    /// Other forms and buttons.
    pub formulaires: Vec<Formulaire>,
    /// Other pages and files.
    pub liens: Vec<Lien>,
    /// Other pages of the last table.
    pub pagination: Pagination,
}

/// What became of each row of an act on several.
#[derive(Clone, Debug, Template)]
#[template(path = "resultats.html")]
pub struct Resultats {
    /// The page.
    pub page: Page,
    /// Around.
    pub cadre: Cadre,
    /// What is wrong with the request as a whole; empty for nothing.
    pub faute: String,
    /// What was asked.
    pub acte: String,
    /// Each row, what became of it, and whether it was done.
    pub lignes: Vec<(String, String, bool)>,
    /// Where to go back to.
    pub retour: Lien,
}

impl Resultats {
    /// How many rows were done.
    pub fn faites(&self) -> usize {
        self.lignes.iter().filter(|l| l.2).count()
    }
}

/// A part of the health page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mesure {
    /// What is measured.
    pub titre: String,
    /// What it should be.
    pub attendu: String,
    /// The measure.
    pub mesure: String,
    /// How it is.
    pub badge: Badge,
}

/// The health page.
#[derive(Clone, Debug, Template)]
#[template(path = "sante.html")]
pub struct Sante {
    /// The page.
    pub page: Page,
    /// Around.
    pub cadre: Cadre,
    /// The whole, in one sentence.
    pub verdict: (&'static str, String),
    /// Each part.
    pub mesures: Vec<Mesure>,
    /// Data in force and their age.
    pub donnees: Tableau,
}

/// A key that was just made: shown once.
#[derive(Clone, Debug, Template)]
#[template(path = "cle.html")]
pub struct CleNeuve {
    /// The page.
    pub page: Page,
    /// Around.
    pub cadre: Cadre,
    /// Name given to it.
    pub nom: String,
    /// The key.
    pub cle: String,
    /// Until when.
    pub fin: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::formulaire::{Champ, Genre};

    fn cadre() -> Cadre {
        Cadre {
            page: Page::nouvelle("Personnes"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            titre: "Personnes".to_owned(),
            menu: vec![
                Lien::new("Personnes", "/administration/personnes"),
                Lien::new("Santé du service", "/administration/sante"),
            ],
            ici: "/administration/personnes".to_owned(),
        }
    }

    fn liste(lignes: usize) -> Liste {
        let ligne = |n: usize| Ligne {
            id: n.to_string(),
            titre: Lien::new(format!("Camille {n}"), format!("/administration/personnes/{n}")),
            cellules: vec!["camille@exemple.fr".to_owned()],
            etat: Badge::new("Active", "fr-badge--success"),
        };
        let choix = |valeur: &str, choisi| Choix {
            valeur: valeur.to_owned(),
            libelle: valeur.to_uppercase(),
            choisi,
        };
        Liste {
            page: Page::nouvelle("Personnes"),
            cadre: cadre(),
            filtres: Filtres {
                action: "/administration/personnes",
                cherche: "Nom ou adresse",
                q: "camille".to_owned(),
                selections: vec![Selection {
                    nom: "etat",
                    titre: "État",
                    choix: vec![choix("", false), choix("active", true)],
                }],
                fin: Some("2026-12-31".to_owned()),
                poses: vec![Lien::new("Active", "/administration/personnes?q=camille")],
            },
            total: Compte(lignes as u64),
            quoi: ("personne", "personnes"),
            colonnes: vec!["Nom", "Adresse"],
            lignes: (0..lignes).map(ligne).collect(),
            actes: Some(Actes {
                action: "/administration/personnes/agir".to_owned(),
                choix: vec![("desactiver", "Désactiver")],
                id: String::new(),
            }),
            exports: vec![Lien::new("CSV", "/administration/personnes/export/csv")],
            pagination: Pagination::nouvelle(1, 4, |p| format!("?page={p}")),
        }
    }

    fn fiche(vide: bool) -> Fiche {
        let mut tableau = Tableau {
            legende: "Histoire".to_owned(),
            colonnes: vec!["Quand", "Quoi"],
            lignes: vec![],
            vide: "Rien encore.",
        };
        if !vide {
            tableau.lignes = vec![
                (Lien::new("24 novembre", ""), vec!["Créée".to_owned()]),
                (Lien::new("25 novembre", "/x"), vec!["Acceptée".to_owned()]),
            ];
        }
        let actes = Actes { id: "1".to_owned(), ..liste(0).actes.unwrap_or_default() };
        let champs = vec![Champ::new("motif", "Motif", Genre::Zone)];
        Fiche {
            page: Page::nouvelle("Camille"),
            cadre: cadre(),
            etat: Badge::new("Active", "fr-badge--success"),
            alerte: (!vide).then(|| ("info", "À savoir".to_owned(), "Texte".to_owned())),
            faits: vec![("Adresse".to_owned(), "camille@exemple.fr".to_owned())],
            tableaux: vec![tableau],
            actes: (!vide).then_some(actes),
            formulaires: if vide { vec![] } else { vec![Formulaire::new("/x", "Envoyer", champs)] },
            liens: vec![Lien::new("Retour", "/y")],
            pagination: Pagination::default(),
        }
    }

    #[test]
    fn every_page_is_sound() {
        let resultats = Resultats {
            page: Page::nouvelle("Page"),
            cadre: cadre(),
            faute: String::new(),
            acte: "Désactiver".to_owned(),
            lignes: vec![
                ("Camille".to_owned(), "Désactivée".to_owned(), true),
                ("Lou".to_owned(), "Dernier gestionnaire".to_owned(), false),
            ],
            retour: Lien::new("Revenir", "/administration/personnes"),
        };
        assert_eq!(resultats.faites(), 1);
        let faute = Resultats {
            faute: "Choisissez au moins une ligne.".to_owned(),
            lignes: vec![],
            ..resultats.clone()
        };
        let sante = Sante {
            page: Page::nouvelle("Page"),
            cadre: cadre(),
            verdict: ("success", "Tout est en ordre.".to_owned()),
            mesures: vec![Mesure {
                titre: "Base".to_owned(),
                attendu: "Répond".to_owned(),
                mesure: "2 ms".to_owned(),
                badge: Badge::du_niveau(Niveau::Bon),
            }],
            donnees: fiche(false).tableaux.remove(0),
        };
        let cle = CleNeuve {
            page: Page::nouvelle("Page"),
            cadre: cadre(),
            nom: "Portail".to_owned(),
            cle: "abc".to_owned(),
            fin: "24 novembre 2027".to_owned(),
        };
        let pages = [
            ("liste", liste(3).render()),
            ("liste vide", liste(0).render()),
            ("fiche", fiche(false).render()),
            ("fiche nue", fiche(true).render()),
            ("résultats", resultats.render()),
            ("faute", faute.render()),
            ("santé", sante.render()),
            ("clé", cle.render()),
        ];
        for (nom, html) in pages {
            assert_eq!(web::controle::fautes(&html.unwrap()), Vec::<String>::new(), "{nom}");
        }
    }
}
