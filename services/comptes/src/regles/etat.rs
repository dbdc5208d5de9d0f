//! The life of a person, an organisation and a habilitation: one machine for the three.

/// What a state belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objet {
    /// An account.
    Personne,
    /// A company, a training centre, a service of the State.
    Organisation,
    /// What a person may do for an organisation or a territory.
    Habilitation,
}

impl Objet {
    /// Its code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Objet::Personne => "personne",
            Objet::Organisation => "organisation",
            Objet::Habilitation => "habilitation",
        }
    }
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Nobody decided yet: a mailbox to prove, a company to check, a request to judge.
    EnAttente,
    /// In force.
    Active,
    /// Judged, and refused.
    Refusee,
    /// Stopped by someone.
    Desactivee,
    /// Over: its end has come.
    Terminee,
}

impl Etat {
    /// Every state.
    pub const TOUS: [Etat; 5] =
        [Etat::EnAttente, Etat::Active, Etat::Refusee, Etat::Desactivee, Etat::Terminee];

    /// Its code in the database.
    pub fn code(self) -> &'static str {
        match self {
            Etat::EnAttente => "en_attente",
            Etat::Active => "active",
            Etat::Refusee => "refusee",
            Etat::Desactivee => "desactivee",
            Etat::Terminee => "terminee",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Etat::EnAttente => "En attente",
            Etat::Active => "Active",
            Etat::Refusee => "Refusée",
            Etat::Desactivee => "Désactivée",
            Etat::Terminee => "Terminée",
        }
    }

    /// The state that has this code.
    pub fn lire(code: &str) -> Option<Etat> {
        Etat::TOUS.into_iter().find(|e| e.code() == code)
    }
}

/// What is done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acte {
    /// The mailbox is proven, the company checked, the request granted.
    Accepter,
    /// The request or the company is refused.
    Refuser,
    /// It goes back among those to judge ("this company is not of my OPCO").
    Remettre,
    /// It is stopped.
    Desactiver,
    /// It is started again.
    Reactiver,
    /// Its end has come.
    Terminer,
}

impl Acte {
    /// Every act.
    pub const TOUS: [Acte; 6] = [
        Acte::Accepter,
        Acte::Refuser,
        Acte::Remettre,
        Acte::Desactiver,
        Acte::Reactiver,
        Acte::Terminer,
    ];

    /// Its code, in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Acte::Accepter => "accepter",
            Acte::Refuser => "refuser",
            Acte::Remettre => "remettre",
            Acte::Desactiver => "desactiver",
            Acte::Reactiver => "reactiver",
            Acte::Terminer => "terminer",
        }
    }

    /// The act that has this code.
    pub fn lire(code: &str) -> Option<Acte> {
        Acte::TOUS.into_iter().find(|a| a.code() == code)
    }

    /// Whether the person it happens to must be told why.
    pub fn veut_un_motif(self) -> bool {
        matches!(self, Acte::Refuser | Acte::Desactiver | Acte::Remettre)
    }
}

/// Why an act is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Nothing leads from this state by this act.
    #[error("Cette action n’est plus possible : la situation a changé entre-temps.")]
    Transition,
    /// The act needs a reason.
    #[error("Dites pourquoi : la personne concernée lira ce motif.")]
    Motif,
    /// Nobody stops their own account, nor takes away what lets them give it back.
    #[error(
        "Vous ne pouvez pas vous retirer à vous-même ce droit : demandez-le à un autre administrateur."
    )]
    Soi,
    /// An organisation would have nobody left to manage it.
    #[error("C’est le dernier gestionnaire de l’organisation : nommez-en un autre d’abord.")]
    DernierGestionnaire,
}

