//! What is done here, written in the journal.

use base::Transaction;
use conformite::journal::{self, Fait};
use serde_json::Value;
use web::{Acteur, Erreur};

/// One act of this service.
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    /// What was done.
    pub acte: &'static str,
    /// Kind of what it was done to.
    pub genre: &'static str,
    /// Which one.
    pub id: &'a str,
    /// Key of the person whose data it is.
    pub sujet: Option<String>,
    /// Why.
    pub motif: &'a str,
    /// What else; nothing of a person.
    pub details: Value,
}

/// Writes it, in the transaction that does it.
///
/// # Errors
/// When the database refuses.
pub async fn noter(
    tx: &mut Transaction,
    par: &str,
    pour: &str,
    trace: Trace<'_>,
    maintenant: i64,
) -> Result<(), Erreur> {
    let fait = Fait {
        acte: trace.acte,
        acteur: journal::Acteur::compte(par).au_nom_de(pour),
        objet_genre: trace.genre,
        objet_id: trace.id.to_owned(),
        sujet: trace.sujet,
        motif: trace.motif.to_owned(),
        details: trace.details,
    };
    journal::consigner(tx, &fait, maintenant).await?;
    Ok(())
}

/// On whose behalf someone acts here: what the person concerned will read.
pub fn au_nom_de(acteur: &Acteur) -> &'static str {
    acteur.habilitations.first().map_or("Administration", |h| h.role.libelle())
}
