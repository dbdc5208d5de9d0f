//! Actions and their rules.

use super::role::Role;

/// How far a rule lets a role go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perimetre {
    /// Within what the habilitation is held for.
    Ressort,
    /// Everywhere, whatever the habilitation is held for.
    Partout,
    /// Within the organisation that the habilitation manages.
    Gestion,
    /// What belongs to the person alone.
    Soi,
}

/// One cell of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regle {
    /// For whom.
    pub role: Role,
    /// How far.
    pub perimetre: Perimetre,
    /// Fields that this role does not see, by the names that the service gives them.
    pub masques: &'static [&'static str],
}

impl Regle {
    /// Within the ressort of the habilitation.
    pub const fn ressort(role: Role) -> Self {
        Regle { role, perimetre: Perimetre::Ressort, masques: &[] }
    }

    /// Everywhere.
    pub const fn partout(role: Role) -> Self {
        Regle { role, perimetre: Perimetre::Partout, masques: &[] }
    }

    /// What belongs to the person.
    pub const fn soi(role: Role) -> Self {
        Regle { role, perimetre: Perimetre::Soi, masques: &[] }
    }

    /// Within the organisation that its holder manages.
    pub const fn gestion(role: Role) -> Self {
        Regle { role, perimetre: Perimetre::Gestion, masques: &[] }
    }

    /// Without these fields.
    pub const fn sans(mut self, masques: &'static [&'static str]) -> Self {
        self.masques = masques;
        self
    }

    /// What the matrix says.
    pub fn libelle(&self) -> String {
        let portee = match self.perimetre {
            Perimetre::Ressort => "dans son ressort",
            Perimetre::Partout => "partout",
            Perimetre::Gestion => "dans l’organisation dont il est gestionnaire",
            Perimetre::Soi => "pour soi",
        };
        if self.masques.is_empty() {
            return portee.to_owned();
        }
        format!("{portee}, sans : {}", self.masques.join(", "))
    }
}

/// Something that can be done, and by whom. Declared as a `static` by the service that offers it.
#[derive(Debug)]
pub struct Action {
    /// Stable code: `annuaire.uai.valider`.
    pub code: &'static str,
    /// What it is, in French, beginning with a verb.
    pub libelle: &'static str,
    /// Whether it changes something: never done while observing, nor by an auditor.
    pub ecrit: bool,
    /// Whether it shows or changes something of named persons: always in the journal, and never
    /// nationally without a second proof of identity.
    pub nominative: bool,
    /// Who may. An empty list allows nobody.
    pub regles: &'static [Regle],
}

impl PartialEq for Action {
    fn eq(&self, autre: &Action) -> bool {
        self.code == autre.code
    }
}

impl Eq for Action {}
