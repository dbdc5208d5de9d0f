//! The life of a deposited offer: one machine for employers, training centres, moderators,
//! partners and the clock.

use super::vocabulaire::Statut;

/// Declares a closed list: its words, the code of each, what people read.
macro_rules! liste {
    ($(#[$doc:meta])* $nom:ident { $($(#[$d:meta])* $mot:ident = $code:literal, $libelle:literal);+ $(;)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $nom { $($(#[$d])* $mot),+ }

        impl $nom {
            /// Every word of the list.
            pub const TOUS: &'static [$nom] = &[$($nom::$mot),+];

            /// Its code, in the database and in addresses.
            pub fn code(self) -> &'static str {
                match self { $($nom::$mot => $code),+ }
            }

            /// What people read.
            pub fn libelle(self) -> &'static str {
                match self { $($nom::$mot => $libelle),+ }
            }

            /// The word that has this code.
            pub fn lire(code: &str) -> Option<Self> {
                Self::TOUS.iter().copied().find(|m| m.code() == code)
            }
        }
    };
}

liste! {
    /// Where a deposited offer stands.
    Etat {
        /// Being written; only its owner sees it.
        Brouillon = "brouillon", "Brouillon";
        /// Its author's habilitation is not in force yet.
        EnAttente = "en_attente", "En attente de la validation du compte";
        /// Someone must look at it first.
        AVerifier = "a_verifier", "En cours de vérification";
        /// Everyone sees it.
        Publiee = "publiee", "Publiée";
        /// It was looked at, and refused.
        Refusee = "refusee", "Refusée";
        /// Somebody was hired.
        Pourvue = "pourvue", "Pourvue";
        /// Withdrawn by its owner.
        Annulee = "annulee", "Retirée";
        /// Its end has come.
        Expiree = "expiree", "Expirée";
        /// It received as many applications as its owner wanted.
        Plafonnee = "plafonnee", "Plafond de candidatures atteint";
    }
}

liste! {
    /// What is done to it.
    Acte {
        /// It begins.
        Creer = "creer", "Création";
        /// Its text changes.
        Modifier = "modifier", "Modification";
        /// It is shown.
        Publier = "publier", "Publication";
        /// It is ready, but its author's account is not.
        Attendre = "attendre", "Mise en attente du compte";
        /// A rule wants someone to look at it.
        Verifier = "verifier", "Envoi en vérification";
        /// Who looked at it lets it be shown.
        Accepter = "accepter", "Acceptation";
        /// Who looked at it does not.
        Refuser = "refuser", "Refus";
        /// It stays longer.
        Prolonger = "prolonger", "Prolongation";
        /// It takes applications again.
        Rouvrir = "rouvrir", "Réouverture";
        /// Somebody was hired.
        Pourvoir = "pourvoir", "Clôture : poste pourvu";
        /// It is withdrawn.
        Annuler = "annuler", "Retrait";
        /// Its end has come.
        Expirer = "expirer", "Expiration";
        /// The ceiling of applications is reached.
        Plafonner = "plafonner", "Plafond atteint";
    }
}

/// Why an act is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusDeVie {
    /// Nothing leads from this state by this act.
    #[error("Cette action n’est plus possible : l’offre a changé d’état entre-temps.")]
    Transition,
    /// The act needs a reason.
    #[error("Dites pourquoi : le motif est gardé dans l’historique de l’offre.")]
    Motif,
}

/// Shortest reason.
const MOTIF_MIN: usize = 3;

impl Etat {
    /// What the public job API says of it.
    pub fn statut(self) -> Statut {
        match self {
            Etat::Brouillon | Etat::EnAttente | Etat::AVerifier => Statut::EnAttente,
            // Its end being past, it is not shown: "expired" is read from the date.
            Etat::Publiee | Etat::Expiree => Statut::Active,
            Etat::Pourvue => Statut::Pourvue,
            Etat::Refusee | Etat::Annulee | Etat::Plafonnee => Statut::Annulee,
        }
    }

    /// Whether it will receive no application any more, unless someone acts.
    pub fn est_close(self) -> bool {
        matches!(
            self,
            Etat::Refusee | Etat::Pourvue | Etat::Annulee | Etat::Expiree | Etat::Plafonnee
        )
    }

