//! The criteria of a search of the catalogue, read from an address and written back to one.

use url::form_urlencoded;

/// Longest text read.
const TEXTE_MAX: usize = 200;

/// Deepest page.
const PAGE_MAX: usize = 5_000;

/// A facet: name in the address, title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Facette {
    /// Published or not.
    Etat,
    /// European level.
    Niveau,
    /// Family of diplomas.
    Diplome,
    /// Région.
    Region,
    /// Académie.
    Academie,
    /// Month of the next starts.
    Rentree,
    /// Organisation that answers for it.
    Gestionnaire,
    /// Organisation that teaches.
    Formateur,
    /// At a distance or not.
    Distance,
    /// Regulated offer or not.
    Offre,
    /// Control that failed.
    Controle,
    /// Data set.
    Jeu,
}

/// Number of facets.
pub const FACETTES: usize = 12;

impl Facette {
    /// Every facet, in the order of the page.
    pub const TOUTES: [Facette; FACETTES] = [
        Facette::Etat,
        Facette::Niveau,
        Facette::Diplome,
        Facette::Region,
        Facette::Academie,
        Facette::Rentree,
        Facette::Gestionnaire,
        Facette::Formateur,
        Facette::Distance,
        Facette::Offre,
        Facette::Controle,
        Facette::Jeu,
    ];

    /// Name in addresses.
    pub fn nom(self) -> &'static str {
        match self {
            Facette::Etat => "etat",
            Facette::Niveau => "niveau",
            Facette::Diplome => "diplome",
            Facette::Region => "region",
            Facette::Academie => "academie",
            Facette::Rentree => "rentree",
            Facette::Gestionnaire => "gestionnaire",
            Facette::Formateur => "formateur",
            Facette::Distance => "distance",
            Facette::Offre => "offre",
            Facette::Controle => "controle",
            Facette::Jeu => "jeu",
        }
    }

    /// Title on the page.
    pub fn titre(self) -> &'static str {
        match self {
            Facette::Etat => "Publication",
            Facette::Niveau => "Niveau",
            Facette::Diplome => "Diplôme",
            Facette::Region => "Région",
            Facette::Academie => "Académie",
            Facette::Rentree => "Rentrée à venir",
            Facette::Gestionnaire => "Organisme gestionnaire",
            Facette::Formateur => "Organisme formateur",
            Facette::Distance => "Modalité",
            Facette::Offre => "Offre",
            Facette::Controle => "Contrôle en échec",
            Facette::Jeu => "Livraison",
        }
    }
}

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tri {
    /// By title.
    #[default]
    Titre,
    /// Soonest start first; those without one last.
    Rentree,
    /// By town.
    Ville,
    /// By organisation that teaches.
    Organisme,
    /// Most failed controls first.
    Controles,
}

impl Tri {
    /// Every order: value in the address, label.
    pub const TOUS: [(Tri, &'static str, &'static str); 5] = [
        (Tri::Titre, "", "Intitulé"),
        (Tri::Rentree, "rentree", "Prochaine rentrée"),
        (Tri::Ville, "ville", "Ville"),
        (Tri::Organisme, "organisme", "Organisme formateur"),
        (Tri::Controles, "controles", "Contrôles en échec"),
    ];

    /// Value in the address.
    pub fn valeur(self) -> &'static str {
        Tri::TOUS.iter().find(|(tri, ..)| *tri == self).map_or("", |(_, valeur, _)| valeur)
    }
}

/// What is asked of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteres {
    /// Text.
    pub q: String,
    /// Place, as typed.
    pub lieu: String,
    /// Filters: a facet and an accepted value.
    pub choix: Vec<(Facette, String)>,
    /// Order.
    pub tri: Tri,
    /// Page, from 0.
    pub page: usize,
}

impl Criteres {
    /// Reads a query string; what it does not understand is left aside.
    pub fn lire(adresse: &str) -> Self {
        let mut criteres = Criteres::default();
        for (nom, valeur) in form_urlencoded::parse(adresse.as_bytes()) {
            criteres.poser(&nom, &court(&valeur));
        }
        criteres.choix.sort();
        criteres.choix.dedup();
        criteres
    }

