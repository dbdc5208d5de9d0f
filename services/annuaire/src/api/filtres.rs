//! The filters of the référentiel's API v1, typed: a wrong value is refused by its name.

use std::collections::HashSet;

use noyau::ValeurInvalide;
use noyau::identifiants::{Siren, Siret, Uai};
use noyau::texte::plier;
use serde_json::{Map, Value};
use url::form_urlencoded::parse;
use web::Erreur;

use super::partenaires::nombre;
use crate::porte::Organisme;
use crate::regles::appartenance::{REFERENTIELS, convient, referentiels};
use crate::regles::situation::Anomalie;
use crate::regles::vocabulaire::{Etat, GenreRelation, Nature};

/// Largest page.
const PAR_PAGE_MAX: usize = 1_000;

/// Largest page that a client may ask of a file, which gives everything anyway.
const PAR_FICHIER_MAX: usize = 1_000_000;

/// Whether something is there, or which values it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Present<T> {
    Oui(bool),
    Parmi(Vec<T>),
}

/// A filter: says whether an organisation passes.
type Filtre = Box<dyn Fn(&Organisme) -> bool + Send + Sync>;

/// What is asked of the list.
pub struct Demande {
    filtres: Vec<Filtre>,
    /// Those that entered lately and have no validated UAI, or the others.
    pub nouveaux: Option<bool>,
    /// Page, from 1.
    pub page: usize,
    /// Organisations on a page.
    pub par_page: usize,
    par_page_max: usize,
    reprise: bool,
    /// In the order of SIRET, or the reverse.
    pub croissant: bool,
    /// Fields to keep, dotted; empty for all.
    pub champs: Vec<String>,
    /// The last organisation that the client of a file holds.
    pub apres: Option<Siret>,
}

impl Demande {
    fn vide(par_page_max: usize) -> Self {
        Demande {
            filtres: Vec::new(),
            nouveaux: None,
            page: 1,
            par_page: 10,
            par_page_max,
            reprise: false,
            croissant: true,
            champs: Vec::new(),
            apres: None,
        }
    }

    /// Reads an address.
    pub fn lire(adresse: &str) -> Result<Self, Erreur> {
        Self::vide(PAR_PAGE_MAX).avec_adresse(adresse)
    }

    /// Reads the address of a file.
    pub fn lire_fichier(adresse: &str) -> Result<Self, Erreur> {
        Self::vide(PAR_FICHIER_MAX).avec_adresse(adresse)
    }

    /// Reads the address of a file of lines: after the last one that the client holds (`apres`).
    pub fn lire_lignes(adresse: &str) -> Result<Self, Erreur> {
        Demande { reprise: true, ..Self::vide(PAR_FICHIER_MAX) }.avec_adresse(adresse)
    }

    /// Reads a body: an object of the same parameters. An empty body asks for nothing.
    pub fn lire_corps(corps: &[u8]) -> Result<Self, Erreur> {
        let mut demande = Self::vide(PAR_PAGE_MAX);
        if corps.iter().all(u8::is_ascii_whitespace) {
            return Ok(demande);
        }
        let objet: Map<String, Value> = serde_json::from_slice(corps)
            .map_err(|_| Erreur::parametre("corps", "un objet JSON est attendu"))?;
        for (nom, valeur) in &objet {
            let texte = texte_de(valeur).ok_or_else(|| {
                Erreur::parametre(nom, "un texte, un nombre, un booléen ou une liste est attendu")
            })?;
            demande.ajouter(nom, texte.trim())?;
        }
        Ok(demande)
    }

    fn avec_adresse(mut self, adresse: &str) -> Result<Self, Erreur> {
        for (nom, valeur) in parse(adresse.as_bytes()) {
            self.ajouter(&nom, valeur.trim())?;
        }
        Ok(self)
    }

    /// Whether an organisation passes every filter; `recents` are those that entered lately.
    pub fn retient(&self, o: &Organisme, recents: &HashSet<String>) -> bool {
        let nouveau = || o.uai_validee().is_none() && recents.contains(o.siret.as_str());
        self.filtres.iter().all(|f| f(o)) && self.nouveaux.is_none_or(|voulu| nouveau() == voulu)
    }

    fn ajouter(&mut self, nom: &str, valeur: &str) -> Result<(), Erreur> {
        match nom {
            "page" => self.page = nombre(nom, Some(valeur), 1, 1, 1_000_000)?,
            "items_par_page" => {
                self.par_page = nombre(nom, Some(valeur), 10, 1, self.par_page_max)?;
            }
            "ordre" => {
                self.croissant = match valeur {
                    "asc" => true,
                    "desc" => false,
                    _ => return Err(Erreur::parametre(nom, "asc ou desc est attendu")),
                };
            }
            "champs" => self.champs = valeur.split(',').map(|c| c.trim().to_owned()).collect(),
            "nouveaux" => self.nouveaux = Some(booleen(nom, valeur)?),
            "apres" if self.reprise => {
                self.apres = Some(valeur.parse().map_err(|e| refus(nom, &e))?);
            }
            _ => self.filtres.push(filtre(nom, valeur)?),
        }
        Ok(())
    }
}

