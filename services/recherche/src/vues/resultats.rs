//! The results of a search.

use askama::Template;
use web::page::{Compte, Lien, Page, Porte};
use web::pagination::Pagination;

use super::{Carte, Choix, Formulaire, LienCompte};

/// The page of results: what was understood, filters, list, map.
#[derive(Debug, Clone, Template)]
#[template(path = "resultats.html")]
pub struct Resultats {
    /// The layout.
    pub page: Page,
    /// The form, filled.
    pub formulaire: Formulaire,
    /// What was understood, each part with the field that changes it.
    pub compris: Vec<Compris>,
    /// What the reader should know of the reading of the query ("Nous avons aussi cherché
    /// « boulangerie »."); empty for nothing.
    pub remarque: String,
    /// Number of results.
    pub total: Compte,
    /// The filters, in order.
    pub filtres: Vec<Filtre>,
    /// The filters in force, each with the address without it.
    pub poses: Vec<FiltrePose>,
    /// Address without any filter.
    pub sans_filtre: String,
    /// The sorts offered.
    pub tris: Vec<Choix>,
    /// The results of this page.
    pub cartes: Vec<Carte>,
    /// The other pages.
    pub pagination: Pagination,
    /// What to do when nothing was found.
    pub rien: Option<Rien>,
    /// The way to be told of new offers.
    pub alerte: Option<Lien>,
    /// The searched place on the map: latitude, longitude, radius in km.
    pub cercle: Option<(f64, f64, f64)>,
}

/// A part of what was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compris {
    /// "Boulanger, boulangère", "Rennes", "30 km".
    pub libelle: String,
    /// Identifier of the field that changes it: `q`, `lieu` or `radius`.
    pub champ: &'static str,
    /// "Changer le métier".
    pub action: &'static str,
}

/// How a filter is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// Several values at once.
    Cases,
    /// One value; the first option means no filter.
    Choix,
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtre {
    /// Name of the parameter, as in the API.
    pub nom: &'static str,
    /// Title of the group.
    pub titre: &'static str,
    /// How it is answered.
    pub genre: Genre,
    /// The values.
    pub options: Vec<OptionFiltre>,
    /// How many values are shown before "Voir plus".
    pub montrees: usize,
}

impl Filtre {
    /// The values shown at once.
    pub fn premieres(&self) -> &[OptionFiltre] {
        &self.options[..self.montrees.min(self.options.len())]
    }

    /// The values folded under "Voir plus".
    pub fn suivantes(&self) -> &[OptionFiltre] {
        &self.options[self.montrees.min(self.options.len())..]
    }

    /// Whether a folded value is chosen, which keeps the fold open.
    pub fn suivante_choisie(&self) -> bool {
        self.suivantes().iter().any(|option| option.choisie)
    }

    /// HTML type of the inputs.
    pub fn saisie(&self) -> &'static str {
        match self.genre {
            Genre::Cases => "checkbox",
            Genre::Choix => "radio",
        }
    }

    /// DSFR class of the inputs' groups.
    pub fn classe(&self) -> &'static str {
        match self.genre {
            Genre::Cases => "fr-checkbox-group fr-checkbox-group--sm",
            Genre::Choix => "fr-radio-group fr-radio-group--sm",
        }
    }
}

/// A value of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionFiltre {
    /// Value sent.
    pub valeur: String,
    /// Text shown.
    pub libelle: String,
    /// A line of explanation; empty for none.
    pub aide: &'static str,
    /// What choosing it gives, with the other filters in force. None for "no filter".
    pub compte: Option<Compte>,
    /// Whether it is in force.
    pub choisie: bool,
}

impl OptionFiltre {
    /// A value that would give nothing cannot be chosen, but can be left.
    pub fn inutile(&self) -> bool {
        !self.choisie && self.compte.is_some_and(Compte::est_nul)
    }
}

/// A filter in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiltrePose {
    /// "Niveau CAP".
    pub libelle: String,
    /// Address of the same search without it.
    pub sans: String,
}

/// Nothing was found: the ways out.
#[derive(Debug, Clone, PartialEq)]
pub struct Rien {
    /// Wider searches with what they give; at least two unless the base is empty.
    pub issues: Vec<Issue>,
    /// The nearest results beyond the radius.
    pub plus_proches: Vec<Carte>,
    /// Trades near the one searched (ROME mobility).
    pub metiers: Vec<LienCompte>,
    /// To be told later, when alerts are open.
    pub alerte: Option<Lien>,
}

/// A way out of an empty list.
pub type Issue = LienCompte;

