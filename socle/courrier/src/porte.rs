//! What the pages, the API and the command line may ask of the mails.

use std::collections::HashSet;

use base::{ErreurBase, Lecture, Transaction};
use coffre::Coffre;

use crate::depot::{self, Opposition, RetourNote};
use crate::enveloppe::Desabonnement;
use crate::{Adresse, Habillage, Message, Piece, jeton};

pub use crate::depot::{Critere, EnAttente, Ligne, LigneAdresse};

/// The states of a mail: code, what the pages say.
pub const ETATS: [(&str, &str); 4] = [
    ("en_attente", "En attente"),
    ("envoye", "Envoyé"),
    ("abandonne", "Abandonné"),
    ("refuse", "Refusé"),
];

/// What a link stops: whose mails, which list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abonnement {
    adresse: String,
    liste: String,
    /// What the list is called.
    pub titre: String,
}

/// What an unsubscribe link stops; `None` when we did not write it, or when it is too old.
///
/// # Errors
/// When the database refuses.
pub async fn abonnement(
    db: &Lecture,
    coffre: &Coffre,
    jeton: &str,
) -> Result<Option<Abonnement>, ErreurBase> {
    let Some(courriel) = jeton::lire(coffre, jeton) else { return Ok(None) };
    let trouvee = depot::liste_de(db, courriel).await?;
    Ok(trouvee.map(|(adresse, liste, titre)| Abonnement { adresse, liste, titre }))
}

/// Who asked that a list be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origine {
    /// The person, on our page.
    Personne,
    /// Their mail reader, with one POST (RFC 8058).
    Messagerie,
}

impl Abonnement {
    /// Stops the list for this address.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn arreter(
        &self,
        tx: &mut Transaction,
        origine: Origine,
        maintenant: i64,
    ) -> Result<(), ErreurBase> {
        let origine = match origine {
            Origine::Personne => "personne",
            Origine::Messagerie => "messagerie",
        };
        let (adresse, liste, titre) = (&self.adresse, &self.liste, &self.titre);
        depot::opposer(tx, &Opposition { adresse, liste, titre, origine }, maintenant).await
    }

    /// Whether the list is already stopped for this address.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn arrete(&self, db: &Lecture) -> Result<bool, ErreurBase> {
        depot::est_arretee(db, &self.adresse, &self.liste).await
    }

    /// The person changed their mind.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn reprendre(&self, tx: &mut Transaction) -> Result<bool, ErreurBase> {
        depot::retrouver(tx, &self.adresse, &self.liste).await
    }
}

/// The person asks for this list again, by an act of their own: an earlier stop no longer holds.
///
/// # Errors
/// When the database refuses.
pub async fn reprendre(
    tx: &mut Transaction,
    adresse: &Adresse,
    liste: crate::Liste,
) -> Result<bool, ErreurBase> {
    depot::retrouver(tx, adresse.as_str(), liste.code).await
}

/// What a mail provider may tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// The mail arrived.
    Remis,
    /// The address refused it for a time.
    RebondPassager,
    /// The address does not exist.
    RebondDefinitif,
    /// The person reported it as spam.
    Plainte,
}

impl Genre {
    /// How it is stored and written in the API.
    pub fn code(self) -> &'static str {
        match self {
            Genre::Remis => "remis",
            Genre::RebondPassager => "rebond_passager",
            Genre::RebondDefinitif => "rebond_definitif",
            Genre::Plainte => "plainte",
        }
    }
}

/// Something a mail provider tells.
#[derive(Clone, Debug)]
pub struct Retour {
    /// Its identifier at the provider: told twice, it counts once.
    pub cle: String,
    /// What happened.
    pub genre: Genre,
    /// To whom.
    pub adresse: Adresse,
    /// What the server said.
    pub motif: String,
}

/// Learns from what a provider tells: a hard bounce buries the address, a soft one is counted, a
/// complaint stops every list, an arrival forgets the soft ones. False when it was known.
///
/// # Errors
/// When the database refuses.
pub async fn apprendre(
    tx: &mut Transaction,
    retour: &Retour,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let adresse = retour.adresse.as_str();
    let motif = sans_adresse(&retour.motif);
    let (cle, genre) = (retour.cle.as_str(), retour.genre.code());
    let note = RetourNote { cle, genre, adresse, motif: &motif };
    if !depot::noter_le_retour(tx, &note, maintenant).await? {
        return Ok(false);
    }
    match retour.genre {
        Genre::Remis => depot::vivre(tx, adresse).await?,
        Genre::RebondPassager => depot::rebondir(tx, adresse, &motif, maintenant).await?,
        Genre::RebondDefinitif => depot::enterrer(tx, adresse, &motif, maintenant).await?,
        Genre::Plainte => {
            let titre = "Tous les courriels auxquels on peut s’opposer";
            let opposition = Opposition { adresse, liste: "*", titre, origine: "plainte" };
            depot::opposer(tx, &opposition, maintenant).await?;
        }
    }
    Ok(true)
}

