//! What the pages show.

use askama::Template;
use web::formulaire::{Choix, Formulaire};
use web::page::{Lien, Page};
use web::pagination::Pagination;

/// The form of a request.
#[derive(Clone, Debug, Template)]
#[template(path = "rdv_demander.html")]
pub struct Demander {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Name of the training.
    pub intitule: String,
    /// Name of the centre.
    pub centre: String,
    /// Where it is taught.
    pub lieu: String,
    /// The site that leads here, in words; empty for ours.
    pub depuis: String,
    /// The fields; that of the reasons is shown by `motifs`.
    pub formulaire: Formulaire,
    /// Code, words, whether ticked.
    pub motifs: Vec<(&'static str, &'static str, bool)>,
}

impl Demander {
    /// The page; its title says when something is wrong (RGAA 11.10).
    ///
    /// # Errors
    /// When the template fails.
    pub fn rendre(mut self) -> Result<String, askama::Error> {
        if !self.formulaire.fautifs().is_empty() {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        self.render()
    }
}

/// A row of a table, led by a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rangee {
    /// Its title, which leads to what it is about.
    pub lien: Lien,
    /// The other cells.
    pub cellules: Vec<String>,
    /// What ticking the row chooses; nothing to tick when empty.
    pub choix: String,
}

/// What is done at once to the rows that are ticked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// Where the choice is sent.
    pub action: String,
    /// What the button says.
    pub bouton: &'static str,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows.
    pub legende: &'static str,
    /// Titles of the columns.
    pub colonnes: &'static [&'static str],
    /// The rows.
    pub rangees: Vec<Rangee>,
    /// What can be done to several of them.
    pub lot: Option<Lot>,
}

/// The search of a list.
#[derive(Clone, Debug)]
pub struct Recherche {
    /// Where it is sent.
    pub action: String,
    /// What its field asks.
    pub libelle: &'static str,
    /// What was typed.
    pub mot: String,
    /// The states to choose from; none when the list has none.
    pub etats: Vec<Choix>,
    /// The one chosen.
    pub etat: String,
}

/// A part of a working page.
#[derive(Clone, Debug, Default)]
pub struct Partie {
    /// Its title; empty right under the heading.
    pub titre: String,
    /// Its sentences.
    pub paragraphes: Vec<String>,
    /// Facts: term and value.
    pub faits: Vec<(String, String)>,
    /// What someone wrote.
    pub citation: String,
    /// Its table.
    pub table: Option<Table>,
    /// Its links.
    pub liens: Vec<Lien>,
    /// Its forms.
    pub formulaires: Vec<Formulaire>,
}

impl Partie {
    /// A part with its title and sentences.
    pub fn new(titre: &str, paragraphes: &[&str]) -> Self {
        let paragraphes = paragraphes.iter().map(|&p| p.to_owned()).collect();
        Partie { titre: titre.to_owned(), paragraphes, ..Partie::default() }
    }

    /// With facts; those without a value are left out.
    pub fn faits(mut self, faits: Vec<(&str, String)>) -> Self {
        let connus = faits.into_iter().filter(|(_, valeur)| !valeur.is_empty());
        self.faits.extend(connus.map(|(terme, valeur)| (terme.to_owned(), valeur)));
        self
    }

    /// With a form.
    pub fn formulaire(mut self, formulaire: Formulaire) -> Self {
        self.formulaires.push(formulaire);
        self
    }

    /// With a link.
    pub fn lien(mut self, libelle: impl Into<String>, adresse: impl Into<String>) -> Self {
        self.liens.push(Lien::new(libelle, adresse));
        self
    }
}

/// A working page: parts one under the other.
#[derive(Clone, Debug, Template)]
#[template(path = "rdv_ecran.html")]
pub struct Ecran {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its heading.
    pub intitule: String,
    /// What it is for.
    pub chapo: String,
    /// A message: kind (info, success, warning, error), title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// The search of its list.
    pub recherche: Option<Recherche>,
    /// Its parts.
    pub parties: Vec<Partie>,
    /// The pages of its list.
    pub pagination: Pagination,
}

