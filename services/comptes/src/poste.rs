//! Queueing the mails of the service, with the facts they tell.

use base::Transaction;
use courrier::{Contenu, Depot, deposer};
use web::Erreur;

/// Queues a mail; the same key of the same model never leaves twice.
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
) -> Result<(), Erreur> {
    let cle = Some(cle.to_owned());
    let depot = Depot { modele, a, contenu, cle, liste: None, a_partir_de: maintenant };
    deposer(tx, &depot, maintenant).await?;
    Ok(())
}