/// What a server said, short and without the addresses it repeats.
fn sans_adresse(motif: &str) -> String {
    let mots = motif.split_whitespace().filter(|mot| !mot.contains('@'));
    mots.collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// The mails that answer, newest first, and how many there are.
///
/// # Errors
/// When the database refuses.
pub async fn lister(
    db: &Lecture,
    critere: &Critere,
    saut: i64,
    limite: i64,
) -> Result<(Vec<Ligne>, i64), ErreurBase> {
    let lignes = depot::lister(db, critere, saut, limite).await?;
    Ok((lignes, depot::compter(db, critere).await?))
}

/// One mail, without its content.
///
/// # Errors
/// When the database refuses.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Ligne>, ErreurBase> {
    depot::relire(db, id).await
}

/// One mail as its reader saw it, as long as its content is kept.
///
/// # Errors
/// When the database refuses.
pub async fn relire(
    db: &Lecture,
    coffre: &Coffre,
    habillage: &Habillage,
    id: &str,
) -> Result<Option<Message>, ErreurBase> {
    let Some(contenu) = depot::corps(db, id).await? else { return Ok(None) };
    let liste = depot::liste_de(db, id).await?;
    let lien = habillage.lien_de_desabonnement(&jeton::ecrire(coffre, id));
    let sortie = liste.as_ref().map(|(_, _, titre)| Desabonnement { titre, lien: &lien });
    Ok(Some(habillage.habiller(&contenu, sortie)))
}

/// The files of a mail, as long as its content is kept.
///
/// # Errors
/// When the database refuses.
pub async fn pieces(db: &Lecture, id: &str) -> Result<Vec<Piece>, ErreurBase> {
    depot::pieces(db, id).await
}

/// What waits and what was given up.
///
/// # Errors
/// When the database refuses.
pub async fn attente(db: &Lecture) -> Result<EnAttente, ErreurBase> {
    depot::attente(db).await
}

/// What became of these mails, at most 500: identifier and code of [`ETATS`] of those that no
/// longer wait.
///
/// # Errors
/// When the database refuses.
pub async fn finis(db: &Lecture, ids: &[String]) -> Result<Vec<(String, String)>, ErreurBase> {
    depot::finis(db, ids).await
}

/// Puts a dead letter back in the queue; false when it is not one, or when its content is gone.
///
/// # Errors
/// When the database refuses.
pub async fn relancer(tx: &mut Transaction, id: &str, maintenant: i64) -> Result<bool, ErreurBase> {
    depot::relancer(tx, id, maintenant).await
}

/// The addresses in poor health, last news first; `adresse` alone when it is not empty.
///
/// # Errors
/// When the database refuses.
pub async fn sante(
    db: &Lecture,
    adresse: &str,
    limite: i64,
) -> Result<Vec<LigneAdresse>, ErreurBase> {
    depot::sante(db, adresse, limite).await
}

/// Every address that no longer receives.
///
/// # Errors
/// When the database refuses.
pub async fn mortes(db: &Lecture) -> Result<HashSet<String>, ErreurBase> {
    Ok(depot::mortes(db).await?.into_iter().collect())
}

/// Someone knows that the address lives again; false when it was not known as dead.
///
/// # Errors
/// When the database refuses.
pub async fn ressusciter(tx: &mut Transaction, adresse: &Adresse) -> Result<bool, ErreurBase> {
    depot::ressusciter(tx, adresse.as_str()).await
}

/// Erases what the mails hold of an address (GDPR article 17), but its oppositions, without which
/// it would be written to again.
///
/// # Errors
/// When the database refuses.
pub async fn effacer(tx: &mut Transaction, adresse: &Adresse) -> Result<(), ErreurBase> {
    depot::effacer_l_adresse(tx, adresse.as_str()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_said_is_kept_without_the_address() {
        assert_eq!(sans_adresse("550 5.1.1 <ines@exemple.fr>: unknown"), "550 5.1.1 unknown");
        assert_eq!(sans_adresse(&"x".repeat(500)).len(), 200);
    }
}
