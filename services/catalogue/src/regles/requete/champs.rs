//! The fields that a request may test, as the catalogue names them.

use noyau::territoires::{Academie, Departement, Region};

use crate::regles::vivier::Rangee;

/// Kind of the values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Texts and codes.
    Texte,
    /// Numbers.
    Nombre,
    /// Booleans.
    Booleen,
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lu<'a> {
    /// A text or a code.
    Texte(&'a str),
    /// A number.
    Nombre(i64),
    /// A boolean.
    Oui(bool),
}

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Champ {
    /// `cle_ministere_educatif`, or the numbers of RCO when there is none.
    Cle,
    /// `cfd`.
    Cfd,
    /// `rncp_code`.
    Rncp,
    /// `niveau`, in the catalogue's words.
    Niveau,
    /// `rome_codes`.
    Romes,
    /// `published`.
    Publiee,
    /// `catalogue_published`.
    Generale,
    /// `entierement_a_distance`.
    ADistance,
    /// `capacite`.
    Capacite,
    /// `tags`: years of the starts.
    Annees,
    /// `code_postal`.
    CodePostal,
    /// `code_commune_insee`.
    Commune,
    /// `num_departement`.
    Departement,
    /// `nom_departement`.
    NomDepartement,
    /// `num_academie`.
    Academie,
    /// `nom_academie`.
    NomAcademie,
    /// `region`, its name.
    Region,
    /// `uai_formation`.
    Uai,
    /// `etablissement_gestionnaire_siret`.
    Gestionnaire,
    /// `etablissement_gestionnaire_siren`.
    SirenGestionnaire,
    /// `etablissement_formateur_siret`.
    Formateur,
    /// `etablissement_formateur_siren`.
    SirenFormateur,
    /// `parcoursup_statut`.
    Parcoursup,
    /// `affelnet_statut`.
    Affelnet,
}

/// Every field and its name.
const CHAMPS: [(Champ, &str); 24] = [
    (Champ::Cle, "cle_ministere_educatif"),
    (Champ::Cfd, "cfd"),
    (Champ::Rncp, "rncp_code"),
    (Champ::Niveau, "niveau"),
    (Champ::Romes, "rome_codes"),
    (Champ::Publiee, "published"),
    (Champ::Generale, "catalogue_published"),
    (Champ::ADistance, "entierement_a_distance"),
    (Champ::Capacite, "capacite"),
    (Champ::Annees, "tags"),
    (Champ::CodePostal, "code_postal"),
    (Champ::Commune, "code_commune_insee"),
    (Champ::Departement, "num_departement"),
    (Champ::NomDepartement, "nom_departement"),
    (Champ::Academie, "num_academie"),
    (Champ::NomAcademie, "nom_academie"),
    (Champ::Region, "region"),
    (Champ::Uai, "uai_formation"),
    (Champ::Gestionnaire, "etablissement_gestionnaire_siret"),
    (Champ::SirenGestionnaire, "etablissement_gestionnaire_siren"),
    (Champ::Formateur, "etablissement_formateur_siret"),
    (Champ::SirenFormateur, "etablissement_formateur_siren"),
    (Champ::Parcoursup, "parcoursup_statut"),
    (Champ::Affelnet, "affelnet_statut"),
];

impl Champ {
    /// The field of this name.
    ///
    /// # Errors
    /// The list of those there are.
    pub fn lire(nom: &str) -> Result<Self, String> {
        let trouve = CHAMPS.iter().find(|(_, n)| *n == nom).map(|(champ, _)| *champ);
        trouve.ok_or_else(|| {
            let noms: Vec<&str> = CHAMPS.iter().map(|(_, n)| *n).collect();
            format!("le champ {nom} ne se filtre pas ; se filtrent : {}", noms.join(", "))
        })
    }

