//! The criteria of La bonne alternance's API v1. Every fault is told at once, as its clients read it:
//! `error` is `wrong_parameters` and `error_messages` lists them.

use axum::http::StatusCode;
use moteur::{Filtre, Lieu, Requete, Tri};
use noyau::geo::Point;
use noyau::identifiants::{CodeCommune, Rncp, Rome};
use noyau::territoires::{Departement, Region};
use serde_json::json;
use web::Erreur;
use web::parametres::Parametres;

use super::CriteresEmploi;
use crate::pages::valeur_de_niveau;
use crate::plan::FORMATION;

/// Most trades in one search.
const ROMES_MAX: usize = 20;

/// Results in a page of the engine.
const PAR_PAGE: usize = 200;

/// Which route is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forme {
    /// `/formations`: trades or domain.
    Formations,
    /// `/formationsParRegion`: a territory, and perhaps trades or a domain.
    ParRegion,
    /// `/jobs` and `/jobsEtFormations`: trades or certification.
    Emplois,
}

/// The trades looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Metiers {
    /// These.
    Romes(Vec<String>),
    /// Those whose code begins so.
    Domaine(String),
    /// Those of a certification.
    Rncp(Rncp),
    /// All of them.
    Tous,
}

/// Where results come from, as v1 names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// `formation`.
    Formation,
    /// `matcha`: offers written on the State's service.
    Matcha,
    /// `offres` or `peJob`: France Travail.
    FranceTravail,
    /// `partnerJob`: other partners.
    Partenaires,
    /// `lba` or `lbb`: companies likely to hire.
    Recruteurs,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct CriteresV1 {
    /// Circle: centre and radius in km.
    pub cercle: Option<(Point, f64)>,
    /// Trades.
    pub metiers: Metiers,
    /// Level of diploma.
    pub niveau: Option<u8>,
    /// Opérateur de compétences.
    pub opco: Option<String>,
    /// Sources kept; empty for all.
    pub sources: Vec<Source>,
    /// Facet of a territory and its code.
    pub territoire: Option<(&'static str, String)>,
    /// Whether the text of trainings is wanted.
    pub avec_description: bool,
}

/// Reads parameters and keeps every fault.
#[derive(Default)]
struct Lecteur {
    fautes: Vec<String>,
}

impl Lecteur {
    fn garder<T: Default>(&mut self, lu: Result<T, String>) -> T {
        lu.unwrap_or_else(|faute| {
            self.fautes.push(faute);
            T::default()
        })
    }
}

impl CriteresV1 {
    /// Reads an address.
    ///
    /// # Errors
    /// 400 with every fault.
    pub fn lire(adresse: Option<&str>, forme: Forme) -> Result<Self, Erreur> {
        let p = Parametres::lire(adresse);
        let mut lecteur = Lecteur::default();
        let criteres = CriteresV1 {
            cercle: lecteur.garder(p.cercle().map_err(|e| e.message)),
            metiers: metiers(&p, forme).unwrap_or_else(|faute| {
                lecteur.fautes.push(faute);
                Metiers::Tous
            }),
            niveau: lecteur.garder(niveau(&p)),
            opco: lecteur.garder(opco(&p)),
            sources: lecteur.garder(sources(&p)),
            territoire: lecteur.garder(territoire(&p, forme)),
            avec_description: lecteur.garder(options(&p)),
        };
        lecteur.garder(verifier(&p));
        match lecteur.fautes.is_empty() {
            true => Ok(criteres),
            false => Err(refus(lecteur.fautes)),
        }
    }

    /// Whether a source is wanted.
    pub fn veut(&self, source: Source) -> bool {
        self.sources.is_empty() || self.sources.contains(&source)
    }

    /// The page of trainings of this number (from 0) among these trades.
    pub fn formations(&self, romes: &[String], page: usize) -> Requete {
        let facette = |nom: &str, valeurs: Vec<String>| Filtre::Facette {
            nom: nom.to_owned(),
            valeurs,
            absents: false,
        };
        let mut filtres = Vec::new();
        if !romes.is_empty() {
            filtres.push(facette("rome", romes.to_vec()));
        }
        filtres.extend(self.niveau.map(|n| facette("level", vec![valeur_de_niveau(n).to_owned()])));
        filtres
            .extend(self.territoire.as_ref().map(|(nom, code)| facette(nom, vec![code.clone()])));
        let (lieu, tri) = match self.cercle {
            Some((centre, rayon_km)) => {
                (Lieu::Cercle { centre, rayon_km }, Tri::Proximite { origine: None })
            }
            None => (Lieu::Partout, Tri::Pertinence),
        };
        Requete {
            genres: vec![FORMATION.to_owned()],
            par_page: PAR_PAGE,
            lieu,
            tri,
            filtres,
            page,
            ..Requete::default()
        }
    }

    /// The same as criteria of the public job API; `exclus` are publishers left out.
    pub fn emplois(&self, exclus: Vec<String>) -> CriteresEmploi {
        CriteresEmploi {
            cercle: self.cercle,
            niveau: self.niveau,
            opco: self.opco.clone(),
            exclus,
            ..CriteresEmploi::default()
        }
    }
}

fn refus(fautes: Vec<String>) -> Erreur {
    let message = fautes.join(" ");
    Erreur::nouvelle(StatusCode::BAD_REQUEST, "requete.parametre", message)
        .avec("error", json!("wrong_parameters"))
        .avec("error_messages", json!(fautes))
}

/// Trades, and the other way of naming them that the route knows: one of the two.
fn metiers(p: &Parametres, forme: Forme) -> Result<Metiers, String> {
    let autre = if forme == Forme::Emplois { "rncp" } else { "romeDomain" };
    let romes = p.liste("romes");
    match (romes.is_empty(), p.texte(autre)) {
        (false, Some(_)) => Err(format!("romes et {autre} ne se donnent pas ensemble.")),
        (true, None) if forme == Forme::ParRegion => Ok(Metiers::Tous),
        (true, None) => Err(format!("romes ou {autre} est attendu.")),
        (false, None) if romes.len() > ROMES_MAX => {
            Err(format!("romes : {ROMES_MAX} codes au plus."))
        }
        (false, None) => romes.into_iter().map(rome).collect::<Result<_, _>>().map(Metiers::Romes),
        (true, Some(code)) if forme == Forme::Emplois => {
            let lu = code.parse().map_err(|_| "rncp : un code comme RNCP37537 est attendu.");
            Ok(lu.map(Metiers::Rncp)?)
        }
        (true, Some(domaine)) => domaine_rome(domaine).map(Metiers::Domaine),
    }
}

fn rome(texte: &str) -> Result<String, String> {
    let lu: Result<Rome, _> = texte.to_uppercase().parse();
    lu.map(|code| code.to_string())
        .map_err(|_| "romes : des codes comme F1603,I1308 sont attendus.".to_owned())
}

/// A letter, or a letter and two digits.
fn domaine_rome(texte: &str) -> Result<String, String> {
    let bon = match texte.as_bytes() {
        [lettre] => lettre.is_ascii_alphabetic(),
        [lettre, a, b] => lettre.is_ascii_alphabetic() && a.is_ascii_digit() && b.is_ascii_digit(),
        _ => false,
    };
    match bon {
        true => Ok(texte.to_uppercase()),
        false => Err("romeDomain : une lettre, ou une lettre et deux chiffres.".to_owned()),
    }
}

/// The words of v1, which also has one for any level.
fn niveau(p: &Parametres) -> Result<Option<u8>, String> {
    let Some(texte) = p.texte("diploma").filter(|t| *t != "Indifférent") else { return Ok(None) };
    let trouve = (3..=7).find(|n| valeur_de_niveau(*n) == texte);
    trouve.map(Some).ok_or_else(|| {
        let noms: Vec<&str> = (3..=7).map(valeur_de_niveau).collect();
        format!("diploma : une de ces valeurs est attendue : {}, Indifférent.", noms.join(", "))
    })
}

fn opco(p: &Parametres) -> Result<Option<String>, String> {
    let Some(texte) = p.texte("opco") else { return Ok(None) };
    let connu = donnees::opcos().find(|nom| noyau::texte::plier(nom) == noyau::texte::plier(texte));
    connu.map(|nom| Some(nom.to_owned())).ok_or_else(|| {
        let noms: Vec<&str> = donnees::opcos().collect();
        format!("opco : un de ces noms est attendu : {}.", noms.join(" ; "))
    })
}

fn sources(p: &Parametres) -> Result<Vec<Source>, String> {
    let lire = |nom: &str| match nom {
        "formation" => Ok(Source::Formation),
        "matcha" => Ok(Source::Matcha),
        "offres" | "peJob" => Ok(Source::FranceTravail),
        "partnerJob" => Ok(Source::Partenaires),
        "lba" | "lbb" => Ok(Source::Recruteurs),
        _ => Err(format!(
            "sources : {nom} n’en est pas une ; formation, matcha, offres, partnerJob et lba en sont."
        )),
    };
    p.liste("sources").into_iter().map(lire).collect()
}

fn territoire(p: &Parametres, forme: Forme) -> Result<Option<(&'static str, String)>, String> {
    if forme != Forme::ParRegion {
        return Ok(None);
    }
    match (p.texte("departement"), p.texte("region")) {
        (Some(_), Some(_)) => Err("departement et region ne se donnent pas ensemble.".to_owned()),
        (Some(code), None) => Departement::par_code(code)
            .map(|d| Some(("departement", d.code.to_owned())))
            .ok_or_else(|| "departement : un code comme 35 ou 974 est attendu.".to_owned()),
        (None, Some(code)) => Region::par_code(code)
            .map(|r| Some(("region", r.code.to_owned())))
            .ok_or_else(|| "region : un code comme 53 est attendu.".to_owned()),
        (None, None) if p.texte("romes").or(p.texte("romeDomain")).is_none() => {
            Err("departement, region, romes ou romeDomain est attendu.".to_owned())
        }
        (None, None) => Ok(None),
    }
}

fn options(p: &Parametres) -> Result<bool, String> {
    match p.texte("options") {
        None => Ok(false),
        Some("with_description") => Ok(true),
        Some(_) => Err("options : with_description est la seule.".to_owned()),
    }
}

/// What has no effect on the search, and what cannot be honoured.
fn verifier(p: &Parametres) -> Result<(), String> {
    if p.texte("insee").is_some_and(|code| code.parse::<CodeCommune>().is_err()) {
        return Err("insee : un code de commune comme 35238 est attendu.".to_owned());
    }
    match p.texte("opcoUrl") {
        Some(_) => Err("opcoUrl n’est plus repris : employez opco.".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_each_route_accepts() {
        use Forme::{Emplois, Formations, ParRegion};
        let vingt_et_un = format!("romes={}", vec!["D1102"; 21].join(","));
        let cas = [
            (Formations, "romes=D1102,d1104&caller=moi", ""),
            (Formations, "romeDomain=D11&latitude=48.1&longitude=-1.7&radius=60", ""),
            (Formations, "romeDomain=d&diploma=4 (BAC...)&options=with_description", ""),
            (Formations, "romes=D1102&diploma=Indifférent", ""),
            (Formations, "", "romes ou romeDomain"),
            (Formations, "romes=D1102&romeDomain=D", "romes et romeDomain"),
            (Formations, "romeDomain=D1102", "romeDomain :"),
            (Formations, "romes=boulanger", "romes :"),
            (Formations, vingt_et_un.as_str(), "romes : 20"),
            (Formations, "romes=D1102&latitude=48", "longitude"),
            (Formations, "romes=D1102&diploma=bac", "diploma :"),
            (Formations, "romes=D1102&options=tout", "options :"),
            (ParRegion, "departement=35", ""),
            (ParRegion, "region=53&romes=D1102", ""),
            (ParRegion, "romeDomain=A", ""),
            (ParRegion, "", "departement, region"),
            (ParRegion, "departement=35&region=53", "departement et region"),
            (ParRegion, "departement=999", "departement :"),
            (Emplois, "romes=D1102&sources=matcha,offres,lbb&opco=atlas&insee=35238", ""),
            (Emplois, "rncp=RNCP37537", ""),
            (Emplois, "romes=D1102&rncp=RNCP37537", "romes et rncp"),
            (Emplois, "rncp=boulanger", "rncp :"),
            (Emplois, "romes=D1102&sources=monster", "sources :"),
            (Emplois, "romes=D1102&opco=Autre", "opco :"),
            (Emplois, "romes=D1102&opcoUrl=atlas.fr", "opcoUrl"),
            (Emplois, "romes=D1102&insee=rennes", "insee :"),
        ];
        for (forme, adresse, attendue) in cas {
            let faute = CriteresV1::lire(Some(adresse), forme).err().map(|e| e.message);
            let faute = faute.unwrap_or_default();
            assert!(faute.starts_with(attendue), "{forme:?} {adresse}: {faute}");
            assert_eq!(faute.is_empty(), attendue.is_empty(), "{forme:?} {adresse}: {faute}");
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let refus = CriteresV1::lire(Some("latitude=48&diploma=bac"), Forme::Formations);
        let complement = refus.unwrap_err().complement.unwrap();
        assert_eq!(complement["error"], "wrong_parameters");
        assert_eq!(complement["error_messages"].as_array().map(Vec::len), Some(3));
    }
}
