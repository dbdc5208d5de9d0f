//! Queueing the mails of the service, with the facts they tell.

use base::{ErreurBase, Transaction};
use courrier::{Contenu, Depot, Sort, deposer};

/// Queues a mail that may not be refused by a list; the same key of the same model never leaves
/// twice.
///
/// # Errors
/// When the database refuses.
pub async fn poster(
    tx: &mut Transaction,
    modele: &'static str,
    a: &str,
    contenu: Contenu,
    cle: &str,
    maintenant: i64,
) -> Result<Sort, ErreurBase> {
    poster_a(tx, modele, (a, contenu), cle, (maintenant, maintenant)).await
}

/// The same, to leave at an hour (ms since 1970).
///
/// # Errors
/// When the database refuses.
pub async fn poster_a(
    tx: &mut Transaction,
    modele: &'static str,
    (a, contenu): (&str, Contenu),
    cle: &str,
    (maintenant, a_partir_de): (i64, i64),
) -> Result<Sort, ErreurBase> {
    let cle = Some(cle.to_owned());
    let depot = Depot { modele, a, contenu, cle, liste: None, a_partir_de };
    deposer(tx, &depot, maintenant).await
}