impl Resultats {
    /// A page of results with everything on it.
    pub fn exemple() -> Self {
        let mut page = Page::nouvelle("Boulanger à Rennes — 42 résultats");
        page.recherche = false;
        page.indexable = false;
        page.porte = Some(Porte::Cherche);
        Self {
            page,
            formulaire: Formulaire::exemple(),
            compris: compris_exemple(),
            remarque: String::new(),
            total: Compte(42),
            filtres: filtres_exemple(),
            poses: vec![FiltrePose {
                libelle: "CAP, BEP".to_owned(),
                sans: "/recherche?q=boulanger&lieu=Rennes+(35)".to_owned(),
            }],
            sans_filtre: "/recherche?q=boulanger&lieu=Rennes+(35)".to_owned(),
            tris: Self::tris(""),
            cartes: Carte::exemples(),
            pagination: Pagination::nouvelle(0, 3, |page| {
                format!("/recherche?q=boulanger&page={page}")
            }),
            rien: None,
            alerte: Some(Lien::new("Être prévenu des nouvelles offres", "/alertes?q=boulanger")),
            cercle: Some((48.1113, -1.6800, 30.0)),
        }
    }

    /// The same search where nothing was found.
    pub fn exemple_vide() -> Self {
        let mut vide = Self::exemple();
        vide.page.titre = "Luthier à Rennes — aucun résultat".to_owned();
        vide.formulaire.q = "luthier".to_owned();
        vide.compris[0].libelle = "Luthier, luthière".to_owned();
        vide.total = Compte(0);
        vide.cartes.clear();
        vide.pagination = Pagination::default();
        vide.rien = Some(Rien {
            issues: vec![
                lien("Chercher jusqu’à 100 km", 3),
                lien("Chercher dans toute la France", 27),
                lien("Retirer le filtre CAP, BEP", 2),
            ],
            plus_proches: Carte::exemples(),
            metiers: vec![lien("Facteur, factrice d’instruments", 4), lien("Ébéniste", 12)],
            alerte: None,
        });
        vide
    }

    /// The sorts, of which one is current; the empty value is relevance.
    pub fn tris(courant: &str) -> Vec<Choix> {
        const TRIS: [(&str, &str); 5] = [
            ("", "Les plus pertinents"),
            ("proximity", "Les plus proches"),
            ("date", "Les plus récents"),
            ("start_date", "Ceux qui commencent bientôt"),
            ("applications", "Les moins sollicités"),
        ];
        Choix::parmi(&TRIS, courant)
    }
}

fn lien(libelle: &str, compte: u64) -> LienCompte {
    LienCompte {
        libelle: libelle.to_owned(),
        adresse: "/recherche?q=exemple".to_owned(),
        compte: Compte(compte),
    }
}

fn compris_exemple() -> Vec<Compris> {
    [
        ("Boulanger, boulangère", "q", "Changer le métier"),
        ("Rennes", "lieu", "Changer le lieu"),
        ("30 km", "radius", "Changer la distance"),
    ]
    .map(|(libelle, champ, action)| Compris { libelle: libelle.to_owned(), champ, action })
    .to_vec()
}

fn filtres_exemple() -> Vec<Filtre> {
    vec![
        Filtre {
            nom: "type_filter_label",
            titre: "Type de résultat",
            genre: Genre::Cases,
            options: vec![
                option("Formation", 18, false),
                option("Offre d’emploi", 9, false),
                option("Offre avec formation", 0, false),
                option("Entreprise à contacter", 15, false),
            ],
            montrees: 4,
        },
        Filtre {
            nom: "level",
            titre: "Niveau préparé",
            genre: Genre::Cases,
            options: vec![
                option("CAP, BEP", 22, true),
                option("Bac, bac pro, BP", 8, false),
                option("BTS, Bac+2", 4, false),
                option("Licence, BUT, Bac+3", 0, false),
                option("Master, Bac+5", 0, false),
            ],
            montrees: 3,
        },
        Filtre {
            nom: "start_type",
            titre: "Début",
            genre: Genre::Choix,
            options: vec![
                OptionFiltre {
                    valeur: String::new(),
                    libelle: "Peu importe".to_owned(),
                    aide: "",
                    compte: None,
                    choisie: true,
                },
                option("Dès que possible", 12, false),
            ],
            montrees: 2,
        },
    ]
}

fn option(libelle: &str, compte: u64, choisie: bool) -> OptionFiltre {
    OptionFiltre {
        valeur: libelle.to_owned(),
        libelle: libelle.to_owned(),
        aide: "",
        compte: Some(Compte(compte)),
        choisie,
    }
}