impl Ecran {
    /// A page under these.
    pub fn new(page: Page, fil: Vec<Lien>, chapo: impl Into<String>) -> Self {
        Ecran {
            intitule: page.titre.clone(),
            page,
            fil,
            chapo: chapo.into(),
            alerte: None,
            recherche: None,
            parties: Vec::new(),
            pagination: Pagination::default(),
        }
    }

    /// With a message.
    pub fn alerte(mut self, genre: &'static str, titre: &str, texte: impl Into<String>) -> Self {
        self.alerte = Some((genre, titre.to_owned(), texte.into()));
        self
    }

    /// With a part.
    pub fn partie(mut self, partie: Partie) -> Self {
        self.parties.push(partie);
        self
    }

    /// The page; its title says when something is wrong (RGAA 11.10).
    ///
    /// # Errors
    /// When the template fails.
    pub fn rendre(mut self) -> Result<String, askama::Error> {
        let formulaires = self.parties.iter().flat_map(|p| &p.formulaires);
        if formulaires.into_iter().any(|f| !f.fautifs().is_empty()) {
            self.page.titre = format!("Erreur — {}", self.page.titre);
        }
        self.render()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::formulaire::{Champ, Genre, Saisie};

    #[test]
    fn the_form_is_sound_with_and_without_errors() {
        let champs = vec![
            Champ::ligne("nom", "Nom"),
            Champ::new("motifs", "De quoi voulez-vous parler ?", Genre::Case).aide("Au moins un."),
        ];
        let mut saisie = Saisie::lire("nom=&motifs=");
        saisie.refuser("motifs", "Choisissez au moins un sujet.");
        for encart in [false, true] {
            let mut page = Page::nouvelle("Demander un rendez-vous");
            page.encart = encart;
            let vue = Demander {
                page,
                fil: vec![Lien::new("Accueil", "/")],
                intitule: "CAP Boulanger".to_owned(),
                centre: "CFA des Marronniers".to_owned(),
                lieu: "35000 Rennes".to_owned(),
                depuis: "Parcoursup".to_owned(),
                formulaire: Formulaire::new("/x", "Envoyer", champs.clone()).avec(&saisie),
                motifs: vec![("frais", "Les frais", true)],
            };
            let html = vue.rendre().unwrap();
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new());
            assert!(html.contains("motifs-erreur") && html.contains("checked"), "{html}");
        }
    }

    #[test]
    fn a_page_with_everything_on_it_is_sound() {
        let (lien, choix) = (Lien::new("Inès", "/x"), "1".to_owned());
        let rangee = Rangee { lien, cellules: vec!["1".to_owned()], choix };
        let lot = Some(Lot { action: "/lot".to_owned(), bouton: "Marquer" });
        let colonnes = &["Qui", "N"];
        let table = Table { legende: "Demandes", colonnes, rangees: vec![rangee], lot };
        let mut partie = Partie::new("Demandes", &["Une phrase."])
            .faits(vec![("Reçue", "hier".to_owned()), ("Vide", String::new())])
            .formulaire(Formulaire::bouton("/y", "Ouvrir"))
            .lien("Télécharger", "/x.csv");
        partie.table = Some(table);
        partie.citation = "Bonjour\nÀ bientôt".to_owned();
        let fil = vec![Lien::new("Accueil", "/")];
        let mut ecran = Ecran::new(Page::nouvelle("Demandes"), fil, "Ce qui attend.")
            .alerte("success", "C’est fait", "La personne est prévenue.")
            .partie(partie);
        ecran.recherche = Some(Recherche {
            action: "/z".to_owned(),
            libelle: "Nom",
            mot: String::new(),
            etats: vec![Choix::new("lue", "Lue")],
            etat: "lue".to_owned(),
        });
        ecran.pagination = Pagination::nouvelle(0, 3, |p| format!("?page={p}"));
        let html = ecran.rendre().unwrap();
        assert_eq!(web::controle::fautes(&html), Vec::<String>::new());
        assert!(!html.contains("Vide"));
    }
}