    /// Whether its text may still change.
    pub fn est_modifiable(self) -> bool {
        passer(self, Acte::Modifier, "").is_ok()
    }

    /// The acts that its owner may choose now.
    pub fn actes_du_proprietaire(self) -> Vec<Acte> {
        const SIENS: [Acte; 5] =
            [Acte::Modifier, Acte::Prolonger, Acte::Rouvrir, Acte::Pourvoir, Acte::Annuler];
        SIENS.into_iter().filter(|a| passer(self, *a, "un motif").is_ok()).collect()
    }

    /// The colour of its badge in the design system.
    pub fn badge(self) -> &'static str {
        match self {
            Etat::Publiee => "success",
            Etat::EnAttente | Etat::AVerifier | Etat::Plafonnee => "warning",
            Etat::Refusee => "error",
            Etat::Brouillon => "new",
            Etat::Pourvue | Etat::Annulee | Etat::Expiree => "info",
        }
    }
}

impl Acte {
    /// Whether whom it happens to must be told why.
    pub fn veut_un_motif(self) -> bool {
        matches!(self, Acte::Refuser | Acte::Pourvoir | Acte::Annuler | Acte::Verifier)
    }
}

/// Where an act leads.
///
/// # Errors
/// [`RefusDeVie::Transition`] when nothing leads there; [`RefusDeVie::Motif`] without a reason.
pub fn passer(etat: Etat, acte: Acte, motif: &str) -> Result<Etat, RefusDeVie> {
    use Etat::{
        AVerifier, Annulee, Brouillon, EnAttente, Expiree, Plafonnee, Pourvue, Publiee, Refusee,
    };
    let apres = match (acte, etat) {
        (Acte::Modifier, Brouillon | EnAttente | AVerifier | Publiee | Refusee) => etat,
        (Acte::Publier, Brouillon | EnAttente | Refusee) => Publiee,
        (Acte::Attendre, Brouillon | Publiee | AVerifier) => EnAttente,
        (Acte::Verifier, Brouillon | EnAttente | Publiee | Refusee | Expiree | Plafonnee) => {
            AVerifier
        }
        (Acte::Accepter, AVerifier | Refusee) => Publiee,
        (Acte::Refuser, AVerifier) => Refusee,
        (Acte::Prolonger, Publiee | Expiree) => Publiee,
        (Acte::Rouvrir, Plafonnee) => Publiee,
        (Acte::Pourvoir, Publiee | Expiree | Plafonnee) => Pourvue,
        (Acte::Annuler, EnAttente | AVerifier | Publiee | Refusee | Expiree | Plafonnee) => Annulee,
        (Acte::Expirer, Publiee) => Expiree,
        (Acte::Plafonner, Publiee) => Plafonnee,
        _ => return Err(RefusDeVie::Transition),
    };
    if acte.veut_un_motif() && motif.trim().chars().count() < MOTIF_MIN {
        return Err(RefusDeVie::Motif);
    }
    Ok(apres)
}

/// Subject of the event of an offer that is now shown.
pub const PUBLIEE: &str = "offres.publiee";

/// Subject of the event of an offer that takes no application any more.
pub const CLOSE: &str = "offres.close";

/// Subject of the event of an offer that changed, or that is no longer shown for a while.
pub const CHANGEE: &str = "offres.changee";

/// Subject of the event of a company likely to hire whose sheet changed; its key is its SIRET.
pub const RECRUTEUR_CHANGE: &str = "offres.recruteur";

