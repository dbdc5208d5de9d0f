//! What the pages of the search show: plain data, filled by `pages`, read by `templates/`.
//!
//! Each view has an `exemple()` that the tests render. Dates, distances and amounts are
//! already French sentences here; only counts stay numbers, shown through [`Compte`].

mod accueil;
mod close;
mod entreprise;
mod fiche;
mod formation;
mod integrer;
mod offre;
mod resultats;

pub use accueil::{Accueil, Chiffre, PorteAccueil};
pub use close::OffreClose;
pub use entreprise::Entreprise;
pub use fiche::{Action, Provenance, Source};
pub use formation::{Apres, Formation, Session};
pub use integrer::Integrer;
pub use offre::Offre;
pub use resultats::{Compris, Filtre, FiltrePose, Genre, Issue, OptionFiltre, Resultats, Rien};

use web::page::Compte;

/// The four kinds of results, each told by its words and its icon, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A training given by a training centre.
    Formation,
    /// A job offer of an employer.
    Offre,
    /// A job offer that comes with its training, published by a school or a group of employers.
    OffreFormation,
    /// A company that may hire but published nothing: the hidden market.
    Entreprise,
}

impl Nature {
    /// What the card says.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Formation => "Formation",
            Self::Offre => "Offre d’emploi",
            Self::OffreFormation => "Offre avec formation",
            Self::Entreprise => "Entreprise à contacter",
        }
    }

    /// One line that says what the kind is.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Formation => {
                "Un diplôme préparé dans un centre de formation, à compléter par un employeur."
            }
            Self::Offre => "Un employeur cherche un apprenti et a publié une annonce.",
            Self::OffreFormation => {
                "L’annonce vient d’une école : l’emploi et la formation vont ensemble."
            }
            Self::Entreprise => {
                "Pas d’annonce, mais elle recrute souvent dans ce métier : proposez votre candidature."
            }
        }
    }

    /// DSFR icon class.
    pub fn icone(self) -> &'static str {
        match self {
            Self::Formation => "fr-icon-book-2-line",
            Self::Offre => "fr-icon-briefcase-line",
            Self::OffreFormation => "fr-icon-award-line",
            Self::Entreprise => "fr-icon-building-line",
        }
    }
}

/// One choice of a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    /// Value sent.
    pub valeur: String,
    /// Text shown.
    pub libelle: String,
    /// Whether it is the current one.
    pub choisi: bool,
}

impl Choix {
    /// The choices of a select, of which one is current.
    pub fn parmi(choix: &[(&str, &str)], courant: &str) -> Vec<Self> {
        choix
            .iter()
            .map(|&(valeur, libelle)| Self {
                valeur: valeur.to_owned(),
                libelle: libelle.to_owned(),
                choisi: valeur == courant,
            })
            .collect()
    }
}

/// The search form, the same on the home page and above the results.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formulaire {
    /// Trade, training, company or skill, as typed.
    pub q: String,
    /// Place as typed; the server resolves it.
    pub lieu: String,
    /// Latitude and longitude, only when `lieu` alone cannot give them back: "autour de moi"
    /// or a street address. The script drops them when the reader changes the place.
    pub point: Option<(String, String)>,
    /// Choices of radius in km; empty when the place is not a point.
    pub rayons: Vec<Choix>,
    /// What the search holds that no field of the page shows (mode, exact company name, date),
    /// carried along by the form: name and value.
    pub caches: Vec<(&'static str, String)>,
    /// What is wrong with the place, in a sentence; empty when nothing is.
    pub erreur_lieu: String,
}

impl Formulaire {
    /// The radii offered, up to the 200 km that the API accepts.
    pub fn rayons(courant: &str) -> Vec<Choix> {
        const RAYONS: [(&str, &str); 6] = [
            ("10", "10 km"),
            ("20", "20 km"),
            ("30", "30 km"),
            ("60", "60 km"),
            ("100", "100 km"),
            ("200", "200 km"),
        ];
        Choix::parmi(&RAYONS, courant)
    }

    /// A filled form.
    pub fn exemple() -> Self {
        Self {
            q: "boulanger".to_owned(),
            lieu: "Rennes (35)".to_owned(),
            rayons: Self::rayons("30"),
            ..Self::default()
        }
    }
}

/// A result, in a list or beside a sheet. The whole card is one link.
#[derive(Debug, Clone, PartialEq)]
pub struct Carte {
    /// Identifier, unique in the page; ties the card to its mark on the map.
    pub id: String,
    /// Kind of result.
    pub nature: Nature,
    /// What: title of the training, of the offer, name of the company.
    pub titre: String,
    /// The sheet.
    pub adresse: String,
    /// Who: training centre, employer; for a company, what it does.
    pub qui: String,
    /// Town and, when known, its département: "Cesson-Sévigné (35)".
    pub ou: String,
    /// "à 4 km", when a place was searched.
    pub distance: Option<String>,
    /// The two facts that decide: level and length, start and contract, sector and size.
    pub faits: Vec<String>,
    /// "Publiée il y a 2 jours".
    pub fraicheur: Option<String>,
    /// One badge at most.
    pub badge: Option<Badge>,
    /// Latitude and longitude in degrees, for the map.
    pub point: Option<(f64, f64)>,
}

