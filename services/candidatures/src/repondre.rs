//! Answering an application: once, with the mails that tell both. They leave ten minutes later, until
//! when a wrong click is taken back.

use base::Transaction;
use courrier::{Depot, deposer, deposer_avec, reprendre};
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::candidatures::{self, Ligne};
use crate::poste::poster_a;
use crate::regles::reponse::{Intention, depart, motifs};

/// The mail to the candidate, and its copy for the employer.
const REPONSE: &str = "candidatures.reponse";
const COPIE: &str = "candidatures.copie";

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
    let quand = (maintenant, depart(reponse.intention, ligne.anonyme == 1, maintenant));
    poster_a(tx, REPONSE, (&ligne.courriel, lettre), &ligne.id, quand).await?;
    copier(tx, &repondue, reponse.intention, quand).await?;
    etat.compter("candidatures.repondues", reponse.intention.code());
    Ok(true)
}

/// Takes an answer back, with its mails; false when they left, or when there was none.
///
/// # Errors
/// When the database refuses.
pub async fn annuler(tx: &mut Transaction, etat: &Etat, ligne: &Ligne) -> Result<bool, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    if !ligne.annulable(maintenant) || reprendre(tx, REPONSE, &ligne.id).await?.is_none() {
        return Ok(false);
    }
    if let Some(copie) = reprendre(tx, COPIE, &ligne.id).await? {
        candidatures::delier(tx, &copie).await?;
    }
    if !candidatures::revenir(tx, &ligne.id).await? {
        return Ok(false);
    }
    candidatures::noter(tx, &ligne.id, "Réponse annulée avant son envoi", maintenant).await?;
    etat.compter("candidatures.annulees", "");
    Ok(true)
}

/// The copy for the employer; an interview shows who a hidden candidate is, with the CV.
async fn copier(
    tx: &mut Transaction,
    ligne: &Ligne,
    intention: Intention,
    (maintenant, a_partir_de): (i64, i64),
) -> Result<(), Erreur> {
    let depot = Depot {
        modele: COPIE,
        a: &ligne.destinataire,
        contenu: courriels::copie(ligne),
        cle: Some(ligne.id.clone()),
        liste: None,
        a_partir_de,
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