    /// Its name.
    pub fn nom(self) -> &'static str {
        CHAMPS.iter().find(|(champ, _)| *champ == self).map_or("", |(_, nom)| nom)
    }

    /// Kind of its values.
    pub fn genre(self) -> Genre {
        match self {
            Champ::Publiee | Champ::Generale | Champ::ADistance => Genre::Booleen,
            Champ::Capacite => Genre::Nombre,
            _ => Genre::Texte,
        }
    }

    /// Whether one of its values convinces; none does when nothing is known.
    pub fn un<'a>(self, r: &'a Rangee, mut convient: impl FnMut(Lu<'a>) -> bool) -> bool {
        match self {
            Champ::Romes => r.romes.iter().any(|rome| convient(Lu::Texte(rome.as_str()))),
            Champ::Annees => r.annees.iter().any(|annee| convient(Lu::Texte(annee))),
            _ => self.seul(r).is_some_and(convient),
        }
    }

    /// Its value, the first when there are several; to sort by.
    pub fn premier(self, r: &Rangee) -> Option<Lu<'_>> {
        match self {
            Champ::Romes => r.romes.first().map(|rome| Lu::Texte(rome.as_str())),
            Champ::Annees => r.annees.first().map(|annee| Lu::Texte(annee)),
            _ => self.seul(r),
        }
    }

    fn seul(self, r: &Rangee) -> Option<Lu<'_>> {
        let [departement, academie, region] = r.territoires;
        match self {
            Champ::Cle => Some(Lu::Texte(&r.id)),
            Champ::Cfd => Some(Lu::Texte(r.cfd.as_str())),
            Champ::Rncp => r.rncp.as_ref().map(|c| Lu::Texte(c.as_str())),
            Champ::Niveau => niveau(r.niveau).map(Lu::Texte),
            Champ::Publiee => Some(Lu::Oui(r.publiee)),
            // In the regulated offer, unless its publisher says otherwise.
            Champ::Generale => Some(Lu::Oui(r.generale.unwrap_or(r.publiee))),
            Champ::ADistance => Some(Lu::Oui(r.a_distance)),
            Champ::Capacite => r.capacite.map(Lu::Nombre),
            Champ::CodePostal => r.code_postal.as_ref().map(|c| Lu::Texte(c.as_str())),
            Champ::Commune => r.commune.as_ref().map(|c| Lu::Texte(c.as_str())),
            Champ::Departement => texte(departement),
            Champ::NomDepartement => Departement::par_code(departement).map(|d| Lu::Texte(d.nom)),
            Champ::Academie => texte(academie),
            Champ::NomAcademie => Academie::par_code(academie).map(|a| Lu::Texte(a.nom)),
            Champ::Region => Region::par_code(region).map(|t| Lu::Texte(t.nom)),
            Champ::Uai => r.uai.as_ref().map(|u| Lu::Texte(u.as_str())),
            Champ::Gestionnaire => Some(Lu::Texte(r.gestionnaire.0.as_str())),
            Champ::SirenGestionnaire => Some(Lu::Texte(&r.gestionnaire.0.as_str()[..9])),
            Champ::Formateur => Some(Lu::Texte(r.formateur.0.as_str())),
            Champ::SirenFormateur => Some(Lu::Texte(&r.formateur.0.as_str()[..9])),
            Champ::Parcoursup => texte(&r.statuts[0]),
            Champ::Affelnet => texte(&r.statuts[1]),
            Champ::Romes | Champ::Annees => None,
        }
    }
}

fn texte(texte: &str) -> Option<Lu<'_>> {
    Some(texte).filter(|t| !t.is_empty()).map(Lu::Texte)
}

/// A European level in the catalogue's words.
pub fn niveau(numero: u8) -> Option<&'static str> {
    match numero {
        3 => Some("3 (CAP...)"),
        4 => Some("4 (BAC...)"),
        5 => Some("5 (BTS, DEUST...)"),
        6 => Some("6 (Licence, BUT...)"),
        7 => Some("7 (Master, titre ingénieur...)"),
        8 => Some("8 (Doctorat...)"),
        _ => None,
    }
}
