//! The support looks through the eyes of someone: reading only, for a quarter of an hour.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;
use web::{Acteur, Erreur, Role};

use crate::depot::{habilitations, personnes, sessions};
use crate::regles::observation::observable;
pub use crate::regles::observation::{DUREE_MS, Refus};

/// Someone who may be observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observe {
    /// Identifier of the account.
    pub id: String,
    /// First and last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: String,
}

/// The account of this identifier, and why it may not be observed if it may not.
///
/// # Errors
/// 404 when there is none.
pub async fn observable_par(
    db: &Lecture,
    acteur: &Acteur,
    id: &str,
    maintenant: i64,
) -> Result<(Observe, Result<(), Refus>), Erreur> {
    let p = personnes::par_id(db, id).await?;
    let p = p.ok_or_else(|| Erreur::introuvable("Ce compte n’existe pas."))?;
    let tenues = habilitations::en_vigueur(db, id, maintenant).await?;
    let roles: Vec<Role> = tenues.iter().filter_map(|h| Role::lire(&h.role)).collect();
    let verdict = observable(p.id == acteur.personne, &p.etat, &roles);
    Ok((Observe { nom: p.nom_complet(), id: p.id, courriel: p.courriel }, verdict))
}

/// Mailboxes of those to tell: whoever manages the organisations of this person; the person when
/// nobody does.
///
/// # Errors
/// When the database does not answer.
pub async fn a_prevenir(
    db: &Lecture,
    observe: &Observe,
    maintenant: i64,
) -> Result<Vec<String>, Erreur> {
    let autour = habilitations::gestionnaires_autour(db, &observe.id, maintenant).await?;
    Ok(if autour.is_empty() { vec![observe.courriel.clone()] } else { autour })
}

/// From now on the session of this person shows what the other sees; until when (ms since 1970).
///
/// # Errors
/// When the database refuses.
pub async fn commencer(
    tx: &mut Transaction,
    acteur: &Acteur,
    observe: &Observe,
    maintenant: i64,
) -> Result<i64, Erreur> {
    let fin = maintenant + DUREE_MS;
    sessions::observer(tx, &acteur.session, Some(&observe.id), Some(fin)).await?;
    Ok(fin)
}

/// An observation that ended by itself.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Echue {
    /// Session that observed.
    pub session: String,
    /// Who observed.
    pub par: String,
    /// Account that was observed.
    pub observe: String,
    /// Mailbox of that account.
    pub courriel: String,
    /// When it ended (ms since 1970).
    pub fin: i64,
}

/// The observations that ended by themselves and were not noted yet.
///
/// # Errors
/// When the database does not answer.
pub async fn echues(db: &Lecture, maintenant: i64) -> Result<Vec<Echue>, ErreurBase> {
    sessions::observations_echues(db, maintenant).await
}

/// Notes that an observation is over; false when it was noted before.
///
/// # Errors
/// When the database refuses.
pub async fn clore(tx: &mut Transaction, echue: &Echue) -> Result<bool, ErreurBase> {
    sessions::clore_l_observation(tx, &echue.session, echue.fin).await
}

/// The session shows again what its own holder sees.
///
/// # Errors
/// When the database refuses.
pub async fn cesser(tx: &mut Transaction, acteur: &Acteur) -> Result<(), Erreur> {
    Ok(sessions::observer(tx, &acteur.session, None, None).await?)
}
