//! Whom publishers say to write to about trainings.

use std::collections::HashMap;

use base::{ErreurBase, Lecture};

use crate::depot::contacts;
use crate::depot::versions::Courantes;
use crate::regles::contacts::Contacts;

/// The contacts of these trainings in the current deliveries, the catalogue's before RCO's; a
/// training without any is left out. They serve to write to a training centre, and are shown to
/// nobody.
///
/// # Errors
/// When the database refuses.
pub async fn contacts(
    db: &Lecture,
    ids: &[String],
) -> Result<HashMap<String, Contacts>, ErreurBase> {
    let mut tous: HashMap<String, Contacts> = HashMap::with_capacity(ids.len());
    for livraison in Courantes::lire(db).await?.0 {
        for (id, lus) in contacts::lire(db, livraison.id, ids).await? {
            let connus = tous.entry(id).or_default();
            connus.formation = connus.formation.take().or(lus.formation);
            connus.formateur = connus.formateur.take().or(lus.formateur);
            connus.gestionnaire = connus.gestionnaire.take().or(lus.gestionnaire);
        }
    }
    Ok(tous)
}
