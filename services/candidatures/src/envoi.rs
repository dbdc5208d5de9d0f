//! The mail to the employer, and the CV that travels with it.

use async_trait::async_trait;
use base::{Lecture, Transaction};
use coffre::Coffre;
use courrier::{Classeur, Contenu, Depot, Liste, Piece, Sort, deposer, deposer_avec};
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::candidatures::{self, Ligne};
use crate::depot::{cv, liens, suivi};
use crate::refus::Refus;
use crate::regles::reponse::VIE_DU_LIEN_MS;

/// What a company that published nothing may stop receiving.
pub const SPONTANEES: Liste =
    Liste { code: "candidatures.spontanees", titre: "Les candidatures spontanées" };

/// Which mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Envoi {
    /// The application.
    Premier,
    /// The reminder that its candidate asked for.
    Relance,
}

/// The mail that carries an application, with its own link to answer: written before the transaction
/// that queues it, which must be short.
pub struct Pret {
    contenu: Contenu,
    modele: &'static str,
    empreinte: String,
    maintenant: i64,
}

/// Writes the mail that carries an application.
pub fn preparer(etat: &Etat, ligne: &Ligne, lequel: Envoi) -> Pret {
    let secret = coffre::hasard();
    let adresse = format!("{}/candidature/repondre/{secret}", etat.reglages.adresse);
    let (modele, contenu) = match lequel {
        Envoi::Premier => ("candidatures.employeur", courriels::employeur(ligne, &adresse)),
        Envoi::Relance => ("candidatures.relance", courriels::relance(ligne, &adresse)),
    };
    let maintenant = etat.horloge.maintenant().ms();
    Pret { contenu, modele, empreinte: coffre::empreinte(&secret), maintenant }
}

/// Queues it; its identifier, none when it had been. The application may come after in the
/// transaction.
///
/// # Errors
/// When the database refuses; the inner error says why the mailbox may not be written to.
pub async fn mettre_en_file(
    tx: &mut Transaction,
    ligne: &Ligne,
    pret: &Pret,
) -> Result<Result<Option<String>, Refus>, Erreur> {
    let depot = Depot {
        modele: pret.modele,
        a: &ligne.destinataire,
        contenu: pret.contenu.clone(),
        cle: Some(ligne.id.clone()),
        liste: (ligne.genre == "recruteur").then_some(SPONTANEES),
        a_partir_de: pret.maintenant,
    };
    // A candidate who hides their name hides their CV.
    let sort = if ligne.anonyme == 1 {
        deposer(tx, &depot, pret.maintenant).await?
    } else {
        deposer_avec(tx, &depot, &ligne.id, pret.maintenant).await?
    };
    Ok(match sort {
        Sort::Depose(envoi) => Ok(Some(envoi)),
        Sort::DejaDepose => Ok(None),
        Sort::Refuse(courrier::Motif::Opposee) => Err(Refus::Oppose),
        Sort::Refuse(_) => Err(Refus::SansContact),
    })
}

/// Keeps the link that answers, and whose mail it is. The application must be there.
///
/// # Errors
/// When the database refuses.
pub async fn relier(
    tx: &mut Transaction,
    ligne: &Ligne,
    (pret, envoi): (&Pret, Option<&str>),
) -> Result<(), Erreur> {
    let vie = (pret.maintenant, pret.maintenant + VIE_DU_LIEN_MS);
    liens::ajouter_reponse(tx, &pret.empreinte, &ligne.id, vie).await?;
    if let Some(envoi) = envoi {
        candidatures::lier(tx, envoi, (&ligne.id, &ligne.courriel)).await?;
    }
    Ok(())
}

/// Queues the mail of an application that is stored already, with its own link to answer.
///
/// # Errors
/// When the database refuses; the inner error says why the mailbox may not be written to.
pub async fn a_l_employeur(
    tx: &mut Transaction,
    etat: &Etat,
    ligne: &Ligne,
    lequel: Envoi,
) -> Result<Result<(), Refus>, Erreur> {
    let pret = preparer(etat, ligne, lequel);
    let envoi = match mettre_en_file(tx, ligne, &pret).await? {
        Err(refus) => return Ok(Err(refus)),
        Ok(envoi) => envoi,
    };
    relier(tx, ligne, (&pret, envoi.as_deref())).await?;
    if let Some(envoi) = envoi.filter(|_| lequel == Envoi::Premier) {
        suivi::nommer_l_envoi(tx, &ligne.id, &envoi).await?;
    }
    Ok(Ok(()))
}

/// Opens the CVs that mails refer to, by the identifier of their application.
pub struct LesCv {
    /// Where they are.
    pub db: Lecture,
    /// What opens them.
    pub coffre: Coffre,
}

#[async_trait]
impl Classeur for LesCv {
    async fn ouvrir(&self, reference: &str) -> anyhow::Result<Option<Piece>> {
        ouvrir(&self.db, &self.coffre, reference).await
    }
}

/// The CV of an application, as long as it is kept; never one that the antivirus stopped, nor one
/// that it has yet to see.
///
/// # Errors
/// When the database refuses, or when the key of the site does not open it.
pub async fn ouvrir(db: &Lecture, coffre: &Coffre, id: &str) -> anyhow::Result<Option<Piece>> {
    let trouve = cv::trouver(db, id).await?;
    let Some(scelle) = trouve.filter(|c| matches!(c.examen.as_str(), "sans" | "saine")) else {
        return Ok(None);
    };
    let octets = coffre.ouvrir_octets(cv::PLACE, id, &scelle.contenu)?;
    Ok(Some(Piece::new(&scelle.nom, scelle.genre, octets)))
}

/// What the CV of an application holds, for the antivirus alone.
///
/// # Errors
/// As [`ouvrir`].
pub async fn lire(db: &Lecture, coffre: &Coffre, id: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(scelle) = cv::trouver(db, id).await? else { return Ok(None) };
    Ok(Some(coffre.ouvrir_octets(cv::PLACE, id, &scelle.contenu)?))
}
