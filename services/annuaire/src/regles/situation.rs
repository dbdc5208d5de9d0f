//! Where an organisation stands: its UAI, and what is wrong with what is known of it.

use crate::porte::Organisme;
use crate::regles::vocabulaire::{Nature, StatutUai};

/// How far the UAI of an organisation is settled (référentiel UAI–SIRET, `stats/validation`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Situation {
    /// A person validated it.
    Validee,
    /// Some lists give one: a person has to choose.
    AVerifier,
    /// No list gives any.
    AIdentifier,
}

impl Situation {
    /// The three, from the best.
    pub const TOUTES: [Situation; 3] =
        [Situation::Validee, Situation::AVerifier, Situation::AIdentifier];

    /// Its value in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Situation::Validee => "validee",
            Situation::AVerifier => "a_verifier",
            Situation::AIdentifier => "a_identifier",
        }
    }

    /// For people.
    pub fn libelle(self) -> &'static str {
        match self {
            Situation::Validee => "UAI validé",
            Situation::AVerifier => "UAI à vérifier",
            Situation::AIdentifier => "UAI à identifier",
        }
    }

    /// That of an organisation.
    pub fn de(o: &Organisme) -> Self {
        match (o.uai_validee(), o.uais.is_empty()) {
            (Some(_), _) => Situation::Validee,
            (None, false) => Situation::AVerifier,
            (None, true) => Situation::AIdentifier,
        }
    }
}

/// Something wrong, and who can put it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anomalie {
    /// Closed, and still the holder of a validated UAI.
    FermeAvecUai,
    /// Publishers give different UAI with some authority.
    UaiDivergentes,
    /// No commune is known.
    SansAdresse,
    /// No offer was collected.
    NatureInconnue,
    /// Teaches, and no place is known.
    SansLieu,
}

impl Anomalie {
    /// All of them.
    pub const TOUTES: [Anomalie; 5] = [
        Anomalie::FermeAvecUai,
        Anomalie::UaiDivergentes,
        Anomalie::SansAdresse,
        Anomalie::NatureInconnue,
        Anomalie::SansLieu,
    ];

    /// Its value in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Anomalie::FermeAvecUai => "ferme_avec_uai",
            Anomalie::UaiDivergentes => "uai_divergentes",
            Anomalie::SansAdresse => "sans_adresse",
            Anomalie::NatureInconnue => "nature_inconnue",
            Anomalie::SansLieu => "sans_lieu",
        }
    }

    /// For people.
    pub fn libelle(self) -> &'static str {
        match self {
            Anomalie::FermeAvecUai => "Établissement fermé dont l’UAI est encore validé",
            Anomalie::UaiDivergentes => "Plusieurs sources donnent des UAI différents",
            Anomalie::SansAdresse => "Commune inconnue",
            Anomalie::NatureInconnue => "Aucune offre de formation collectée",
            Anomalie::SansLieu => "Enseigne, mais aucun lieu de formation n’est connu",
        }
    }

    /// Whom to ask for the correction (référentiel UAI–SIRET, page « Corrections »).
    pub fn interlocuteur(self) -> &'static str {
        match self {
            Anomalie::FermeAvecUai | Anomalie::UaiDivergentes => {
                "Demandez la correction au référent de l’académie, qui valide les UAI."
            }
            Anomalie::SansAdresse => {
                "L’adresse vient du répertoire Sirene : l’organisme la corrige auprès de l’Insee."
            }
            Anomalie::NatureInconnue | Anomalie::SansLieu => {
                "L’organisme déclare son offre et ses lieux auprès du Carif-Oref de sa région."
            }
        }
    }

    /// Those of an organisation.
    pub fn de(o: &Organisme) -> Vec<Anomalie> {
        let appuyees =
            o.uais.iter().filter(|u| matches!(u.statut, StatutUai::Validee | StatutUai::Declaree));
        let presente = |a: &Anomalie| match a {
            Anomalie::FermeAvecUai => !o.ouvert() && o.uai_validee().is_some(),
            Anomalie::UaiDivergentes => o.ouvert() && appuyees.clone().count() > 1,
            Anomalie::SansAdresse => {
                o.adresse.as_ref().is_none_or(|a| a.valeur.departement.is_none())
            }
            Anomalie::NatureInconnue => o.nature() == Nature::Inconnue,
            Anomalie::SansLieu => {
                let enseigne =
                    matches!(o.nature(), Nature::Formateur | Nature::ResponsableFormateur);
                enseigne && o.lieux.is_empty()
            }
        };
        Anomalie::TOUTES.into_iter().filter(presente).collect()
    }
}
