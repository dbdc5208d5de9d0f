//! Why an offer is closed, in the words of those who close it.

use super::vie::Acte;

/// A reason to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// Somebody found here was hired.
    PourvueIci,
    /// Somebody found elsewhere was hired.
    PourvueAilleurs,
    /// There are enough applications to choose from.
    AssezDeCandidatures,
    /// The company does not hire any more.
    PlusDeBesoin,
    /// Nobody applied.
    AucuneCandidature,
    /// Those who applied do not suit.
    CandidaturesInadaptees,
    /// Something else, told in a sentence.
    Autre,
}

impl Motif {
    /// Every reason, in the order of the page.
    pub const TOUS: [Motif; 7] = [
        Motif::PourvueIci,
        Motif::PourvueAilleurs,
        Motif::AssezDeCandidatures,
        Motif::PlusDeBesoin,
        Motif::AucuneCandidature,
        Motif::CandidaturesInadaptees,
        Motif::Autre,
    ];

    fn ligne(self) -> (&'static str, &'static str) {
        match self {
            Motif::PourvueIci => ("pourvue_ici", "Le poste est pourvu, grâce à ce service"),
            Motif::PourvueAilleurs => {
                ("pourvue_ailleurs", "Le poste est pourvu, par un autre moyen")
            }
            Motif::AssezDeCandidatures => ("assez", "J’ai reçu assez de candidatures"),
            Motif::PlusDeBesoin => ("plus_de_besoin", "Je ne cherche plus d’apprenti"),
            Motif::AucuneCandidature => ("aucune", "Je n’ai reçu aucune candidature"),
            Motif::CandidaturesInadaptees => ("inadaptees", "Les candidatures ne convenaient pas"),
            Motif::Autre => ("autre", "Autre raison"),
        }
    }

    /// Its code, in forms.
    pub fn code(self) -> &'static str {
        self.ligne().0
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        self.ligne().1
    }

    /// The reason that has this code.
    pub fn lire(code: &str) -> Option<Motif> {
        Motif::TOUS.into_iter().find(|m| m.code() == code)
    }

    /// What closing for this reason does.
    pub fn acte(self) -> Acte {
        match self {
            Motif::PourvueIci | Motif::PourvueAilleurs => Acte::Pourvoir,
            _ => Acte::Annuler,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        assert!(Motif::TOUS.into_iter().all(|m| Motif::lire(m.code()) == Some(m)));
        assert_eq!(Motif::lire(""), None);
    }
}
