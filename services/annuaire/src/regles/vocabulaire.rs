//! The closed vocabularies of the directory (référentiel UAI–SIRET, swagger of its API v1).

use std::str::FromStr;

use noyau::ValeurInvalide;
use noyau::texte::plier;

/// What an organisation does in apprenticeship. Always deduced from the offer it declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Signs the training agreement and answers to the administration; does not teach.
    Responsable,
    /// Teaches, for another that is responsible.
    Formateur,
    /// Does both.
    ResponsableFormateur,
    /// No offer was collected.
    Inconnue,
}

impl Nature {
    const TOUTES: [(&'static str, Nature); 4] = [
        ("responsable", Nature::Responsable),
        ("formateur", Nature::Formateur),
        ("responsable_formateur", Nature::ResponsableFormateur),
        ("inconnue", Nature::Inconnue),
    ];

    /// As stored and published.
    pub fn code(self) -> &'static str {
        code(&Self::TOUTES, self)
    }

    /// For people.
    pub fn libelle(self) -> &'static str {
        match self {
            Nature::Responsable => "Responsable",
            Nature::Formateur => "Formateur",
            Nature::ResponsableFormateur => "Responsable et formateur",
            Nature::Inconnue => "Nature inconnue",
        }
    }

    /// What it means.
    pub fn definition(self) -> &'static str {
        match self {
            Nature::Responsable => {
                "Signe la convention de formation et répond devant l’administration ; n’enseigne pas."
            }
            Nature::Formateur => "Enseigne pour un organisme responsable.",
            Nature::ResponsableFormateur => {
                "Signe la convention de formation, en répond et enseigne."
            }
            Nature::Inconnue => "Aucune offre de formation n’a été collectée pour cet organisme.",
        }
    }
}

impl FromStr for Nature {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        lire(&Self::TOUTES, "nature.inconnue", texte)
    }
}

/// Whether an establishment is open (Sirene).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Etat {
    /// Open.
    Actif,
    /// Closed for good.
    Ferme,
}

impl Etat {
    const TOUS: [(&'static str, Etat); 2] = [("actif", Etat::Actif), ("ferme", Etat::Ferme)];

    /// As stored.
    pub fn code(self) -> &'static str {
        code(&Self::TOUS, self)
    }
}

impl FromStr for Etat {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        lire(&Self::TOUS, "etat.inconnu", texte)
    }
}

/// On what authority a UAI goes with a SIRET, from the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatutUai {
    /// A person of the académie or the région decided so.
    Validee,
    /// The best supported candidate (see [`super::uai::probable`]).
    Probable,
    /// A list gives the couple.
    Declaree,
    /// A candidate among others.
    Potentielle,
}

impl StatutUai {
    const TOUS: [(&'static str, StatutUai); 4] = [
        ("validee", StatutUai::Validee),
        ("probable", StatutUai::Probable),
        ("declaree", StatutUai::Declaree),
        ("potentielle", StatutUai::Potentielle),
    ];

    /// As stored.
    pub fn code(self) -> &'static str {
        code(&Self::TOUS, self)
    }
}

impl StatutUai {
    /// For people.
    pub fn libelle(self) -> &'static str {
        match self {
            StatutUai::Validee => "Validé",
            StatutUai::Probable => "Probable",
            StatutUai::Declaree => "Déclaré",
            StatutUai::Potentielle => "Possible",
        }
    }
}

impl FromStr for StatutUai {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        lire(&Self::TOUS, "statut_uai.inconnu", texte)
    }
}

/// How an organisation stands to another, seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenreRelation {
    /// Is responsible for what the other teaches (`responsable->formateur`).
    ResponsableDe,
    /// Teaches for the other (`formateur->responsable`).
    FormateurDe,
    /// Belongs to the same legal unit; says nothing of the training.
    Entreprise,
}

impl GenreRelation {
    const TOUS: [(&'static str, GenreRelation); 3] = [
        ("responsable_de", GenreRelation::ResponsableDe),
        ("formateur_de", GenreRelation::FormateurDe),
        ("entreprise", GenreRelation::Entreprise),
    ];

    /// As stored.
    pub fn code(self) -> &'static str {
        code(&Self::TOUS, self)
    }

    /// As the référentiel writes it: `responsable->formateur`, `formateur->responsable`.
    ///
    /// # Errors
    /// `relation.inconnue`.
    pub fn du_referentiel(texte: &str) -> Result<Self, ValeurInvalide> {
        match texte {
            "responsable->formateur" => Ok(GenreRelation::ResponsableDe),
            "formateur->responsable" => Ok(GenreRelation::FormateurDe),
            autre => autre.parse(),
        }
    }
}

impl FromStr for GenreRelation {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        lire(&Self::TOUS, "relation.inconnue", texte)
    }
}

fn code<T: Copy + PartialEq>(termes: &[(&'static str, T)], valeur: T) -> &'static str {
    termes.iter().find(|(_, v)| *v == valeur).map_or("", |(code, _)| code)
}

fn lire<T: Copy>(
    termes: &[(&'static str, T)],
    regle: &'static str,
    texte: &str,
) -> Result<T, ValeurInvalide> {
    let voulu = plier(texte).replace(' ', "_");
    let trouve = termes.iter().find(|(code, _)| *code == voulu);
    trouve.map(|(_, valeur)| *valeur).ok_or_else(|| {
        let attendus: Vec<&str> = termes.iter().map(|(code, _)| *code).collect();
        let recu = noyau::erreur::extrait(texte);
        let message = format!("« {recu} » n'est pas prévu ; attendu : {}.", attendus.join(", "));
        ValeurInvalide::new(regle, texte, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_reads_back() {
        Nature::TOUTES.iter().for_each(|(code, v)| assert_eq!(code.parse(), Ok(*v)));
        Etat::TOUS.iter().for_each(|(code, v)| assert_eq!(code.parse(), Ok(*v)));
        StatutUai::TOUS.iter().for_each(|(code, v)| assert_eq!(code.parse(), Ok(*v)));
        GenreRelation::TOUS.iter().for_each(|(code, v)| assert_eq!(code.parse(), Ok(*v)));
        assert_eq!(Nature::ResponsableFormateur.code(), "responsable_formateur");
    }

    #[test]
    fn publishers_spellings() {
        assert_eq!("fermé".parse(), Ok(Etat::Ferme));
        assert_eq!("Responsable_formateur".parse(), Ok(Nature::ResponsableFormateur));
        assert_eq!(
            GenreRelation::du_referentiel("formateur->responsable"),
            Ok(GenreRelation::FormateurDe)
        );
        assert_eq!(GenreRelation::du_referentiel("entreprise"), Ok(GenreRelation::Entreprise));
    }

    #[test]
    fn an_unknown_term_is_refused_with_those_expected() {
        let refus = "AVENCOT".parse::<Nature>().unwrap_err();
        assert_eq!(refus.regle, "nature.inconnue");
        assert!(refus.message.contains("responsable_formateur"), "{}", refus.message);
    }
}
