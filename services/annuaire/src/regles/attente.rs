//! What waits for a decision on the UAI of an organisation.

use crate::porte::Organisme;
use crate::regles::situation::Situation;
use crate::regles::vocabulaire::Nature;

/// Why someone has to decide, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attente {
    /// Closed, and its UAI is still validated: the UAI misleads those who read it.
    ARetirer,
    /// The same UAI is validated for several open organisations: one UAI names one place.
    Partage,
    /// Some lists give a UAI, nobody chose.
    AChoisir,
    /// Trains apprentices, and no list gives any UAI.
    AIdentifier,
}

impl Attente {
    /// All of them, in order.
    pub const TOUTES: [Attente; 4] =
        [Attente::ARetirer, Attente::Partage, Attente::AChoisir, Attente::AIdentifier];

    /// Its value in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Attente::ARetirer => "a_retirer",
            Attente::Partage => "partage",
            Attente::AChoisir => "a_choisir",
            Attente::AIdentifier => "a_identifier",
        }
    }

    /// For people.
    pub fn libelle(self) -> &'static str {
        match self {
            Attente::ARetirer => "Fermé, UAI à retirer",
            Attente::Partage => "UAI validé pour plusieurs organismes",
            Attente::AChoisir => "UAI à choisir parmi des candidats",
            Attente::AIdentifier => "Aucun UAI connu",
        }
    }

    /// What waits for this organisation, if anything; `partage` tells whether another open
    /// organisation has the same validated UAI.
    pub fn de(o: &Organisme, partage: bool) -> Option<Attente> {
        match (o.ouvert(), Situation::de(o)) {
            (false, Situation::Validee) => Some(Attente::ARetirer),
            (true, Situation::Validee) => partage.then_some(Attente::Partage),
            (true, Situation::AVerifier) => Some(Attente::AChoisir),
            (true, Situation::AIdentifier) => {
                (o.nature() != Nature::Inconnue).then_some(Attente::AIdentifier)
            }
            (false, _) => None,
        }
    }
}
