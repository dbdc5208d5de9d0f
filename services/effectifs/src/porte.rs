//! What the command line and other services may ask of the enrolments.

use base::Db;
use noyau::horloge::Horloge;
use serde_json::Value;
use taches::Contexte;

pub use crate::controle::{Bilan, controler};
pub use crate::cube::{Centre, Comptes, Couverture, Cube, Demande, Formation};
pub use crate::publication::{Publication, Territoire};
pub use crate::regles::age::TrancheAge;
pub use crate::regles::situation::{Etape, Parcours, Situation};
pub use crate::traitement::tout as traiter;

use crate::{recapitulatifs, reception};

/// Sends the mails of the morning, from the address of the site: how many requests and outcomes they tell.
///
/// # Errors
/// When the database refuses.
pub async fn annoncer(db: &Db, horloge: &Horloge, site: &str) -> anyhow::Result<(usize, usize)> {
    let contexte = Contexte { db: db.clone(), horloge: horloge.clone() };
    recapitulatifs::envoyer(&contexte, site).await
}

/// Sends enrolments for a training centre, by its SIRET, as its software does: the identifier of the sending, once it is
/// durably stored.
///
/// # Errors
/// When the database refuses: nothing is kept.
pub async fn transmettre(
    db: &Db,
    siret: &str,
    items: Vec<Value>,
    maintenant: i64,
) -> anyhow::Result<String> {
    Ok(reception::recevoir(db, siret, items, maintenant).await?.id)
}
