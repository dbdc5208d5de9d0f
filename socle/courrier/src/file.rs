//! Queueing a mail, in the transaction that writes the facts it tells.

use base::{ErreurBase, Transaction};
use ulid::Ulid;

use crate::depot::{self, Nouveau};
use crate::{Adresse, Contenu, Liste, Motif};

/// A mail to queue.
#[derive(Clone, Debug)]
pub struct Depot<'a> {
    /// Code of its [`crate::Modele`].
    pub modele: &'static str,
    /// To whom: an address alone, without a name.
    pub a: &'a str,
    /// What it says.
    pub contenu: Contenu,
    /// Key of idempotence: a model never has two mails with the same key.
    pub cle: Option<String>,
    /// The list it belongs to, when the person may stop it.
    pub liste: Option<Liste>,
    /// Not before (ms since 1970); 0 for at once.
    pub a_partir_de: i64,
}

/// What became of a mail given to [`deposer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It waits, under this identifier.
    Depose(String),
    /// The model already had a mail with this key: nothing was done.
    DejaDepose,
    /// It is recorded as refused: it will not be sent.
    Refuse(Motif),
}

/// Queues a mail: it leaves after the commit of the transaction, or never if it is rolled back.
/// An address that is dead or opposed to the list is a recorded state, not an error.
///
/// # Errors
/// When the database refuses.
pub async fn deposer(
    tx: &mut Transaction,
    depot: &Depot<'_>,
    maintenant: i64,
) -> Result<Sort, ErreurBase> {
    ajouter(tx, depot, None, maintenant).await
}

/// The same with a file that stays where it is kept, by the reference that its owner gave.
///
/// # Errors
/// When the database refuses.
pub async fn deposer_avec(
    tx: &mut Transaction,
    depot: &Depot<'_>,
    reference: &str,
    maintenant: i64,
) -> Result<Sort, ErreurBase> {
    ajouter(tx, depot, Some(reference), maintenant).await
}

/// Takes back a mail that waits for its hour and that nobody tried to send; its identifier, or `None`
/// when it is too late.
///
/// # Errors
/// When the database refuses.
pub async fn reprendre(
    tx: &mut Transaction,
    modele: &str,
    cle: &str,
) -> Result<Option<String>, ErreurBase> {
    depot::reprendre(tx, modele, cle).await
}

async fn ajouter(
    tx: &mut Transaction,
    depot: &Depot<'_>,
    reference: Option<&str>,
    maintenant: i64,
) -> Result<Sort, ErreurBase> {
    let adresse = Adresse::lire(depot.a);
    let refus = refus(tx, adresse.as_ref(), depot.liste).await?;
    let id = Ulid::new().to_string();
    let nouveau = Nouveau {
        id: &id,
        modele: depot.modele,
        // An address that cannot be read may be anything: it is not kept.
        adresse: adresse.as_ref().map_or("", Adresse::as_str),
        cle: depot.cle.as_deref(),
        liste: depot.liste.map(|l| (l.code, l.titre)),
        reference,
        a_partir_de: depot.a_partir_de,
        refus: refus.map_or("", Motif::code),
        maintenant,
    };
    let nouvelle = depot::ajouter(tx, &nouveau, &depot.contenu).await?;
    Ok(match (nouvelle, refus) {
        (false, _) => Sort::DejaDepose,
        (true, Some(motif)) => Sort::Refuse(motif),
        (true, None) => Sort::Depose(id),
    })
}

async fn refus(
    tx: &mut Transaction,
    adresse: Option<&Adresse>,
    liste: Option<Liste>,
) -> Result<Option<Motif>, ErreurBase> {
    let Some(adresse) = adresse else { return Ok(Some(Motif::Illisible)) };
    let liste = liste.map(|l| l.code);
    let sante = depot::pourquoi_refuser(tx, adresse.as_str(), liste).await?;
    Ok(match sante {
        (true, _) => Some(Motif::Morte),
        (false, true) => Some(Motif::Opposee),
        (false, false) => None,
    })
}
