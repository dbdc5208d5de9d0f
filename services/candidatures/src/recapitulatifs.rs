//! The mail of each month to whoever receives applications: how many came, how many wait.

use courrier::{Depot, Liste, Sort, deposer};
use noyau::dates::DateCivile;
use taches::{Contexte, tourner_avec};
use web::Etat;

use crate::courriels;
use crate::depot::suivi::{self, Mois};

/// What an employer may stop with one click, in its mail reader too.
const LISTE: Liste = Liste {
    code: "candidatures.recapitulatif",
    titre: "Le récapitulatif mensuel de vos candidatures",
};

/// When the mails leave: the first of the month, in the morning.
const QUAND: &str = "30 8 1 * *";

/// Sends the mails of each month, as long as the program runs.
pub async fn tourner(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    tourner_avec(contexte, "candidatures.recapitulatifs", QUAND, || envoyer(&etat)).await;
}

/// Tells each mailbox what came in the month before, once; what was done, in French.
///
/// # Errors
/// When the database refuses.
pub async fn envoyer(etat: &Etat) -> anyhow::Result<String> {
    let premier = premier_du_mois(etat.horloge.aujourd_hui())?;
    let mois = premier.plus_mois(-1);
    let bornes = (mois.debut().ms(), premier.debut().ms());
    let mut envoyes = 0;
    for recu in suivi::du_mois(etat.db.read(), bornes).await? {
        envoyes += usize::from(dire(etat, mois, &recu).await?);
    }
    Ok(format!("{envoyes} récapitulatifs"))
}

fn premier_du_mois(jour: DateCivile) -> anyhow::Result<DateCivile> {
    Ok(DateCivile::new(jour.annee(), jour.mois(), 1)?)
}

async fn dire(etat: &Etat, mois: DateCivile, recu: &Mois) -> anyhow::Result<bool> {
    let maintenant = etat.horloge.maintenant().ms();
    let depot = Depot {
        modele: courriels::RECAPITULATIF,
        a: &recu.destinataire,
        contenu: courriels::recapitulatif(&etat.reglages.adresse, &mois.mois_long(), recu),
        cle: Some(format!("{mois}:{}", recu.destinataire)),
        liste: Some(LISTE),
        a_partir_de: maintenant,
    };
    let mut tx = etat.db.write().await?;
    let sort = deposer(&mut tx, &depot, maintenant).await?;
    tx.commit().await?;
    Ok(matches!(sort, Sort::Depose(_)))
}