/// A value of a body as an address would write it.
fn texte_de(valeur: &Value) -> Option<String> {
    match valeur {
        Value::String(texte) => Some(texte.clone()),
        Value::Number(nombre) => Some(nombre.to_string()),
        Value::Bool(oui) => Some(oui.to_string()),
        Value::Array(valeurs) => {
            let textes: Option<Vec<String>> =
                valeurs.iter().map(|v| if v.is_array() { None } else { texte_de(v) }).collect();
            textes.map(|t| t.join(","))
        }
        Value::Null | Value::Object(_) => None,
    }
}

fn filtre(nom: &str, valeur: &str) -> Result<Filtre, Erreur> {
    Ok(match nom {
        "sirets" => {
            let present = present(nom, valeur, siren_ou_siret)?;
            Box::new(move |o| match &present {
                // Every organisation has one.
                Present::Oui(voulu) => *voulu,
                Present::Parmi(prefixes) => {
                    prefixes.iter().any(|p| o.siret.as_str().starts_with(p))
                }
            })
        }
        "uais" => uais(nom, valeur, |o| o.uai_validee().into_iter().collect())?,
        "uai_potentiels" => uais(nom, valeur, |o| o.uais.iter().map(|u| u.uai).collect())?,
        "natures" => {
            let natures = liste(nom, valeur, str::parse::<Nature>)?;
            Box::new(move |o| natures.contains(&o.nature()))
        }
        "etat_administratif" => {
            let etat: Etat = valeur.parse().map_err(|e: ValeurInvalide| refus(nom, &e))?;
            Box::new(move |o| o.ouvert() == (etat == Etat::Actif))
        }
        "qualiopi" => {
            let voulu = booleen(nom, valeur)?;
            Box::new(move |o| o.qualiopi.as_ref().is_some_and(|q| q.valeur) == voulu)
        }
        "anomalies" => {
            let voulues = booleen(nom, valeur)?;
            Box::new(move |o| Anomalie::de(o).is_empty() != voulues)
        }
        "relations" => {
            let present = present(nom, valeur, GenreRelation::du_referentiel)?;
            Box::new(move |o| match &present {
                Present::Oui(voulu) => o.relations.is_empty() != *voulu,
                Present::Parmi(genres) => o.relations.iter().any(|r| genres.contains(&r.genre)),
            })
        }
        "numero_declaration_activite" => {
            let present = present(nom, valeur, |v| Ok(v.to_owned()))?;
            Box::new(move |o| match (&present, &o.nda) {
                (Present::Oui(voulu), nda) => nda.is_some() == *voulu,
                (Present::Parmi(ndas), Some(nda)) => ndas.contains(&nda.valeur),
                (Present::Parmi(_), None) => false,
            })
        }
        "reseaux" => {
            let reseaux = liste(nom, valeur, |v| Ok(v.to_lowercase()))?;
            Box::new(move |o| o.reseaux.iter().any(|r| reseaux.contains(r)))
        }
        "referentiels" => listes(nom, valeur)?,
        "academies" if matches!(valeur, "true" | "false") => {
            let voulu = valeur == "true";
            Box::new(move |o| {
                o.adresse.as_ref().is_some_and(|a| a.valeur.academie.is_some()) == voulu
            })
        }
        "departements" | "academies" | "regions" => territoire(nom, valeur)?,
        "text" => {
            let voulu = plier(valeur);
            Box::new(move |o| {
                o.siret.as_str().starts_with(&voulu)
                    || o.uais.iter().any(|u| plier(u.uai.as_str()) == voulu)
                    || plier(&o.nom()).contains(&voulu)
            })
        }
        _ => return Err(Erreur::parametre(nom, "ce paramètre n’existe pas")),
    })
}

/// Official lists; a hyphen before a name puts it aside.
fn listes(nom: &str, valeur: &str) -> Result<Filtre, Erreur> {
    let (mut voulues, mut ecartees) = (Vec::new(), Vec::new());
    for texte in valeur.split(',').map(str::trim).filter(|v| !v.is_empty()) {
        let (cible, liste) = match texte.strip_prefix('-') {
            Some(liste) => (&mut ecartees, liste),
            None => (&mut voulues, texte),
        };
        if !REFERENTIELS.contains(&liste) {
            let message = format!("une de ces listes est attendue : {}", REFERENTIELS.join(", "));
            return Err(Erreur::parametre(nom, &message));
        }
        cible.push(liste.to_owned());
    }
    Ok(Box::new(move |o| convient(&referentiels(o), &voulues, &ecartees)))
}

