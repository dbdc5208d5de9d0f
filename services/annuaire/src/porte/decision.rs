//! What a person decides of the UAI of an organisation.

use base::{Db, ErreurBase, evenements};
use conformite::journal::{self, Acteur, Fait};
use noyau::dates::Instant;
use noyau::identifiants::{Siret, Uai};
use serde_json::json;

use super::organisme;
use crate::depot::{self, LigneDecision};
use crate::regles::mandat::VALIDER_UAI;

/// Subject of the event of a decision; its key is the SIRET.
const SUJET: &str = "annuaire.decision";

/// A decision to keep.
#[derive(Clone, Debug)]
pub struct Validation {
    /// The organisation.
    pub siret: Siret,
    /// Its UAI from now on; none to remove the one it has.
    pub uai: Option<Uai>,
    /// Who decides: an authority, such as `academie-14`, never the name of a person.
    pub auteur: String,
    /// The account that decides in its name: for the journal, never shown.
    pub par: String,
    /// Why, in a sentence.
    pub motif: String,
}

/// Why a decision was not kept.
#[derive(Debug, thiserror::Error)]
pub enum RefusDecision {
    /// No publisher knows this SIRET.
    #[error("L’annuaire ne connaît pas ce SIRET.")]
    SiretInconnu,
    /// A decision says why it was taken.
    #[error("Dites pourquoi : le motif est obligatoire.")]
    SansMotif,
    /// The database did not answer.
    #[error(transparent)]
    Base(#[from] ErreurBase),
}

/// Validates, corrects or removes the UAI of an organisation: the decision, its event and its line
/// in the journal in one transaction. Whether the author may do it is the caller's business.
///
/// # Errors
/// [`RefusDecision`].
pub async fn valider_uai(
    db: &Db,
    validation: &Validation,
    maintenant: Instant,
) -> Result<(), RefusDecision> {
    let v = validation;
    if v.motif.trim().is_empty() {
        return Err(RefusDecision::SansMotif);
    }
    let organisme = organisme(db.read(), &v.siret).await?.ok_or(RefusDecision::SiretInconnu)?;
    let mut tx = db.write().await?;
    // Another decision may have come since the sheet was read.
    let avant = match depot::derniere_decision(&mut tx, v.siret.as_str()).await? {
        Some(decidee) => decidee,
        None => organisme.uai_validee().map(|u| u.to_string()),
    };
    let decision = LigneDecision {
        siret: v.siret.to_string(),
        avant,
        apres: v.uai.map(|u| u.to_string()),
        auteur: v.auteur.clone(),
        motif: v.motif.trim().to_owned(),
        instant: maintenant.ms(),
    };
    depot::decider(&mut tx, v.siret.as_str(), &decision).await?;
    let fait = Fait {
        acte: VALIDER_UAI.code,
        acteur: Acteur::compte(&v.par).au_nom_de(&v.auteur),
        objet_genre: "organisme",
        objet_id: v.siret.to_string(),
        sujet: None,
        motif: decision.motif.clone(),
        details: json!({ "avant": decision.avant, "apres": decision.apres }),
    };
    journal::consigner(&mut tx, &fait, maintenant.ms()).await?;
    let contenu = json!({ "uai": decision.apres });
    evenements::publier(&mut tx, SUJET, v.siret.as_str(), &contenu, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(())
}
