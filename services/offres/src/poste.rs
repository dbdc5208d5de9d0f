//! Queueing the mails of the service, with the facts they tell; the links they carry.

use base::Transaction;
use courrier::{Contenu, Depot, deposer};
use noyau::dates::Instant;
use web::Erreur;

use crate::depot::deposees::Deposee;
use crate::depot::liens::{self, Lien};

/// How long the link of a mail works.
pub const LIEN_JOURS: i64 = 30;

/// Milliseconds of a day.
pub const JOUR_MS: i64 = 86_400_000;

/// Queues a mail to the mailbox of an offer; the same key of the same model never leaves twice. An
/// offer of a partner has none.
///
/// # Errors
/// When the database refuses.
pub async fn poster(
    tx: &mut Transaction,
    modele: &'static str,
    d: &Deposee,
    contenu: Contenu,
    cle: &str,
    maintenant: Instant,
) -> Result<(), Erreur> {
    if d.courriel.is_empty() {
        return Ok(());
    }
    let cle = Some(cle.to_owned());
    let (a, a_partir_de) = (d.courriel.as_str(), maintenant.ms());
    let depot = Depot { modele, a, contenu, cle, liste: None, a_partir_de };
    deposer(tx, &depot, maintenant.ms()).await?;
    Ok(())
}

/// Makes a link for one act on one offer; what follows the address of the site.
///
/// # Errors
/// When the database refuses.
pub async fn lien(
    tx: &mut Transaction,
    offre: &str,
    acte: &str,
    maintenant: Instant,
) -> Result<String, Erreur> {
    let secret = coffre::hasard();
    let ligne = Lien {
        empreinte: coffre::empreinte(&secret),
        offre: offre.to_owned(),
        acte: acte.to_owned(),
        cree_le: maintenant.ms(),
        expire_le: maintenant.ms() + LIEN_JOURS * JOUR_MS,
        utilise_le: None,
    };
    liens::ajouter(tx, &ligne).await?;
    Ok(format!("/offres/lien/{secret}"))
}