/// What the other services are told when an offer goes from a state to another.
pub fn nouvelle(avant: Etat, apres: Etat) -> Option<&'static str> {
    match (avant, apres) {
        (Etat::Publiee, Etat::Publiee) => Some(CHANGEE),
        (_, Etat::Publiee) => Some(PUBLIEE),
        (Etat::Publiee | Etat::AVerifier | Etat::EnAttente, apres) if apres.est_close() => {
            Some(CLOSE)
        }
        // Whoever was told of its end need not be told twice.
        (avant, apres) if avant.est_close() && apres.est_close() => None,
        (Etat::Publiee, _) => Some(CHANGEE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Etat::{
        AVerifier, Annulee, Brouillon, EnAttente, Expiree, Plafonnee, Pourvue, Publiee, Refusee,
    };

    #[test]
    fn what_is_written_here_is_possible_and_nothing_else() {
        let permises: &[(Acte, &[(Etat, Etat)])] = &[
            (Acte::Creer, &[]),
            (
                Acte::Modifier,
                &[
                    (Brouillon, Brouillon),
                    (EnAttente, EnAttente),
                    (AVerifier, AVerifier),
                    (Publiee, Publiee),
                    (Refusee, Refusee),
                ],
            ),
            (Acte::Publier, &[(Brouillon, Publiee), (EnAttente, Publiee), (Refusee, Publiee)]),
            (
                Acte::Attendre,
                &[(Brouillon, EnAttente), (Publiee, EnAttente), (AVerifier, EnAttente)],
            ),
            (
                Acte::Verifier,
                &[
                    (Brouillon, AVerifier),
                    (EnAttente, AVerifier),
                    (Publiee, AVerifier),
                    (Refusee, AVerifier),
                    (Expiree, AVerifier),
                    (Plafonnee, AVerifier),
                ],
            ),
            (Acte::Accepter, &[(AVerifier, Publiee), (Refusee, Publiee)]),
            (Acte::Refuser, &[(AVerifier, Refusee)]),
            (Acte::Prolonger, &[(Publiee, Publiee), (Expiree, Publiee)]),
            (Acte::Rouvrir, &[(Plafonnee, Publiee)]),
            (Acte::Pourvoir, &[(Publiee, Pourvue), (Expiree, Pourvue), (Plafonnee, Pourvue)]),
            (
                Acte::Annuler,
                &[
                    (EnAttente, Annulee),
                    (AVerifier, Annulee),
                    (Publiee, Annulee),
                    (Refusee, Annulee),
                    (Expiree, Annulee),
                    (Plafonnee, Annulee),
                ],
            ),
            (Acte::Expirer, &[(Publiee, Expiree)]),
            (Acte::Plafonner, &[(Publiee, Plafonnee)]),
        ];
        for (acte, voies) in permises {
            for etat in Etat::TOUS {
                let attendu = voies.iter().find(|(avant, _)| avant == etat).map(|(_, a)| *a);
                let trouve = passer(*etat, *acte, "parce que").ok();
                assert_eq!(trouve, attendu, "{acte:?} {etat:?}");
            }
        }
        assert_eq!(permises.len(), Acte::TOUS.len(), "every act is in the table");
    }

    #[test]
    fn closing_refusing_and_holding_back_say_why() {
        for (etat, acte) in [
            (Publiee, Acte::Pourvoir),
            (Publiee, Acte::Annuler),
            (AVerifier, Acte::Refuser),
            (Publiee, Acte::Verifier),
        ] {
            assert_eq!(passer(etat, acte, "  "), Err(RefusDeVie::Motif), "{acte:?}");
        }
        assert_eq!(passer(Publiee, Acte::Expirer, ""), Ok(Expiree));
    }

    #[test]
    fn an_end_is_told_once() {
        for (avant, apres, attendu) in [
            (Brouillon, Publiee, Some(PUBLIEE)),
            (Expiree, Publiee, Some(PUBLIEE)),
            (Publiee, Publiee, Some(CHANGEE)),
            (Publiee, AVerifier, Some(CHANGEE)),
            (AVerifier, Refusee, Some(CLOSE)),
            (Publiee, Expiree, Some(CLOSE)),
            (Publiee, Plafonnee, Some(CLOSE)),
            (Plafonnee, Pourvue, None),
            (Expiree, Annulee, None),
            (Brouillon, EnAttente, None),
        ] {
            assert_eq!(nouvelle(avant, apres), attendu, "{avant:?} {apres:?}");
        }
    }

    #[test]
    fn codes_read_back() {
        assert!(Etat::TOUS.iter().all(|e| Etat::lire(e.code()) == Some(*e)));
        assert!(Acte::TOUS.iter().all(|a| Acte::lire(a.code()) == Some(*a)));
    }
}
