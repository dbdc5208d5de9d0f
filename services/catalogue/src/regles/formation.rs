//! What a training is: one diploma, taught by one organisation, at one place.

use noyau::dates::DateCivile;
use noyau::geo::Point;
use noyau::identifiants::{
    Cfd, CleMinistereEducatif, CodeCommune, CodePostal, Mef10, Rncp, Rome, Siret, Uai,
};
use noyau::niveau::NiveauDiplome;
use noyau::texte::titre_propre;

/// A training.
#[derive(Clone, Debug, PartialEq)]
pub struct Formation {
    /// Identifier: the key of the ministry of education, else the three numbers of RCO.
    pub id: String,
    /// Key of the ministry of education.
    pub cle_me: Option<CleMinistereEducatif>,
    /// Numbers of RCO: training, action, certification.
    pub rco: NumerosRco,
    /// Diploma.
    pub cfd: Cfd,
    /// Certification in the national register.
    pub rncp: Option<Rncp>,
    /// MEF of the diploma.
    pub mefs: Vec<Mef10>,
    /// Name in use, as organisations write it.
    pub nom_usuel: Option<String>,
    /// Official long name.
    pub intitule: Option<String>,
    /// Official short name.
    pub intitule_court: Option<String>,
    /// Family of the diploma: `BREVET DE TECHNICIEN SUPERIEUR`.
    pub diplome: Option<String>,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// Trades it leads to.
    pub romes: Vec<Rome>,
    /// Where it is taught.
    pub lieu: Lieu,
    /// Who answers for it.
    pub gestionnaire: Etablissement,
    /// Who teaches.
    pub formateur: Etablissement,
    /// Places in all.
    pub capacite: Option<i64>,
    /// Length in years.
    pub duree: Option<i64>,
    /// Year of the curriculum one enters in, as the publisher writes it (`1`, `2`… `X` for any).
    pub annee: Option<String>,
    /// Taught entirely at a distance.
    pub a_distance: bool,
    /// Level required to enter, in the publisher's words.
    pub niveau_entree: Option<String>,
    /// What it is for.
    pub objectif: Option<String>,
    /// What is taught.
    pub contenu: Option<String>,
    /// Page of ONISEP on the diploma.
    pub onisep_url: Option<String>,
    /// Status on Parcoursup, in the catalogue's words.
    pub parcoursup_statut: Option<String>,
    /// Status on Affelnet, in the catalogue's words.
    pub affelnet_statut: Option<String>,
    /// In the publisher's current offer: people may see it.
    pub publiee: bool,
    /// Part of the *catalogue général* (regulated offer); unknown when the publisher does not say.
    pub catalogue_general: Option<bool>,
    /// Its starts, the earliest first.
    pub sessions: Vec<Session>,
}

/// Numbers by which RCO knows a training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumerosRco {
    /// Training.
    pub formation: Option<String>,
    /// Action.
    pub action: Option<String>,
    /// Certification (Certif Info).
    pub certifinfo: Option<String>,
}

impl NumerosRco {
    /// `formation|action|certifinfo`, when all three are there.
    pub fn id(&self) -> Option<String> {
        let (formation, action) = (self.formation.as_deref()?, self.action.as_deref()?);
        Some(format!("{formation}|{action}|{}", self.certifinfo.as_deref()?))
    }
}

/// Where a training is taught.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lieu {
    /// Street.
    pub adresse: Option<String>,
    /// Postal code.
    pub code_postal: Option<CodePostal>,
    /// Commune.
    pub commune: Option<CodeCommune>,
    /// Town.
    pub localite: Option<String>,
    /// Code of the département.
    pub departement: Option<String>,
    /// Code of the région.
    pub region: Option<String>,
    /// Position.
    pub point: Option<Point>,
    /// What the position stands for.
    pub precision: Precision,
    /// Establishment there.
    pub siret: Option<Siret>,
    /// UAI of the place.
    pub uai: Option<Uai>,
}

/// What a position stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// The address itself.
    Adresse,
    /// The middle of the commune.
    Commune,
    /// Nothing is known.
    #[default]
    Aucune,
}

/// An organisation of a training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etablissement {
    /// SIRET.
    pub siret: Siret,
    /// Name people know: over the door, else registered.
    pub nom: Option<String>,
    /// UAI.
    pub uai: Option<Uai>,
    /// Street.
    pub adresse: Option<String>,
    /// Postal code.
    pub code_postal: Option<CodePostal>,
    /// Commune.
    pub commune: Option<CodeCommune>,
    /// Town.
    pub localite: Option<String>,
}