/// The two badges of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Badge {
    /// The employer reads applications sent from here.
    ReponseSimple,
    /// The employer says that the job is open to disabled people.
    OuvertAuHandicap,
}

impl Badge {
    /// Text of the badge.
    pub fn libelle(self) -> &'static str {
        match self {
            Self::ReponseSimple => "Réponse simple",
            Self::OuvertAuHandicap => "Ouvert au handicap",
        }
    }

    /// DSFR modifier of the badge.
    pub fn classe(self) -> &'static str {
        match self {
            Self::ReponseSimple => "fr-badge--blue-cumulus",
            Self::OuvertAuHandicap => "fr-badge--green-emeraude",
        }
    }
}

impl Carte {
    /// One card of each kind.
    pub fn exemples() -> Vec<Self> {
        vec![
            exemple(Nature::Offre, "Boulanger, boulangère en apprentissage"),
            exemple(Nature::Formation, "CAP Boulanger"),
            exemple(Nature::Entreprise, "Boulangerie Le Fournil de Maurepas"),
            exemple(Nature::OffreFormation, "Apprenti boulanger, formation BP incluse"),
        ]
    }
}

fn exemple(nature: Nature, titre: &str) -> Carte {
    let (qui, ou, distance, faits, badge, point) = match nature {
        Nature::Formation => (
            "Faculté des métiers de Bruz",
            "Bruz (35)",
            "à 11 km",
            ["Niveau CAP", "2 ans"],
            None,
            (48.0247, -1.7469),
        ),
        Nature::Offre => (
            "Boulangerie Lemoine",
            "Rennes (35)",
            "à 2 km",
            ["Dès que possible", "Apprentissage, 24 mois"],
            Some(Badge::ReponseSimple),
            (48.1173, -1.6778),
        ),
        Nature::OffreFormation => (
            "Campus des métiers",
            "Cesson-Sévigné (35)",
            "à 6 km",
            ["Début le 1er septembre 2027", "Niveau bac"],
            Some(Badge::OuvertAuHandicap),
            (48.1212, -1.6031),
        ),
        Nature::Entreprise => (
            "Boulangerie et boulangerie-pâtisserie",
            "Rennes (35)",
            "à 3 km",
            ["3 à 5 salariés", "4 contrats en trois ans"],
            None,
            (48.1284, -1.6652),
        ),
    };
    Carte {
        id: format!("exemple-{}", titre.len()),
        nature,
        titre: titre.to_owned(),
        adresse: "/formation/exemple".to_owned(),
        qui: qui.to_owned(),
        ou: ou.to_owned(),
        distance: Some(distance.to_owned()),
        faits: faits.iter().map(|&fait| fait.to_owned()).collect(),
        fraicheur: (nature == Nature::Offre).then(|| "Publiée il y a 2 jours".to_owned()),
        badge,
        point: Some(point),
    }
}

/// A link with the number of results it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LienCompte {
    /// What the link says.
    pub libelle: String,
    /// Where it leads.
    pub adresse: String,
    /// How many results are there.
    pub compte: Compte,
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;

    /// Every view of the service, filled by its example.
    fn vues() -> Vec<(&'static str, askama::Result<String>)> {
        vec![
            ("accueil", Accueil::exemple().render()),
            ("résultats", Resultats::exemple().render()),
            ("aucun résultat", Resultats::exemple_vide().render()),
            ("formation", Formation::exemple().render()),
            ("intégrer", Integrer::exemple().render()),
            ("offre", Offre::exemple().render()),
            ("entreprise", Entreprise::exemple().render()),
        ]
    }

    #[test]
    fn every_view_renders_a_sound_page() {
        for (nom, html) in vues() {
            let html = html.unwrap_or_else(|erreur| panic!("{nom} : {erreur}"));
            assert_eq!(web::controle::fautes(&html), Vec::<String>::new(), "{nom}");
        }
    }

    #[test]
    fn what_people_type_stays_text() {
        let mut vue = Resultats::exemple();
        vue.formulaire.q = r#""><script>alert(1)</script>"#.to_owned();
        vue.compris[0].libelle = "<b>gras</b>".to_owned();
        let html = vue.render().unwrap_or_default();
        assert!(!html.contains("<script>alert"));
        assert!(!html.contains("<b>gras"));
    }

    #[test]
    fn a_zero_can_be_left_but_not_chosen() {
        let option = |compte, choisie| OptionFiltre {
            valeur: String::new(),
            libelle: String::new(),
            aide: "",
            compte,
            choisie,
        };
        let cas = [
            (option(Some(Compte(0)), false), true),
            (option(Some(Compte(0)), true), false),
            (option(Some(Compte(3)), false), false),
            (option(None, false), false),
        ];
        for (option, inutile) in cas {
            assert_eq!(option.inutile(), inutile, "{option:?}");
        }
    }
}
