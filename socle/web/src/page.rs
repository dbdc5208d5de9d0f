//! What every page of the site shares: its title, its place in the site, header and footer.
//!
//! A view holds a [`Page`] in a field named `page` and its template begins with
//! `{% extends "socle.html" %}`; the layout reads everything it needs from that field.

use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::accessibilite::Declaration;
use crate::session::Visite;
use crate::statique;

/// The site as its operator configured it; the same for every page.
#[derive(Debug, Clone)]
pub struct Site {
    /// Name of the service, shown in the header and in titles.
    pub nom: String,
    /// One line under the name.
    pub accroche: String,
    /// True when the site is the State's: shows the brand block and uses the Marianne font,
    /// which the design system's terms reserve to the State.
    pub etat: bool,
    /// True when people and companies are invented: every page says so.
    pub demo: bool,
    /// The accessibility statement, whose state the footer must say (RGAA).
    pub accessibilite: Declaration,
    /// Address of the source code.
    pub source: String,
    /// Version of the program.
    pub version: String,
    /// Address to write to when something goes wrong, when the operator gave one.
    pub contact: Option<String>,
    /// Address of the map's tile style; without it the map shows the bundled outline.
    pub tuiles: Option<String>,
    /// Origins whose pages may frame what is made for it, as `frame-ancestors` writes them.
    pub integrateurs: String,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            nom: "Compagnon".to_owned(),
            accroche: "L’apprentissage, de l’idée au contrat".to_owned(),
            etat: false,
            demo: false,
            accessibilite: Declaration::fournie(),
            source: "/code-source".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            contact: None,
            tuiles: None,
            integrateurs: String::new(),
        }
    }
}

/// The four doors of the site: who comes, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Porte {
    /// Young people and their families.
    Cherche,
    /// Employers.
    Recrute,
    /// Training centres.
    Forme,
    /// Agents of the State and of its partners.
    Pilote,
}

impl Porte {
    /// The four doors, in the order of the menu.
    pub const TOUTES: [Self; 4] = [Self::Cherche, Self::Recrute, Self::Forme, Self::Pilote];

    /// What the menu says.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Cherche => "Je cherche",
            Self::Recrute => "Je recrute",
            Self::Forme => "Je forme",
            Self::Pilote => "Je pilote",
        }
    }

    /// Identifier of the door's section on the home page, where the menu leads.
    pub fn ancre(self) -> &'static str {
        match self {
            Self::Cherche => "je-cherche",
            Self::Recrute => "je-recrute",
            Self::Forme => "je-forme",
            Self::Pilote => "je-pilote",
        }
    }
}

/// What the layout needs to know of one page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Says where the reader is, most precise part first, without the site's name.
    pub titre: String,
    /// One sentence for search engines and shared links; empty for none.
    pub description: String,
    /// Address of reference, when the same page answers to several.
    pub canonique: Option<String>,
    /// Path of the page, which marks its own link in the footer.
    pub chemin: String,
    /// The door the page belongs to.
    pub porte: Option<Porte>,
    /// Whether the header holds a search field: everywhere but where the page has its own.
    pub recherche: bool,
    /// Whether search engines may list the page.
    pub indexable: bool,
    /// Whether the page is shown inside that of a partner: alone, without header nor footer; its
    /// links open the site in a tab of their own.
    pub encart: bool,
    /// The journey that the page offers to give an opinion on, by its code.
    pub avis: Option<&'static str>,
    /// Who visits, and what everyone must read.
    pub visite: Visite,
    /// The site.
    pub site: Arc<Site>,
}

impl Page {
    /// A page of the default site, listed by search engines, with the search in its header.
    pub fn nouvelle(titre: impl Into<String>) -> Self {
        static SITE: LazyLock<Arc<Site>> = LazyLock::new(Arc::default);
        Self {
            titre: titre.into(),
            description: String::new(),
            canonique: None,
            chemin: String::new(),
            porte: None,
            recherche: true,
            indexable: true,
            encart: false,
            avis: None,
            visite: Visite::en_cours(),
            site: SITE.clone(),
        }
    }

    /// The same page on the site of this configuration.
    pub fn sur(mut self, site: &Arc<Site>) -> Self {
        self.site = site.clone();
        self
    }

    /// The text of `<title>`: "Boulanger à Rennes — 42 résultats — Compagnon".
    pub fn titre_complet(&self) -> String {
        format!("{} — {}", self.titre, self.site.nom)
    }

    /// The doors of the menu.
    pub fn portes(&self) -> [Porte; 4] {
        Porte::TOUTES
    }

    /// Whether the page lies behind this door.
    pub fn est_sous(&self, porte: &Porte) -> bool {
        self.porte == Some(*porte)
    }

    /// The links every public site must show, and the statistics.
    pub fn liens_du_pied(&self) -> [Lien; 5] {
        [
            Lien::new("Plan du site", "/plan-du-site"),
            Lien::new(
                format!("Accessibilité : {}", self.site.accessibilite.conformite()),
                "/accessibilite",
            ),
            Lien::new("Mentions légales", "/mentions-legales"),
            Lien::new("Données personnelles", "/donnees-personnelles"),
            Lien::new("Statistiques", "/statistiques"),
        ]
    }

    /// The choices of appearance: value read by the DSFR, label, help.
    pub fn themes(&self) -> [(&'static str, &'static str, &'static str); 3] {
        [
            ("light", "Thème clair", ""),
            ("dark", "Thème sombre", ""),
            ("system", "Système", "Suit le réglage de votre appareil."),
        ]
    }

    /// Address of a static file by its logical name.
    pub fn statique(&self, nom: &str) -> String {
        statique::adresse(nom)
    }
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lien {
    /// What the link says.
    pub libelle: String,
    /// Where it leads.
    pub adresse: String,
}

impl Lien {
    /// A link.
    pub fn new(libelle: impl Into<String>, adresse: impl Into<String>) -> Self {
        Self { libelle: libelle.into(), adresse: adresse.into() }
    }
}

/// A number of things, shown the French way ("1 234", with narrow no-break spaces).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Compte(pub u64);

impl Compte {
    /// True for zero.
    pub fn est_nul(self) -> bool {
        self.0 == 0
    }

    /// "" for zero or one, "s" beyond: the French plural starts at two.
    pub fn s(self) -> &'static str {
        if self.0 < 2 { "" } else { "s" }
    }
}

impl fmt::Display for Compte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let chiffres = self.0.to_string();
        for (rang, chiffre) in chiffres.char_indices() {
            if rang > 0 && (chiffres.len() - rang).is_multiple_of(3) {
                f.write_str("\u{202f}")?;
            }
            write!(f, "{chiffre}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_grouped_by_thousands_and_agrees_in_number() {
        let cas = [
            (0, "0", ""),
            (1, "1", ""),
            (2, "2", "s"),
            (999, "999", "s"),
            (1_234, "1\u{202f}234", "s"),
            (1_234_567, "1\u{202f}234\u{202f}567", "s"),
        ];
        for (nombre, texte, pluriel) in cas {
            assert_eq!(Compte(nombre).to_string(), texte);
            assert_eq!(Compte(nombre).s(), pluriel, "{nombre}");
        }
    }

    #[test]
    fn the_title_ends_with_the_name_of_the_site() {
        let page = Page::nouvelle("Boulanger à Rennes — 42 résultats");
        assert_eq!(page.titre_complet(), "Boulanger à Rennes — 42 résultats — Compagnon");
    }
}
