//! A working page made of blocks, each with its facts, table and forms: what agents and centres work in.

use crate::formulaire::{Choix, Formulaire, Saisie};
use crate::graphe::Graphe;
use crate::page::{Lien, Page};
use crate::pagination::Pagination;
use askama::Template;

/// A row of a table; its first cell leads to what it is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rangee {
    /// Where the first cell leads; nowhere when empty.
    pub adresse: String,
    /// Its cells.
    pub cellules: Vec<String>,
}

/// Most rows treated at once: more than a page shows.
const LOT_MAX: usize = 100;

/// What is done at once to the rows that are ticked.
#[derive(Debug, Clone, Default)]
pub struct Lot {
    /// Where the choice is sent.
    pub action: String,
    /// Its buttons: the act that each sends, what it says.
    pub boutons: Vec<Choix>,
    /// What ticking each row sends, and what the box is called; a row that sends nothing has no box.
    pub choix: Vec<Choix>,
}

impl Lot {
    /// The rows that were ticked.
    pub fn choisis(saisie: &Saisie) -> Vec<&str> {
        let mut choisis = saisie.liste("choix");
        choisis.truncate(LOT_MAX);
        choisis
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows.
    pub legende: String,
    /// Titles of the columns.
    pub colonnes: Vec<String>,
    /// The rows.
    pub rangees: Vec<Rangee>,
    /// Whether a phone shows each row as a card, rather than columns to scroll.
    pub fiches: bool,
    /// What can be done to several rows.
    pub lot: Option<Lot>,
}

impl Table {
    /// A table without links.
    pub fn simple(legende: &str, colonnes: &[&str], lignes: Vec<Vec<String>>) -> Self {
        let rangee = |cellules| Rangee { adresse: String::new(), cellules };
        Table::liens(legende, colonnes, lignes.into_iter().map(rangee).collect())
    }

    /// A table whose rows lead somewhere.
    pub fn liens(legende: &str, colonnes: &[&str], rangees: Vec<Rangee>) -> Self {
        let colonnes = colonnes.iter().map(|&c| c.to_owned()).collect();
        Table { legende: legende.to_owned(), colonnes, rangees, ..Table::default() }
    }

    /// Shown as cards on a phone.
    pub fn en_fiches(mut self) -> Self {
        self.fiches = true;
        self
    }

    /// With what can be done to several rows.
    pub fn lot(mut self, lot: Option<Lot>) -> Self {
        self.lot = lot;
        self
    }
}

/// A part of the page.
#[derive(Debug, Clone, Default)]
pub struct Bloc {
    /// Its title; none for what comes right under the heading of the page.
    pub titre: String,
    /// Its sentences.
    pub paragraphes: Vec<String>,
    /// Facts: term and value.
    pub faits: Vec<(String, String)>,
    /// Its chart, drawn above the table that says the same.
    pub graphe: Option<Graphe>,
    /// Its table.
    pub table: Option<Table>,
    /// A text to read or to copy: what someone wrote, a key.
    pub texte: Option<String>,
    /// Its links.
    pub liens: Vec<Lien>,
    /// Its forms.
    pub formulaires: Vec<Formulaire>,
}

impl Bloc {
    /// A part with its title and sentences.
    pub fn nouveau(titre: &str, paragraphes: &[&str]) -> Self {
        let paragraphes = paragraphes.iter().map(|&p| p.to_owned()).collect();
        Bloc { titre: titre.to_owned(), paragraphes, ..Bloc::default() }
    }

    /// With facts; those without a value are left out.
    pub fn faits(mut self, faits: Vec<(impl Into<String>, String)>) -> Self {
        let connus = faits.into_iter().filter(|(_, valeur)| !valeur.is_empty());
        self.faits.extend(connus.map(|(terme, valeur)| (terme.into(), valeur)));
        self
    }

    /// With a text, when there is one.
    pub fn texte(mut self, texte: &str) -> Self {
        self.texte = Some(texte.to_owned()).filter(|t| !t.is_empty());
        self
    }

    /// With a chart; the table must say the same.
    pub fn graphe(mut self, graphe: Graphe) -> Self {
        self.graphe = Some(graphe);
        self
    }

