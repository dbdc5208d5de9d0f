//! What a company likely to hire may ask, and why it does.

/// What it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demande {
    /// Applications go to another mailbox.
    Corriger,
    /// It is not shown any more.
    Arreter,
    /// It is not shown, and its mailbox is used for nothing (GDPR, article 21).
    Opposer,
    /// It is shown.
    Paraitre,
}

impl Demande {
    /// Every demand, in the order of the page.
    pub const TOUTES: [Demande; 4] =
        [Demande::Corriger, Demande::Arreter, Demande::Opposer, Demande::Paraitre];

    fn ligne(self) -> (&'static str, &'static str) {
        match self {
            Demande::Corriger => ("corriger", "Recevoir les candidatures à une autre adresse"),
            Demande::Arreter => ("arreter", "Ne plus apparaître"),
            Demande::Opposer => {
                ("opposer", "Ne plus apparaître, et m’opposer à l’usage de mon adresse")
            }
            Demande::Paraitre => ("paraitre", "Apparaître parmi les entreprises à contacter"),
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

    /// The demand that has this code.
    pub fn lire(code: &str) -> Option<Demande> {
        Demande::TOUTES.into_iter().find(|d| d.code() == code)
    }

    /// The choice that is kept of it.
    pub fn choix(self) -> &'static str {
        match self {
            Demande::Corriger | Demande::Paraitre => "paraitre",
            Demande::Arreter => "arret",
            Demande::Opposer => "opposition",
        }
    }
}

/// Why it does not want to be shown (the reasons of the former service).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raison {
    /// It has its apprentices.
    DejaTrouve,
    /// Those who write look for something else.
    HorsActivite,
    /// It hires by other ways.
    AutresCanaux,
    /// It cannot pay.
    Moyens,
    /// It does not hire apprentices.
    PasDAlternance,
    /// It is closed.
    Fermee,
    /// Something else.
    Autre,
}

impl Raison {
    /// Every reason, in the order of the page.
    pub const TOUTES: [Raison; 7] = [
        Raison::DejaTrouve,
        Raison::HorsActivite,
        Raison::AutresCanaux,
        Raison::Moyens,
        Raison::PasDAlternance,
        Raison::Fermee,
        Raison::Autre,
    ];

    fn ligne(self) -> (&'static str, &'static str) {
        match self {
            Raison::DejaTrouve => ("deja_trouve", "Nous avons trouvé nos apprentis"),
            Raison::HorsActivite => ("hors_activite", "Les candidatures sont loin de nos métiers"),
            Raison::AutresCanaux => ("autres_canaux", "Nous recrutons par d’autres moyens"),
            Raison::Moyens => ("moyens", "Nous n’avons pas les moyens de recruter"),
            Raison::PasDAlternance => ("pas_d_alternance", "Nous ne recrutons pas en alternance"),
            Raison::Fermee => ("fermee", "L’établissement est fermé"),
            Raison::Autre => ("autre", "Autre raison"),
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
    pub fn lire(code: &str) -> Option<Raison> {
        Raison::TOUTES.into_iter().find(|r| r.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        assert!(Demande::TOUTES.into_iter().all(|d| Demande::lire(d.code()) == Some(d)));
        assert!(Raison::TOUTES.into_iter().all(|r| Raison::lire(r.code()) == Some(r)));
    }
}
