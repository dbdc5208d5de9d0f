//! The mails that a service may send, declared so that anyone can read them.

use crate::Contenu;

/// A mail of a service: `Service::courriels([..])` declares it, [`crate::deposer`] queues it.
#[derive(Clone, Copy)]
pub struct Modele {
    /// Stable code, e.g. `comptes.lien_de_connexion`: the service, then the mail.
    pub code: &'static str,
    /// What it is, in French.
    pub titre: &'static str,
    /// When it is sent and to whom, one plain French sentence.
    pub quand: &'static str,
    /// An invented example: what the previews and the tests render.
    pub exemple: fn() -> Contenu,
}

impl std::fmt::Debug for Modele {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Modele({})", self.code)
    }
}

/// A list of mails that a person may stop receiving (RFC 8058). What a person asked for, or must
/// know, is in no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Liste {
    /// Stable code, e.g. `offres.alertes`.
    pub code: &'static str,
    /// What the person stops receiving, in French, e.g. « Les alertes d’offres ».
    pub titre: &'static str,
}