/// A start of a training.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// Day, or the first of the month.
    pub debut: DateCivile,
    /// Last day.
    pub fin: Option<DateCivile>,
    /// Whether the day is known, or the month only.
    pub au_jour: bool,
    /// Places.
    pub capacite: Option<i64>,
}

/// What RCO adds to the names of diplomas that exist both ways.
const AJOUT_RCO: &str = "(apprentissage possible)";

impl Formation {
    /// The name to show: the one in use, else the official one in readable case.
    pub fn titre(&self) -> Option<String> {
        let nom = self.nom_usuel.as_deref().map(sans_ajout).filter(|n| !n.is_empty());
        let officiel = || self.intitule.as_deref().or(self.intitule_court.as_deref());
        nom.or_else(officiel).map(titre_propre)
    }

    /// The first start on this day or later.
    pub fn prochaine_session(&self, jour: DateCivile) -> Option<&Session> {
        self.sessions.iter().find(|s| s.debut >= jour)
    }
}

fn sans_ajout(nom: &str) -> &str {
    let nom = nom.trim();
    let coupe = nom.len().checked_sub(AJOUT_RCO.len()).filter(|c| nom.is_char_boundary(*c));
    match coupe.map(|c| nom.split_at(c)) {
        Some((debut, fin)) if fin.eq_ignore_ascii_case(AJOUT_RCO) => debut.trim_end(),
        _ => nom,
    }
}

#[cfg(test)]
pub mod essai {
    //! An invented training for the tests of the rules.

    use super::*;

    /// A CAP of baker, of which little else is known.
    pub fn formation() -> Formation {
        let etablissement = Etablissement {
            siret: "90000000100009".parse().unwrap(),
            nom: Some("CFA des Marronniers".to_owned()),
            uai: None,
            adresse: None,
            code_postal: None,
            commune: None,
            localite: None,
        };
        Formation {
            id: "24_1|24_2|3".to_owned(),
            cle_me: None,
            rco: NumerosRco::default(),
            cfd: "50022137".parse().unwrap(),
            rncp: None,
            mefs: Vec::new(),
            nom_usuel: Some("CAP Boulanger".to_owned()),
            intitule: Some("BOULANGER (CAP)".to_owned()),
            intitule_court: None,
            diplome: None,
            niveau: None,
            romes: vec!["D1106".parse().unwrap()],
            lieu: Lieu::default(),
            gestionnaire: etablissement.clone(),
            formateur: etablissement,
            capacite: None,
            duree: Some(2),
            annee: None,
            a_distance: false,
            niveau_entree: None,
            objectif: None,
            contenu: None,
            onisep_url: None,
            parcoursup_statut: None,
            affelnet_statut: None,
            publiee: true,
            catalogue_general: None,
            sessions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Session, essai, sans_ajout};

    #[test]
    fn the_next_session_is_the_first_that_has_not_begun() {
        let session = |debut: &str| Session {
            debut: debut.parse().unwrap(),
            fin: None,
            au_jour: true,
            capacite: None,
        };
        let mut f = essai::formation();
        f.sessions = vec![session("2025-09-01"), session("2026-09-01"), session("2027-09-01")];
        let cases = [
            ("2025-01-01", Some("2025-09-01")),
            ("2026-09-01", Some("2026-09-01")),
            ("2026-09-02", Some("2027-09-01")),
            ("2028-01-01", None),
        ];
        for (jour, attendue) in cases {
            let trouvee = f.prochaine_session(jour.parse().unwrap()).map(|s| s.debut.to_string());
            assert_eq!(trouvee.as_deref(), attendue, "{jour}");
        }
    }

    #[test]
    fn the_name_in_use_loses_what_rco_adds() {
        let cases = [
            ("BTS Travaux Publics (Apprentissage possible)", "BTS Travaux Publics"),
            ("Titre Conseiller technique cycles", "Titre Conseiller technique cycles"),
            ("(Apprentissage possible)", ""),
            ("Pâtissier é", "Pâtissier é"),
            ("", ""),
        ];
        for (nom, attendu) in cases {
            assert_eq!(sans_ajout(nom), attendu, "{nom}");
        }
    }
}
