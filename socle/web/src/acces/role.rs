//! The roles that a habilitation gives.

use super::ressort::GenreDeRessort;

/// What someone is for the services. Young people need no account and hold none; partners hold
/// API keys (see [`crate::Portee`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Recruits apprentices.
    Employeur,
    /// Trains them.
    Cfa,
    /// Finances contracts, answers for the employers of its branches.
    Opco,
    /// Rectorat: education in its académie.
    Academie,
    /// Labour administration of a région.
    Dreets,
    /// Labour administration of a département.
    Ddets,
    /// Agriculture in a région.
    Draaf,
    /// Collects the training on offer in a région.
    CarifOref,
    /// Conseil régional.
    Region,
    /// Accompanies young people in its territory.
    MissionLocale,
    /// Head of a network of training centres.
    TeteDeReseau,
    /// The ministry in charge of apprenticeship policy.
    Dgefp,
    /// Another ministry, nationally.
    Ministere,
    /// Helps users, reads what they see when they ask.
    Support,
    /// Answers for personal data.
    Dpo,
    /// Reads everything that proves conformity, for a limited time.
    Auditeur,
    /// Runs the service.
    Administrateur,
}

impl Role {
    /// Every role, in the order of the matrix.
    pub const TOUS: [Role; 17] = [
        Role::Employeur,
        Role::Cfa,
        Role::Opco,
        Role::Academie,
        Role::Dreets,
        Role::Ddets,
        Role::Draaf,
        Role::CarifOref,
        Role::Region,
        Role::MissionLocale,
        Role::TeteDeReseau,
        Role::Dgefp,
        Role::Ministere,
        Role::Support,
        Role::Dpo,
        Role::Auditeur,
        Role::Administrateur,
    ];

    /// Stable code, in the database and in addresses.
    pub fn code(self) -> &'static str {
        self.ligne().0
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        self.ligne().1
    }

    /// What its habilitations are for: an organisation, a territory, the whole country.
    pub fn ressort(self) -> GenreDeRessort {
        self.ligne().2
    }

    fn ligne(self) -> (&'static str, &'static str, GenreDeRessort) {
        use GenreDeRessort::{Academie, Departement, France, Opco, Organisme, Region, Reseau};
        match self {
            Role::Employeur => ("employeur", "Employeur", Organisme),
            Role::Cfa => ("cfa", "CFA", Organisme),
            Role::Opco => ("opco", "OPCO", Opco),
            Role::Academie => ("academie", "Académie", Academie),
            Role::Dreets => ("dreets", "DREETS", Region),
            Role::Ddets => ("ddets", "DDETS", Departement),
            Role::Draaf => ("draaf", "DRAAF", Region),
            Role::CarifOref => ("carif_oref", "Carif-Oref", Region),
            Role::Region => ("region", "Conseil régional", Region),
            Role::MissionLocale => ("mission_locale", "Mission locale", Organisme),
            Role::TeteDeReseau => ("tete_de_reseau", "Tête de réseau", Reseau),
            Role::Dgefp => ("dgefp", "DGEFP", France),
            Role::Ministere => ("ministere", "Ministère", France),
            Role::Support => ("support", "Support", France),
            Role::Dpo => ("dpo", "Délégué à la protection des données", France),
            Role::Auditeur => ("auditeur", "Auditeur", France),
            Role::Administrateur => ("administrateur", "Administrateur", France),
        }
    }

    /// The role that has this code.
    pub fn lire(code: &str) -> Option<Role> {
        Role::TOUS.into_iter().find(|r| r.code() == code)
    }

    /// Whether it can only be used after a second proof of identity: whoever holds it can change
    /// or see what belongs to everyone.
    pub fn exige_double(self) -> bool {
        matches!(self, Role::Support | Role::Dpo | Role::Administrateur)
    }

    /// Whether it only ever reads, whatever the rules say.
    pub fn lecture_seule(self) -> bool {
        self == Role::Auditeur
    }
}
