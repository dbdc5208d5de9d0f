//! What changes a deposited offer: each function is one step of a transaction that the caller
//! commits.

use base::{ErreurBase, Transaction, evenements};
use noyau::dates::Instant;
use serde_json::json;

use crate::depot::deposees::{self, Deposee};
use crate::depot::histoire::{self, Fait};
use crate::regles::vie::{Acte, Etat, RefusDeVie, nouvelle, passer};

/// Who acts when no person does.
pub const REGLE: &str = "regle";

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum ErreurActe {
    /// The rules refuse it.
    #[error(transparent)]
    Refus(#[from] RefusDeVie),
    /// The database refuses it.
    #[error(transparent)]
    Base(#[from] ErreurBase),
}

/// Adds an offer, with the first line of its history.
///
/// # Errors
/// When the database refuses.
pub async fn creer(
    tx: &mut Transaction,
    d: &Deposee,
    par: &str,
    maintenant: Instant,
) -> Result<(), ErreurBase> {
    deposees::ajouter(tx, d).await?;
    noter(tx, (&d.offre.id, Acte::Creer), (None, d.etat), (par, ""), maintenant).await
}

/// Does an act on an offer as it was read: the caller has already put in `d` what the act brings
/// (a text, a new end). Its state, its history and the event follow.
///
/// # Errors
/// [`RefusDeVie::Transition`] when the offer changed since it was read, too.
pub async fn agir(
    tx: &mut Transaction,
    d: &mut Deposee,
    acte: Acte,
    (par, motif): (&str, &str),
    maintenant: Instant,
) -> Result<(), ErreurActe> {
    let avant = d.etat;
    let apres = passer(avant, acte, motif)?;
    d.etat = apres;
    d.offre.statut = apres.statut();
    d.modifiee_le = maintenant.ms();
    if acte != Acte::Modifier {
        d.motif = motif.to_owned();
    }
    if !deposees::remplacer(tx, d, avant).await? {
        return Err(RefusDeVie::Transition.into());
    }
    noter(tx, (&d.offre.id, acte), (Some(avant), apres), (par, motif), maintenant).await?;
    if let Some(sujet) = nouvelle(avant, apres) {
        let contenu = json!({ "id": d.offre.id, "motif": apres.code() });
        evenements::publier(tx, sujet, &d.offre.id, &contenu, maintenant.ms()).await?;
    }
    Ok(())
}

async fn noter(
    tx: &mut Transaction,
    (offre, acte): (&str, Acte),
    (avant, apres): (Option<Etat>, Etat),
    (par, motif): (&str, &str),
    maintenant: Instant,
) -> Result<(), ErreurBase> {
    let fait = Fait {
        offre: offre.to_owned(),
        acte: acte.code().to_owned(),
        avant: avant.map_or("", Etat::code).to_owned(),
        apres: apres.code().to_owned(),
        par: par.to_owned(),
        motif: motif.to_owned(),
        instant: maintenant.ms(),
    };
    histoire::ajouter(tx, &fait).await
}
