//! What a delivery changed.

use std::collections::HashMap;

use base::{ErreurBase, Lecture};

use super::Reperes;
use crate::depot::versions::{self, Courantes};
use crate::depot::{self, formations};
use crate::regles::differences::{ChampChange, champs_changes};
use crate::regles::formation::Formation;

/// A delivery compared with the one it replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// Version of the delivery.
    pub version: i64,
    /// Version it replaced.
    pub precedente: i64,
    /// Identifiers that came, in order.
    pub ajoutees: Vec<String>,
    /// Identifiers that went, in order.
    pub disparues: Vec<String>,
    /// What changed in the others, in the order of identifiers.
    pub changees: Vec<Changement>,
}

/// A training that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changement {
    /// Its identifier.
    pub id: String,
    /// Its name now.
    pub titre: Option<String>,
    /// The fields that changed.
    pub champs: Vec<ChampChange>,
}

/// The version of the current delivery of RCO, the one people compare day after day; else that of
/// the catalogue.
pub async fn derniere_livraison(db: &Lecture) -> Result<Option<i64>, ErreurBase> {
    Ok(Courantes::lire(db).await?.0.last().map(|l| l.id))
}

/// What the delivery of this version changed; none for a first delivery, and when the one before is
/// no longer kept (the two last ones are).
pub async fn differences(
    db: &Lecture,
    reperes: &Reperes,
    version: i64,
) -> Result<Option<Differences>, ErreurBase> {
    let Some(precedente) = versions::precedente(db, version).await? else { return Ok(None) };
    let ids = depot::differences::changees(db, precedente, version).await?;
    let mut avant = lire(db, precedente, &ids).await?;
    let mut apres = lire(db, version, &ids).await?;
    let changees = ids.into_iter().filter_map(|id| {
        let (avant, mut apres) = (avant.remove(&id)?, apres.remove(&id)?);
        let champs = champs_changes(&avant, &apres);
        reperes.completer(&mut apres);
        Some(Changement { titre: apres.titre(), id, champs })
    });
    Ok(Some(Differences {
        version,
        precedente,
        changees: changees.collect(),
        ajoutees: depot::differences::absentes_de(db, precedente, version).await?,
        disparues: depot::differences::absentes_de(db, version, precedente).await?,
    }))
}

async fn lire(
    db: &Lecture,
    version: i64,
    ids: &[String],
) -> Result<HashMap<String, Formation>, ErreurBase> {
    let lues = formations::par_ids(db, version, ids).await?;
    Ok(lues.into_iter().map(|f| (f.id.clone(), f)).collect())
}
