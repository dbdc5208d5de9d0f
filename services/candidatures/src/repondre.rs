//! Answering an application: once, with the mails that tell both.

use base::Transaction;
use courrier::{Depot, deposer, deposer_avec};
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::candidatures::{self, Ligne};
use crate::poste::poster;
use crate::regles::reponse::{Intention, motifs};

/// An answer, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reponse {
    /// What the employer intends.
    pub intention: Intention,
    /// What the candidate will read.
    pub texte: String,
    /// Codes of the reasons given.
    pub motifs: Vec<String>,
}

impl Reponse {
    /// What the candidate reads of the reasons.
    pub fn motifs_dits(&self) -> Vec<&'static str> {
        let codes: Vec<&str> = self.motifs.iter().map(String::as_str).collect();
        motifs(&codes)
    }
}

/// Writes the answer and queues its mails; false when it was answered before. `par` is the account
/// that answers; empty for the link of the mail.
///
/// # Errors
/// When the database refuses.
pub async fn repondre(
    tx: &mut Transaction,
    etat: &Etat,
    ligne: &Ligne,
    reponse: &Reponse,
    par: &str,
) -> Result<bool, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let motifs = serde_json::json!(reponse.motifs_dits()).to_string();
    let dite = (reponse.intention.code(), reponse.texte.as_str(), motifs.as_str());
    if !candidatures::repondre(tx, &ligne.id, dite, par, maintenant).await? {
        return Ok(false);
    }
    candidatures::noter(tx, &ligne.id, reponse.intention.libelle(), maintenant).await?;
    let repondue = Ligne {
        intention: Some(reponse.intention.code().to_owned()),
        reponse: reponse.texte.clone(),
        motifs,
        ..ligne.clone()
    };
    let lettre = courriels::reponse(&etat.reglages.adresse, &repondue);
    poster(tx, "candidatures.reponse", &ligne.courriel, lettre, &ligne.id, maintenant).await?;
    copier(tx, &repondue, reponse.intention, maintenant).await?;
    etat.compter("candidatures.repondues", reponse.intention.code());
    Ok(true)
}

/// The copy for the employer; an interview shows who a hidden candidate is, with the CV.
async fn copier(
    tx: &mut Transaction,
    ligne: &Ligne,
    intention: Intention,
    maintenant: i64,
) -> Result<(), Erreur> {
    let depot = Depot {
        modele: "candidatures.copie",
        a: &ligne.destinataire,
        contenu: courriels::copie(ligne),
        cle: Some(ligne.id.clone()),
        liste: None,
        a_partir_de: maintenant,
    };
    let sort = if ligne.anonyme == 1 && intention == Intention::Entretien {
        deposer_avec(tx, &depot, &ligne.id, maintenant).await?
    } else {
        deposer(tx, &depot, maintenant).await?
    };
    if let courrier::Sort::Depose(envoi) = sort {
        candidatures::lier(tx, &envoi, (&ligne.id, &ligne.courriel)).await?;
    }
    Ok(())
}
