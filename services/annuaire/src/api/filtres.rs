//! The filters of the référentiel's API v1, typed: a wrong value is refused by its name.

use noyau::ValeurInvalide;
use noyau::identifiants::{Siren, Siret, Uai};
use noyau::texte::plier;
use url::form_urlencoded::parse;
use web::Erreur;

use super::partenaires::nombre;
use crate::porte::Organisme;
use crate::regles::situation::Anomalie;
use crate::regles::vocabulaire::{Etat, GenreRelation, Nature};

/// Largest page.
const PAR_PAGE_MAX: usize = 1_000;

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
    /// Page, from 1.
    pub page: usize,
    /// Organisations on a page.
    pub par_page: usize,
    /// In the order of SIRET, or the reverse.
    pub croissant: bool,
    /// Fields to keep, dotted; empty for all.
    pub champs: Vec<String>,
}

impl Demande {
    /// Reads an address.
    pub fn lire(adresse: &str) -> Result<Self, Erreur> {
        let mut demande = Demande {
            filtres: Vec::new(),
            page: 1,
            par_page: 10,
            croissant: true,
            champs: Vec::new(),
        };
        for (nom, valeur) in parse(adresse.as_bytes()) {
            demande.ajouter(&nom, valeur.trim())?;
        }
        Ok(demande)
    }

    /// Whether an organisation passes every filter.
    pub fn retient(&self, o: &Organisme) -> bool {
        self.filtres.iter().all(|f| f(o))
    }

    fn ajouter(&mut self, nom: &str, valeur: &str) -> Result<(), Erreur> {
        match nom {
            "page" => self.page = nombre(nom, Some(valeur), 1, 1, 1_000_000)?,
            "items_par_page" => {
                self.par_page = nombre(nom, Some(valeur), 10, 1, PAR_PAGE_MAX)?;
            }
            "ordre" => {
                self.croissant = match valeur {
                    "asc" => true,
                    "desc" => false,
                    _ => return Err(Erreur::parametre(nom, "asc ou desc est attendu")),
                };
            }
            "champs" => self.champs = valeur.split(',').map(|c| c.trim().to_owned()).collect(),
            _ => self.filtres.push(filtre(nom, valeur)?),
        }
        Ok(())
    }
}

fn filtre(nom: &str, valeur: &str) -> Result<Filtre, Erreur> {
    Ok(match nom {
        "sirets" => {
            let prefixes = liste(nom, valeur, siren_ou_siret)?;
            Box::new(move |o| prefixes.iter().any(|p| o.siret.as_str().starts_with(p)))
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
