//! Invented training organisations, written as the référentiel UAI-SIRET publishes them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Demo;
use super::json::{Objet, Vide};
use super::redaction::{capitales, majuscule, remplir};
use super::sirene::{ENTREPRISES, nda, siren, siret, uai};
use super::territoire::{Lieu, lieu};
use super::tirage::{Serie, Tirage};
use crate::communes::{Commune, Departement, communes, departement, departements};
use crate::diplomes::{Diplome, diplome};
use crate::metiers::metiers;
use crate::noms::noms;
use crate::textes::familles;

/// Organisations come in groups: the first of a group answers for the last, which only teaches.
const GROUPE: u32 = 5;
/// At the small scale, the first organisations teach the food trades in Rennes.
pub(super) const ORGANISMES_DE_RENNES: u32 = 4;
const RENNES: &str = "35238";
const NOMS: [&str; 9] = [
    "CFA des {lieux}",
    "Campus des métiers de la {lieu}",
    "Institut {nom} de formation",
    "Lycée professionnel {prenom} {nom}",
    "Maison familiale rurale de la {lieu}",
    "Centre de formation de la {lieu}",
    "Pôle formation des {lieux}",
    "École {prenom} {nom}",
    "Campus {nom}",
];

/// A training organisation.
pub(crate) struct Organisme {
    pub(crate) rang: u32,
    pub(crate) siren: String,
    pub(crate) siret: String,
    pub(crate) uai: String,
    pub(crate) nda: String,
    pub(crate) nom: String,
    pub(crate) raison_sociale: String,
    pub(crate) lieu: Lieu,
    pub(crate) familles: Vec<&'static str>,
    pub(crate) qualiopi: bool,
}

/// How far the UAI of an organisation is settled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Validation {
    Faite,
    AFaire,
    SansCandidat,
}

/// Diplomas of each family of trades, with how often they are wanted.
pub(super) static DIPLOMES_PAR_FAMILLE: LazyLock<
    BTreeMap<&'static str, BTreeMap<&'static str, u64>>,
> = LazyLock::new(diplomas_by_family);
static FAMILLES: LazyLock<(Vec<&'static str>, Vec<u64>)> = LazyLock::new(weighted_families);

impl Demo {
    /// The organisation of this rank.
    pub(super) fn organisme(&self, rang: u32) -> Organisme {
        let mut tirage = Tirage::new(self.graine, Serie::Organisme, rang);
        let commune = self.commune_organisme(rang, &mut tirage);
        let siren = siren(ENTREPRISES + 1 + rang);
        let nom = nom(&mut tirage);
        Organisme {
            rang,
            siret: siret(&siren, 1),
            siren,
            uai: uai(commune.departement, rang),
            nda: nda(commune.region, commune.departement, rang),
            raison_sociale: capitales(&nom),
            nom,
            lieu: lieu(commune, &mut tirage),
            familles: self.familles(rang),
            qualiopi: tirage.chance(96),
        }
    }

    /// The organisation that answers for this one.
    pub(super) fn responsable(&self, rang: u32) -> Option<u32> {
        (rang % GROUPE == GROUPE - 1).then(|| rang + 1 - GROUPE)
    }

    fn formateur(&self, rang: u32) -> Option<u32> {
        let last = rang + GROUPE - 1;
        (rang.is_multiple_of(GROUPE) && last < self.effectifs.organismes).then_some(last)
    }

    fn commune_organisme(&self, rang: u32, tirage: &mut Tirage) -> &'static Commune {
        let imposed = (self.accent_rennes && rang < ORGANISMES_DE_RENNES).then_some(RENNES);
        let found = imposed.and_then(|code| communes().iter().find(|c| c.code == code));
        found.unwrap_or_else(|| self.territoire.ville(tirage))
    }

    // The first ranks cover every family, so that every trade can be learnt at every scale.
    fn familles(&self, rang: u32) -> Vec<&'static str> {
        let rang = self.responsable(rang).unwrap_or(rang);
        if self.accent_rennes && rang < ORGANISMES_DE_RENNES {
            return vec!["alimentaire"];
        }
        let mut tirage = Tirage::new(self.graine, Serie::Familles, rang);
        let (noms, cumul) = &*FAMILLES;
        let first = noms.get((rang - rang / GROUPE) as usize % noms.len()).copied();
        let others = (0..tirage.entre(0, 3)).map(|_| noms.get(tirage.pondere(cumul)).copied());
        let mut familles: Vec<_> = std::iter::once(first).chain(others).flatten().collect();
        familles.sort_unstable();
        familles.dedup();
        familles
    }

    fn relations(&self, rang: u32) -> Vec<Objet> {
        let up = self.responsable(rang).map(|autre| ("formateur->responsable", autre));
        let down = self.formateur(rang).map(|autre| ("responsable->formateur", autre));
        let relations = up.into_iter().chain(down);
        relations
            .map(|(kind, autre)| relation(kind, &siret(&siren(ENTREPRISES + 1 + autre), 1)))
            .collect()
    }

    fn nature(&self, rang: u32) -> &'static str {
        if self.responsable(rang).is_some() { "formateur" } else { "responsable_formateur" }
    }
}

impl Organisme {
    /// The organisation as the API v1 of the référentiel answers it.
    pub(super) fn json(&self, demo: &Demo) -> String {
        let mut o = Objet::new();
        o.champ("siret", &self.siret);
        if self.validation() == Validation::Faite {
            o.champ("uai", &self.uai);
        }
        o.champ("raison_sociale", &self.raison_sociale).champ("enseigne", &self.nom);
        o.champ("siege_social", true).champ("numero_declaration_activite", &self.nda);
        o.champ("etat_administratif", "actif").champ("nature", demo.nature(self.rang));
        o.champ("qualiopi", self.qualiopi).champ("adresse", adresse(&self.lieu));
        o.champ("forme_juridique", forme_juridique()).champ("referentiels", vec!["datagouv"]);
        o.champ("relations", demo.relations(self.rang));
        o.champ("lieux_de_formation", vec![self.lieu_de_formation()]);
        o.champ("uai_potentiels", self.candidats()).champ("contacts", Vide);
        o.fin()
    }