fn territoire(nom: &str, valeur: &str) -> Result<Filtre, Erreur> {
    let codes = liste(nom, valeur, |v| Ok(v.to_uppercase()))?;
    let champ = nom.to_owned();
    Ok(Box::new(move |o| {
        let Some(a) = o.adresse.as_ref().map(|f| &f.valeur) else { return false };
        let code = match champ.as_str() {
            "departements" => &a.departement,
            "academies" => &a.academie,
            _ => &a.region,
        };
        code.as_ref().is_some_and(|c| codes.contains(c))
    }))
}

fn uais(nom: &str, valeur: &str, ceux: fn(&Organisme) -> Vec<Uai>) -> Result<Filtre, Erreur> {
    let present = present(nom, valeur, str::parse::<Uai>)?;
    Ok(Box::new(move |o| match &present {
        Present::Oui(voulu) => ceux(o).is_empty() != *voulu,
        Present::Parmi(uais) => ceux(o).iter().any(|u| uais.contains(u)),
    }))
}

/// Nine digits designate every establishment of a company.
fn siren_ou_siret(texte: &str) -> Result<String, ValeurInvalide> {
    if texte.len() == 9 {
        return texte.parse::<Siren>().map(|s| s.to_string());
    }
    texte.parse::<Siret>().map(|s| s.to_string())
}

fn present<T>(
    nom: &str,
    valeur: &str,
    lire: impl Fn(&str) -> Result<T, ValeurInvalide>,
) -> Result<Present<T>, Erreur> {
    match valeur {
        "true" => Ok(Present::Oui(true)),
        "false" => Ok(Present::Oui(false)),
        _ => liste(nom, valeur, lire).map(Present::Parmi),
    }
}

fn liste<T>(
    nom: &str,
    valeur: &str,
    lire: impl Fn(&str) -> Result<T, ValeurInvalide>,
) -> Result<Vec<T>, Erreur> {
    let valeurs = valeur.split(',').map(str::trim).filter(|v| !v.is_empty());
    valeurs.map(|v| lire(v).map_err(|e| refus(nom, &e))).collect()
}

fn booleen(nom: &str, valeur: &str) -> Result<bool, Erreur> {
    valeur.parse().map_err(|_| Erreur::parametre(nom, "true ou false est attendu"))
}

fn refus(nom: &str, e: &ValeurInvalide) -> Erreur {
    Erreur::parametre(nom, &e.message)
}

#[cfg(test)]
mod tests {
    use super::Demande;

    fn faute(lu: Result<Demande, web::Erreur>) -> Option<String> {
        lu.err().map(|e| e.message.split(' ').next().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_an_address_may_ask() {
        let cas = [
            ("", None),
            ("sirets=true&academies=false&nouveaux=true", None),
            ("referentiels=-datagouv,sifa-ramsese", None),
            ("referentiels=sirene", Some("referentiels")),
            ("nouveaux=oui", Some("nouveaux")),
            ("items_par_page=1001", Some("items_par_page")),
            ("ordre=haut", Some("ordre")),
            ("apres=90000000100009", Some("apres")),
            ("sirets=123", Some("sirets")),
            ("inconnu=1", Some("inconnu")),
        ];
        for (adresse, attendue) in cas {
            assert_eq!(faute(Demande::lire(adresse)).as_deref(), attendue, "{adresse}");
        }
        assert!(Demande::lire_fichier("items_par_page=100000").is_ok());
        assert!(Demande::lire_fichier("apres=90000000100009").is_err());
        assert!(Demande::lire_lignes("apres=90000000100009").is_ok());
    }

    #[test]
    fn a_body_asks_what_an_address_would() {
        let cas = [
            ("", None),
            ("{}", None),
            (r#"{"departements": ["35", 22], "qualiopi": true, "page": 2}"#, None),
            (r#"{"sirets": "900000001"}"#, None),
            ("[]", Some("corps")),
            ("{", Some("corps")),
            (r#"{"natures": ["cfa"]}"#, Some("natures")),
            (r#"{"natures": {"$ne": "formateur"}}"#, Some("natures")),
            (r#"{"natures": null}"#, Some("natures")),
            (r#"{"sirets": [["1"]]}"#, Some("sirets")),
            (r#"{"$where": "1"}"#, Some("$where")),
        ];
        for (corps, attendue) in cas {
            let lu = faute(Demande::lire_corps(corps.as_bytes()));
            assert_eq!(lu.as_deref(), attendue, "{corps}");
        }
    }
}
