//! A working page made of blocks, each with its facts, table and forms: what agents and centres work in.

use crate::formulaire::Formulaire;
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

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows.
    pub legende: String,
    /// Titles of the columns.
    pub colonnes: Vec<String>,
    /// The rows.
    pub rangees: Vec<Rangee>,
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
        Table { legende: legende.to_owned(), colonnes, rangees }
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
    /// A text to copy.
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

    /// With facts.
    pub fn faits(mut self, faits: Vec<(&str, String)>) -> Self {
        self.faits = faits.into_iter().map(|(terme, valeur)| (terme.to_owned(), valeur)).collect();
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
        let mut bloc = Bloc::nouveau("À faire", &["Une phrase."])
            .faits(vec![("Reçue", "hier".to_owned())])
            .table(Table::liens("Demandes", &["Numéro"], vec![rangee]))
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
        for mot in
            ["Texte à copier", "/dpo/demandes/1", "C’est fait", "Écrivez ce que", "line-chart"]
        {
            assert!(html.contains(mot), "{mot}");
        }
    }
}