/// Where an act leads.
///
/// # Errors
/// [`Refus::Transition`] when nothing leads there; [`Refus::Motif`] when the reason is missing.
pub fn passer(objet: Objet, etat: Etat, acte: Acte, motif: &str) -> Result<Etat, Refus> {
    let apres = match (objet, etat, acte) {
        (_, Etat::EnAttente, Acte::Accepter) => Etat::Active,
        (Objet::Personne, Etat::Refusee | Etat::Terminee, _)
        | (Objet::Personne, _, Acte::Refuser | Acte::Terminer | Acte::Remettre) => {
            return Err(Refus::Transition);
        }
        (_, Etat::EnAttente, Acte::Refuser) => Etat::Refusee,
        (_, Etat::Refusee, Acte::Accepter) => Etat::Active,
        (Objet::Habilitation, Etat::Active, Acte::Remettre) => Etat::EnAttente,
        (_, Etat::Active, Acte::Desactiver) => Etat::Desactivee,
        (_, Etat::Desactivee, Acte::Reactiver) => Etat::Active,
        (Objet::Habilitation, Etat::Active, Acte::Terminer) => Etat::Terminee,
        (Objet::Habilitation, Etat::Terminee, Acte::Reactiver) => Etat::Active,
        _ => return Err(Refus::Transition),
    };
    if acte.veut_un_motif() && motif.trim().chars().count() < 3 {
        return Err(Refus::Motif);
    }
    Ok(apres)
}

/// How long a habilitation lasts when nothing shorter is said: a year, then someone confirms it.
pub const DUREE_JOURS: i64 = 365;

/// How long an auditor may look: the time of an audit.
pub const DUREE_AUDIT_JOURS: i64 = 90;

/// A habilitation that nobody confirmed for this long is listed for the quarterly review.
pub const REVUE_JOURS: i64 = 90;

/// Milliseconds of a day.
pub const JOUR_MS: i64 = 86_400_000;

#[cfg(test)]
mod tests {
    use super::*;
    use Acte::{Accepter, Desactiver, Reactiver, Refuser, Remettre, Terminer};
    use Etat::{Active, Desactivee, EnAttente, Refusee, Terminee};
    use Objet::{Habilitation, Organisation, Personne};

    #[test]
    fn what_is_written_here_is_possible_and_nothing_else() {
        let permises = [
            (Personne, EnAttente, Accepter, Active),
            (Personne, Active, Desactiver, Desactivee),
            (Personne, Desactivee, Reactiver, Active),
            (Organisation, EnAttente, Accepter, Active),
            (Organisation, EnAttente, Refuser, Refusee),
            (Organisation, Refusee, Accepter, Active),
            (Organisation, Active, Desactiver, Desactivee),
            (Organisation, Desactivee, Reactiver, Active),
            (Habilitation, EnAttente, Accepter, Active),
            (Habilitation, EnAttente, Refuser, Refusee),
            (Habilitation, Refusee, Accepter, Active),
            (Habilitation, Active, Remettre, EnAttente),
            (Habilitation, Active, Desactiver, Desactivee),
            (Habilitation, Desactivee, Reactiver, Active),
            (Habilitation, Active, Terminer, Terminee),
            (Habilitation, Terminee, Reactiver, Active),
        ];
        for objet in [Personne, Organisation, Habilitation] {
            for etat in Etat::TOUS {
                for acte in Acte::TOUS {
                    let attendu = permises
                        .iter()
                        .find(|(o, e, a, _)| (*o, *e, *a) == (objet, etat, acte))
                        .map(|(_, _, _, apres)| *apres)
                        .ok_or(Refus::Transition);
                    let trouve = passer(objet, etat, acte, "parce que");
                    assert_eq!(trouve, attendu, "{objet:?} {etat:?} {acte:?}");
                }
            }
        }
    }

    #[test]
    fn who_is_refused_is_told_why() {
        assert_eq!(passer(Habilitation, EnAttente, Refuser, "  "), Err(Refus::Motif));
        assert_eq!(passer(Habilitation, Active, Desactiver, ""), Err(Refus::Motif));
        assert_eq!(passer(Habilitation, EnAttente, Accepter, ""), Ok(Active));
    }

    #[test]
    fn codes_read_back() {
        assert!(Etat::TOUS.into_iter().all(|e| Etat::lire(e.code()) == Some(e)));
        assert!(Acte::TOUS.into_iter().all(|a| Acte::lire(a.code()) == Some(a)));
    }
}