    /// One organisation in six waits for an authority to decide of its UAI, so that there is
    /// something to decide at every scale.
    fn validation(&self) -> Validation {
        match self.rang % 30 {
            29 => Validation::SansCandidat,
            reste if reste % 6 == 5 => Validation::AFaire,
            _ => Validation::Faite,
        }
    }

    /// The UAI that lists give it; a neighbour's comes last where the choice is to be made.
    fn candidats(&self) -> Vec<Objet> {
        let un = |uai: &str, sources: &[&'static str]| {
            let mut o = Objet::new();
            o.champ("uai", uai).champ("sources", sources.to_vec());
            o
        };
        match self.validation() {
            Validation::Faite => vec![un(&self.uai, &["sifa-ramsese"])],
            Validation::SansCandidat => Vec::new(),
            Validation::AFaire => {
                let voisin = uai(self.departement().code, self.rang + 1);
                vec![un(&self.uai, &["sifa-ramsese", "deca"]), un(&voisin, &["onisep"])]
            }
        }
    }

    /// The département of its head office.
    pub(super) fn departement(&self) -> &'static Departement {
        departement_de(self.lieu.commune)
    }

    fn lieu_de_formation(&self) -> Objet {
        let mut o = Objet::new();
        o.champ("code", format!("{}_{}", self.lieu.lon, self.lieu.lat));
        o.champ("siret", &self.siret).champ("uai", &self.uai).champ("uai_fiable", true);
        o.champ("adresse", adresse(&self.lieu));
        o
    }
}

/// The département of a commune; every commune of the table has one.
pub(super) fn departement_de(commune: &Commune) -> &'static Departement {
    departement(commune.departement).unwrap_or(&departements()[0])
}

fn adresse(lieu: &Lieu) -> Objet {
    let d = departement_de(lieu.commune);
    let mut properties = Objet::new();
    properties.champ("score", 1u32).champ("source", "geo-adresse-api");
    let mut geojson = Objet::new();
    geojson
        .champ("type", "Feature")
        .champ("geometry", lieu.point())
        .champ("properties", properties);
    let mut o = Objet::new();
    o.champ("label", lieu.adresse())
        .champ("code_postal", lieu.code_postal)
        .champ("code_insee", lieu.commune.code);
    o.champ("localite", lieu.commune.ville()).champ("departement", code_nom(d.code, d.nom));
    o.champ("region", code_nom(d.region, d.region_nom))
        .champ("academie", code_nom(d.academie, d.academie_nom));
    o.champ("geojson", geojson);
    o
}

fn code_nom(code: &str, nom: &str) -> Objet {
    let mut o = Objet::new();
    o.champ("code", code).champ("nom", nom);
    o
}

fn forme_juridique() -> Objet {
    let mut o = Objet::new();
    o.champ("code", "9220").champ("label", "Association déclarée");
    o
}

fn relation(kind: &str, siret: &str) -> Objet {
    let mut o = Objet::new();
    o.champ("type", kind).champ("siret", siret);
    o
}

fn nom(tirage: &mut Tirage) -> String {
    let n = noms();
    let valeurs = [
        ("nom", tirage.mot(&n.nom)),
        ("prenom", tirage.mot(&n.prenom)),
        ("lieu", tirage.mot(&n.lieu)),
        ("lieux", tirage.mot(&n.lieux)),
    ];
    majuscule(&remplir(tirage.mot(&NOMS), &valeurs))
}

fn diplomas_by_family() -> BTreeMap<&'static str, BTreeMap<&'static str, u64>> {
    let mut map: BTreeMap<_, BTreeMap<_, u64>> = BTreeMap::new();
    for metier in metiers() {
        let weight = u64::from(metier.frequence.iter().sum::<u32>());
        let diplomas = map.entry(metier.famille).or_default();
        for cfd in &metier.diplomes {
            *diplomas.entry(*cfd).or_default() += weight;
        }
    }
    map
}

fn weighted_families() -> (Vec<&'static str>, Vec<u64>) {
    let noms: Vec<_> = familles().collect();
    let weights =
        noms.iter().map(|nom| DIPLOMES_PAR_FAMILLE.get(nom).map_or(0, |d| d.values().sum()));
    let cumul = weights
        .scan(0, |total: &mut u64, weight: u64| {
            *total += weight;
            Some(*total)
        })
        .collect();
    (noms, cumul)
}

/// Diplomas an organisation of these families can teach, in an order of chance where the most wanted come first.
pub(super) fn diplomes_enseignes(familles: &[&str], tirage: &mut Tirage) -> Vec<&'static Diplome> {
    let offered = familles.iter().filter_map(|f| DIPLOMES_PAR_FAMILLE.get(f)).flatten();
    // Each diploma draws a waiting time; the more it is wanted, the shorter (Efraimidis and Spirakis).
    let mut drawn: Vec<_> = offered
        .map(|(cfd, weight)| (-(1.0 - tirage.fraction()).ln() / *weight as f64, *cfd))
        .collect();
    drawn.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut seen = Vec::with_capacity(drawn.len());
    drawn.into_iter().map(|(_, cfd)| cfd).for_each(|cfd| {
        if !seen.contains(&cfd) {
            seen.push(cfd)
        }
    });
    seen.into_iter().filter_map(diplome).collect()
}
