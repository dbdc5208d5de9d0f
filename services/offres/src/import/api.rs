//! What offers and companies share in the read models of the public job API.

use importer::lecteurs::souple::Texte;
use importer::{Apercu, Illisible, Origine, Puits, Rejet};
use noyau::ValeurInvalide;
use noyau::geo::Point;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::porte::{Candidature, Employeur};
use crate::regles::{self, Localisation};

/// `identifier`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Identifier {
    pub id: Texte,
    pub partner_label: Texte,
    pub partner_job_id: Texte,
}

/// `workplace`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Workplace {
    pub siret: Texte,
    pub name: Texte,
    pub brand: Texte,
    pub legal_name: Texte,
    pub website: Texte,
    pub description: Texte,
    pub size: Texte,
    pub location: Location,
    pub domain: Domain,
}

/// `workplace.location`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Location {
    pub address: Texte,
    pub geopoint: Geopoint,
}

/// A GeoJSON point; anything else reads as none.
#[derive(Default)]
pub struct Geopoint(pub Option<Point>);

/// `workplace.domain`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Domain {
    pub idcc: Texte,
    pub opco: Texte,
    #[serde(deserialize_with = "ou_rien")]
    pub naf: NafBrut,
}

/// `workplace.domain.naf`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NafBrut {
    pub code: Texte,
    pub label: Texte,
}

/// `apply`. The telephone is not read: it may be a person's.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Apply {
    pub url: Texte,
}

/// `null` reads as an empty object.
pub fn ou_rien<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

impl<'de> Deserialize<'de> for Geopoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let brut = Value::deserialize(deserializer)?;
        let nombre = |rang: usize| brut["coordinates"][rang].as_f64();
        let point = nombre(1).zip(nombre(0)).and_then(|(lat, lon)| Point::new(lat, lon).ok());
        Ok(Geopoint(point))
    }
}

/// True when a JSON file holds such records directly, not under a key of an answer of the API.
pub fn enregistrements(apercu: &Apercu) -> bool {
    let texte = apercu.texte();
    let mut debut = texte.chars().filter(|c| !c.is_whitespace() && *c != '[');
    let premiere: String = debut.by_ref().take(16).collect();
    !premiere.starts_with("{\"jobs\"") && !premiere.starts_with("{\"recruiters\"")
}

/// Reads optional values: one that is wrong is left out and told, the record stays.
pub struct Tri<'a> {
    /// Where the record is.
    pub origine: Origine,
    /// Where rejects go.
    pub puits: &'a mut Puits,
}

impl Tri<'_> {
    /// A value that may be absent, read by one of the rules of the ground floor.
    pub fn option<T>(
        &mut self,
        colonne: &str,
        brut: &Texte,
        lire: impl Fn(&str) -> Result<T, ValeurInvalide>,
    ) -> Result<Option<T>, Illisible> {
        let Some(texte) = brut.get() else {
            return Ok(None);
        };
        match lire(texte) {
            Ok(valeur) => Ok(Some(valeur)),
            Err(e) => self.ignorer(colonne, texte, e.regle, &e.message),
        }
    }

    /// Same, for a rule of this service that only says yes or no.
    pub fn reconnu<T>(
        &mut self,
        colonne: &str,
        brut: &Texte,
        regle: &str,
        message: &str,
        lire: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Illisible> {
        let Some(texte) = brut.get() else {
            return Ok(None);
        };
        match lire(texte) {
            Some(valeur) => Ok(Some(valeur)),
            None => self.ignorer(colonne, texte, regle, message),
        }
    }

    /// Each value of a list; the wrong ones are left out.
    pub fn liste<T>(
        &mut self,
        colonne: &str,
        bruts: &[String],
        lire: impl Fn(&str) -> Result<T, ValeurInvalide>,
    ) -> Result<Vec<T>, Illisible> {
        let mut lues = Vec::with_capacity(bruts.len());
        for brut in bruts {
            lues.extend(self.option(colonne, &Texte(Some(brut.clone())), &lire)?);
        }
        Ok(lues)
    }

    fn ignorer<T>(
        &mut self,
        colonne: &str,
        texte: &str,
        regle: &str,
        message: &str,
    ) -> Result<Option<T>, Illisible> {
        let regle = format!("{regle}.ignore");
        self.puits.rejeter(self.origine.rejet(colonne, texte, &regle, message))?;
        Ok(None)
    }
}

/// The company, whose wrong details are left out.
pub fn employeur(tri: &mut Tri<'_>, w: &Workplace) -> Result<Employeur, Illisible> {
    let domaine = &w.domain;
    let libelle = domaine.naf.label.get().map(regles::titre_sans_redite);
    Ok(Employeur {
        nom: regles::nom_affichable(w.legal_name.get(), w.brand.get(), w.name.get()),
        presentation: w.description.get().map(regles::texte_simple).filter(|t| !t.is_empty()),
        site: adresse(tri, "workplace.website", &w.website)?,
        taille: tri.option("workplace.size", &w.size, regles::taille)?.flatten(),
        naf: tri.option("workplace.domain.naf.code", &domaine.naf.code, str::parse)?,
        secteur: libelle,
        idcc: tri.option("workplace.domain.idcc", &domaine.idcc, str::parse)?,
        opco: domaine.opco.get().map(str::to_owned),
    })
}

/// How to apply.
pub fn candidature(tri: &mut Tri<'_>, a: &Apply) -> Result<Candidature, Illisible> {
    Ok(Candidature {
        url: adresse(tri, "apply.url", &a.url)?,
        // Nobody here can write to who published it: its own page takes the applications.
        destinataire: None,
        recues: 0,
    })
}

/// Where.
pub fn lieu(w: &Workplace) -> Localisation {
    regles::situer(w.location.address.get().unwrap_or_default(), w.location.geopoint.0)
}

fn adresse(tri: &mut Tri<'_>, colonne: &str, brut: &Texte) -> Result<Option<String>, Illisible> {
    let message = "ce n'est pas l'adresse d'une page : https://… est attendu";
    tri.reconnu(colonne, brut, "url.forme", message, regles::adresse_web)
}

/// A record that has not the announced shape.
pub fn mal_forme(origine: Origine, message: &str) -> Rejet {
    origine.rejet("", "", "enregistrement.forme", message)
}