    /// With a table.
    pub fn table(mut self, table: Table) -> Self {
        self.table = Some(table);
        self
    }

    /// With a link.
    pub fn lien(mut self, libelle: &str, adresse: impl Into<String>) -> Self {
        self.liens.push(Lien::new(libelle, adresse));
        self
    }

    /// With a form.
    pub fn formulaire(mut self, formulaire: Formulaire) -> Self {
        self.formulaires.push(formulaire);
        self
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "ecran.html")]
pub struct Ecran {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its heading.
    pub intitule: String,
    /// What it is for, in a sentence or two.
    pub chapo: String,
    /// A message: kind (info, success, warning, error), title, text.
    pub alerte: Option<(&'static str, String, String)>,
    /// A form that only reads: the filters of a list.
    pub filtres: Option<Formulaire>,
    /// What a list of the filters says when nothing is chosen.
    pub sans_choix: &'static str,
    /// Its parts.
    pub blocs: Vec<Bloc>,
    /// The pages of its list.
    pub pagination: Pagination,
}

impl Ecran {
    /// A page under the home page.
    pub fn nouveau(page: Page, chapo: &str) -> Self {
        Ecran {
            intitule: page.titre.clone(),
            page,
            fil: vec![Lien::new("Accueil", "/")],
            chapo: chapo.to_owned(),
            alerte: None,
            filtres: None,
            sans_choix: "Sans filtre",
            blocs: Vec::new(),
            pagination: Pagination::default(),
        }
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

    /// Whether something is to be corrected, which the title says first (RGAA 11.10).
    pub fn fautif(&self) -> bool {
        let mut formulaires = self.blocs.iter().flat_map(|b| &b.formulaires);
        let alerte = self.alerte.as_ref().is_some_and(|(genre, ..)| *genre == "error");
        alerte || formulaires.any(|f| !f.fautifs().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulaire::{Champ, Genre, Saisie};

    #[test]
    fn a_page_with_everything_on_it_is_sound() {
        let mut saisie = Saisie::lire("motif=");
        saisie.refuser("motif", "Écrivez ce que la personne lira.");
        let champs = vec![Champ::new("motif", "Motif", Genre::Zone)];
        let recherche = vec![Champ::ligne("acte", "Acte"), Champ::cache("sujet", "1")];
        let filtre = Formulaire::new("/dpo/journal", "Chercher", recherche);
        let rangee =
            Rangee { adresse: "/dpo/demandes/1".to_owned(), cellules: vec!["1".to_owned()] };
        let lot = Lot {
            action: "/lot".to_owned(),
            boutons: vec![Choix::new("lue", "Marquer comme lues")],
            choix: vec![Choix::new("1", "la demande 1")],
        };
        let mut bloc = Bloc::nouveau("À faire", &["Une phrase."])
            .faits(vec![("Reçue", "hier".to_owned()), ("Vide", String::new())])
            .table(Table::liens("Demandes", &["Numéro"], vec![rangee]).en_fiches().lot(Some(lot)))
            .graphe(Graphe::courbes("Demandes", &["lundi".to_owned()], &[("Reçues", vec![1])]))
            .lien("Télécharger", "/x.csv")
            .formulaire(Formulaire::new("/x", "Prolonger", champs).avec(&saisie));
        bloc.texte = Some("Texte à copier".to_owned());
        let mut ecran = Ecran::nouveau(Page::nouvelle("Demandes"), "Ce qui attend.")
            .sous("Demandes", "/dpo/demandes")
            .alerte("success", "C’est fait", "La demande est prise.")
            .bloc(bloc);
        ecran.filtres = Some(filtre);
        ecran.pagination = Pagination::nouvelle(0, 3, |p| format!("?page={p}"));
        let html = ecran.render().unwrap();
        assert_eq!(crate::controle::fautes(&html), Vec::<String>::new());
        for mot in [
            "<title>Erreur — Demandes",
            "Texte à copier",
            "/dpo/demandes/1",
            "C’est fait",
            "Écrivez ce que",
            "line-chart",
            "value=\"lue\"",
            "la demande 1",
        ] {
            assert!(html.contains(mot), "{mot}");
        }
        assert!(!html.contains("Vide"));
    }
}
