//! For tests: what was queued, what a transport in memory took.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use base::Lecture;

use crate::depot::{self, Critere};
use crate::regles::Echec;
use crate::transport::{Envoi, Issue};

/// A mail that was queued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depose {
    /// Identifier.
    pub id: String,
    /// Code of its model.
    pub modele: String,
    /// To whom.
    pub adresse: String,
    /// `en_attente`, `envoye`, `abandonne` or `refuse`.
    pub etat: String,
    /// Subject; empty once refused, like the following.
    pub sujet: String,
    /// Text.
    pub texte: String,
    /// HTML, without its envelope.
    pub html: String,
    /// The files that travel with it.
    pub pieces: Vec<crate::Piece>,
}

impl Depose {
    /// The first address in the text that begins so, e.g. the link of a button.
    pub fn lien(&self, debut: &str) -> Option<&str> {
        self.texte.split_whitespace().find(|mot| mot.starts_with(debut))
    }
}

/// What was queued for an address (for all when it is empty), newest first.
///
/// # Panics
/// When the database refuses: the test cannot go on.
#[allow(clippy::expect_used, reason = "a test without its database has nothing to say")]
pub async fn deposes(db: &Lecture, adresse: &str) -> Vec<Depose> {
    let critere = Critere { adresse: adresse.to_lowercase(), ..Critere::default() };
    let lignes = depot::lister(db, &critere, 0, 1_000).await.expect("mails are read");
    let mut deposes = Vec::new();
    for ligne in lignes {
        let corps = depot::corps(db, &ligne.id).await.expect("a mail is read");
        let corps = corps.map(|c| (c.sujet, c.texte, c.html, c.pieces)).unwrap_or_default();
        deposes.push(Depose {
            id: ligne.id,
            modele: ligne.modele,
            adresse: ligne.adresse,
            etat: ligne.etat,
            sujet: corps.0,
            texte: corps.1,
            html: corps.2,
            pieces: corps.3,
        });
    }
    deposes
}

/// A transport that keeps what it is given, and fails when told.
#[derive(Debug, Default)]
pub struct Memoire {
    recus: Mutex<Vec<Envoi>>,
    panne: Mutex<Option<Issue>>,
}

impl Memoire {
    pub(crate) fn recevoir(&self, envoi: &Envoi) -> Issue {
        let panne = self.panne.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(panne) = panne {
            return panne;
        }
        self.recus.lock().unwrap_or_else(PoisonError::into_inner).push(envoi.clone());
        Issue::Parti
    }

    /// Whether every try fails from now on.
    pub fn tomber(&self, en_panne: bool) {
        let panne = en_panne.then(|| Issue::Echec(Echec::Passager, "en panne".to_owned()));
        *self.panne.lock().unwrap_or_else(PoisonError::into_inner) = panne;
    }

    /// What was taken, oldest first.
    pub fn recus(&self) -> Vec<Envoi> {
        self.recus.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The identifiers taken, each once.
    pub fn identifiants(&self) -> BTreeSet<String> {
        self.recus().into_iter().map(|e| e.id).collect()
    }
}