    fn poser(&mut self, nom: &str, valeur: &str) {
        if valeur.is_empty() {
            return;
        }
        let facette = Facette::TOUTES.into_iter().find(|f| f.nom() == nom);
        match (nom, facette) {
            (_, Some(facette)) => self.choix.push((facette, valeur.to_owned())),
            ("q", _) => valeur.clone_into(&mut self.q),
            ("lieu", _) => valeur.clone_into(&mut self.lieu),
            ("tri", _) => {
                let tri = Tri::TOUS.into_iter().find(|(_, v, _)| *v == valeur);
                self.tri = tri.map(|(tri, ..)| tri).unwrap_or_default();
            }
            ("page", _) => self.page = valeur.parse().unwrap_or(0).min(PAGE_MAX),
            _ => {}
        }
    }

    /// Values chosen for a facet.
    pub fn valeurs(&self, facette: Facette) -> impl Iterator<Item = &str> {
        self.choix.iter().filter(move |(f, _)| *f == facette).map(|(_, v)| v.as_str())
    }

    /// Whether a value is chosen.
    pub fn a_choisi(&self, facette: Facette, valeur: &str) -> bool {
        self.valeurs(facette).any(|v| v == valeur)
    }

    /// The same search with one filter only, besides text and place.
    pub fn avec(facette: Facette, valeur: &str) -> Self {
        Criteres { choix: vec![(facette, valeur.to_owned())], ..Criteres::default() }
    }

    /// The same search without a value.
    pub fn sans(&self, facette: Facette, valeur: &str) -> Self {
        let mut autre = Criteres { page: 0, ..self.clone() };
        autre.choix.retain(|(f, v)| (*f, v.as_str()) != (facette, valeur));
        autre
    }

    /// The same search without any filter.
    pub fn sans_filtre(&self) -> Self {
        Criteres { page: 0, choix: Vec::new(), ..self.clone() }
    }

    /// The query string, in one canonical order, without what is by default.
    pub fn ecrire(&self) -> String {
        let mut ecrite = form_urlencoded::Serializer::new(String::new());
        let page = if self.page > 0 { self.page.to_string() } else { String::new() };
        let seuls = [("q", &self.q), ("lieu", &self.lieu)];
        for (nom, valeur) in seuls.into_iter().filter(|(_, v)| !v.is_empty()) {
            ecrite.append_pair(nom, valeur);
        }
        for (facette, valeur) in &self.choix {
            ecrite.append_pair(facette.nom(), valeur);
        }
        for (nom, valeur) in [("tri", self.tri.valeur()), ("page", page.as_str())] {
            if !valeur.is_empty() {
                ecrite.append_pair(nom, valeur);
            }
        }
        ecrite.finish()
    }

    /// Address of the page.
    pub fn adresse(&self) -> String {
        match self.ecrire() {
            requete if requete.is_empty() => "/catalogue".to_owned(),
            requete => format!("/catalogue?{requete}"),
        }
    }
}

fn court(valeur: &str) -> String {
    valeur.trim().chars().filter(|c| !c.is_control()).take(TEXTE_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_its_criteria_are_the_same_thing() {
        let adresses = [
            "",
            "q=boulanger&lieu=Rennes+%2835%29",
            "etat=publiee&niveau=3&niveau=4&region=53&tri=rentree&page=2",
            "controle=lieu.uai&jeu=formations%2Frco",
        ];
        for adresse in adresses {
            assert_eq!(Criteres::lire(adresse).ecrire(), adresse);
        }
    }

    #[test]
    fn a_page_opens_whatever_the_address() {
        for adresse in
            ["inconnu=1", "page=-1", "tri=hasard", "niveau=", "page=99999999999999999999"]
        {
            assert_eq!(Criteres::lire(adresse).ecrire(), "", "{adresse}");
        }
        assert_eq!(Criteres::lire(&format!("q={}", "a".repeat(300))).q.len(), 200);
    }

    #[test]
    fn facets_are_numbered_in_their_order() {
        for (rang, facette) in Facette::TOUTES.into_iter().enumerate() {
            assert_eq!(facette as usize, rang);
        }
    }
}
