//! What the command line may ask of the mails.

use base::Db;
use courrier::{Depot, Sort, deposer};

use crate::envoi::{ESSAI, essai};

/// Queues a mail that says that mails arrive. `site` is the address of the site, `maintenant` in
/// milliseconds since 1970.
///
/// # Errors
/// When the database refuses.
pub async fn envoyer_un_essai(
    db: &Db,
    adresse: &str,
    site: &str,
    maintenant: i64,
) -> anyhow::Result<Sort> {
    let contenu = essai(site);
    let depot =
        Depot { modele: ESSAI.code, a: adresse, contenu, cle: None, liste: None, a_partir_de: 0 };
    let mut tx = db.write().await?;
    let sort = deposer(&mut tx, &depot, maintenant).await?;
    tx.commit().await?;
    Ok(sort)
}
