//! The sheet of an organisation.

use askama::Template;
use web::page::{Lien, Page};

/// A UAI it may have.
#[derive(Debug, Clone)]
pub struct Candidat {
    /// The UAI.
    pub uai: String,
    /// "Validé", "Probable"…
    pub statut: &'static str,
    /// Whether it is the one in force.
    pub retenu: bool,
    /// Why, one sentence for each source.
    pub raisons: Vec<String>,
}

/// A place where it teaches.
#[derive(Debug, Clone)]
pub struct LieuVu {
    /// Its address.
    pub adresse: String,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// How far it is from the address of the organisation; empty when one of both is unknown.
    pub distance: String,
    /// Its UAI; empty when unknown.
    pub uai: String,
    /// Whether a national platform or a person answers for that UAI.
    pub fiable: bool,
    /// Who says it.
    pub source: String,
}

/// A relation.
#[derive(Debug, Clone)]
pub struct Relation {
    /// What the other is to it.
    pub genre: &'static str,
    /// The other, and its sheet when there is one.
    pub nom: String,
    /// Its sheet.
    pub adresse: Option<String>,
    /// Who says it.
    pub source: String,
}

/// A line of the drawing, from the middle to a box.
#[derive(Debug, Clone)]
pub struct Trait {
    /// Left of the box.
    pub x: u32,
    /// Top of the box.
    pub y: u32,
    /// Where the line ends.
    pub bout: (u32, u32),
    /// Where the line begins.
    pub debut: (u32, u32),
    /// Name in the box, cut to fit.
    pub nom: String,
}

/// The drawing of the relations.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Height in units.
    pub hauteur: u32,
    /// The organisation, in the middle.
    pub centre: String,
    /// Top of its box.
    pub y: u32,
    /// The others: responsible on the left, teaching on the right.
    pub traits: Vec<Trait>,
    /// How many are not drawn.
    pub reste: usize,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "organisme.html")]
pub struct Fiche {
    /// The layout.
    pub page: Page,
    /// The way here.
    pub fil: Vec<Lien>,
    /// Its name.
    pub nom: String,
    /// One line: nature, town.
    pub resume: String,
    /// Whether it is closed.
    pub ferme: bool,
    /// Where its UAI stands, in one sentence.
    pub situation: String,
    /// The rule that decides of the couple.
    pub regle: String,
    /// UAI, ranked.
    pub candidats: Vec<Candidat>,
    /// Each fact: what, value, source and date.
    pub faits: Vec<Vec<String>>,
    /// What is wrong: title, whom to ask.
    pub anomalies: Vec<(&'static str, &'static str)>,
    /// Its places, the nearest first.
    pub lieux: Vec<LieuVu>,
    /// The drawing; none without relations.
    pub schema: Option<Schema>,
    /// The same as a list.
    pub relations: Vec<Relation>,
    /// What it prepares for.
    pub certifications: Vec<String>,
    /// Search of its trainings.
    pub formations: Lien,
    /// Its generic mailboxes.
    pub contacts: Vec<Lien>,
    /// What people decided, newest first.
    pub decisions: Vec<Vec<String>>,
    /// Where whoever is reading may decide of its UAI; none for those who may not.
    pub decider: Option<Lien>,
    /// Compare it with another.
    pub comparer: String,
}

impl Fiche {
    /// How many places can be shown on a map.
    pub fn situes(&self) -> usize {
        self.lieux.iter().filter(|l| l.point.is_some()).count()
    }

    /// A complete sheet.
    pub fn exemple() -> Self {
        let textes = |t: &[&str]| t.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        Self {
            page: Page::nouvelle("CFA des Marronniers"),
            fil: vec![Lien::new("Accueil", "/"), Lien::new("Organismes", "/organismes")],
            nom: "CFA des Marronniers".to_owned(),
            resume: "Responsable et formateur à Rennes (35)".to_owned(),
            ferme: true,
            situation: "L’UAI 0350000K est validé.".to_owned(),
            regle: "Cet UAI est validé pour ce SIRET.".to_owned(),
            candidats: vec![Candidat {
                uai: "0350000K".to_owned(),
                statut: "Validé",
                retenu: true,
                raisons: textes(&["Référentiel UAI–SIRET, 20 novembre 2026"]),
            }],
            faits: vec![textes(&["SIRET", "900 000 001 00009", "—"])],
            anomalies: vec![("Commune inconnue", "Écrivez à l’Insee.")],
            lieux: vec![
                LieuVu {
                    adresse: "1 rue des Tilleuls, Rennes".to_owned(),
                    point: Some((48.11, -1.68)),
                    distance: "à 3 km de son adresse".to_owned(),
                    uai: "0350000K".to_owned(),
                    fiable: true,
                    source: "Référentiel, 24 novembre 2026".to_owned(),
                },
                LieuVu {
                    adresse: "2 rue des Tilleuls, Rennes".to_owned(),
                    point: None,
                    distance: String::new(),
                    uai: String::new(),
                    fiable: false,
                    source: "Référentiel, 24 novembre 2026".to_owned(),
                },
            ],
            schema: Some(Schema {
                hauteur: 60,
                centre: "CFA des Marronniers".to_owned(),
                y: 10,
                traits: vec![Trait {
                    x: 0,
                    y: 10,
                    bout: (180, 30),
                    debut: (230, 30),
                    nom: "UFA".to_owned(),
                }],
                reste: 2,
            }),
            relations: vec![Relation {
                genre: "Organisme formateur",
                nom: "UFA".to_owned(),
                adresse: Some("/organisme/90000001900001".to_owned()),
                source: "Référentiel".to_owned(),
            }],
            certifications: textes(&["CAP Boulanger (CFD 50022137)"]),
            formations: Lien::new("Voir ses formations", "/recherche"),
            contacts: vec![Lien::new("contact@cfa.fr", "mailto:contact@cfa.fr")],
            decisions: vec![textes(&[
                "24 novembre 2026",
                "Validation",
                "0350000K",
                "académie",
                "Vérifié",
            ])],
            decider: Some(Lien::new("Décider de son UAI", "/organisme/90000000100009/uai")),
            comparer: "/organismes/comparer?a=90000000100009".to_owned(),
        }
    }
}
