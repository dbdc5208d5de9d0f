//! What runs beside the requests: CVs to examine, mails that ended, offers that closed. Every step
//! is one transaction that another node may have done first.

use std::time::Duration;

use base::{Evenement, evenements};
use liens::antivirus::{Antivirus, Verdict};
use offres::porte;
use web::{Erreur, Etat};

use crate::candidater::objet_de;
use crate::courriels;
use crate::depot::candidatures::{self, Ligne};
use crate::depot::suivi;
use crate::envoi::{self, Envoi};
use crate::poste::poster;
use crate::regles::etat::JOUR_MS;

/// How often a node looks.
const RYTHME: Duration = Duration::from_secs(3);

/// CVs examined, or events read, in one round.
const LOT: i64 = 50;

/// Mails looked up at once.
const PAGE: i64 = 500;

/// How long a CV waits for an antivirus that does not answer (ms).
const PATIENCE_MS: i64 = 3 * JOUR_MS;

/// Name under which the outbox is read.
const CONSOMMATEUR: &str = "candidatures";

/// Runs until the program stops.
pub async fn tourner(etat: Etat) {
    loop {
        if let Err(e) = passer(&etat).await {
            tracing::error!(erreur = %e.message, "applications could not be followed");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// One round; returns how many applications moved.
///
/// # Errors
/// When the database refuses.
pub async fn passer(etat: &Etat) -> Result<usize, Erreur> {
    Ok(analyser(etat).await?
        + suivre_les_courriels(etat).await?
        + lire_les_evenements(etat).await?)
}

async fn analyser(etat: &Etat) -> Result<usize, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let lot = suivi::a_analyser(etat.db.read(), maintenant, LOT).await?;
    for ligne in &lot {
        analyser_une(etat, ligne).await?;
    }
    Ok(lot.len())
}

async fn analyser_une(etat: &Etat, ligne: &Ligne) -> Result<(), Erreur> {
    // The operator removed the antivirus: the mail says that nothing was examined.
    let Some(antivirus) = &etat.reglages.antivirus else {
        return laisser_partir(etat, ligne, "sans").await;
    };
    let octets = envoi::lire(etat.db.read(), &etat.reglages.coffre, &ligne.id).await?;
    match antivirus.examiner(&octets.unwrap_or_default()).await {
        Ok(Verdict::Sain) => laisser_partir(etat, ligne, "saine").await,
        Ok(Verdict::Infecte) => retenir(etat, ligne).await,
        Err(e) => {
            tracing::warn!(candidature = %ligne.id, erreur = %e, "a CV could not be examined");
            reporter(etat, ligne).await
        }
    }
}

async fn laisser_partir(etat: &Etat, ligne: &Ligne, examen: &str) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    if !suivi::analysee(&mut tx, &ligne.id, ("en_route", examen), "").await? {
        return Ok(());
    }
    let examinee = Ligne { examen: examen.to_owned(), ..ligne.clone() };
    if envoi::a_l_employeur(&mut tx, etat, &examinee, Envoi::Premier).await?.is_err() {
        suivi::echouer(&mut tx, &ligne.id, "adresse").await?;
        dire_l_echec(&mut tx, etat, ligne).await?;
        if let Some(objet) = objet_de(ligne) {
            porte::contact_perdu(&mut tx, &objet, maintenant).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

async fn retenir(etat: &Etat, ligne: &Ligne) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if suivi::analysee(&mut tx, &ligne.id, ("infectee", "infectee"), "virus").await? {
        candidatures::noter(&mut tx, &ligne.id, "Bloquée par l’antivirus", maintenant).await?;
        let lettre = courriels::infectee(&etat.reglages.adresse, ligne);
        let modele = "candidatures.infectee";
        poster(&mut tx, modele, &ligne.courriel, lettre, &ligne.id, maintenant).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tries again after a minute, then twice as long each time, an hour at most; gives up after three
/// days, and says so.
async fn reporter(etat: &Etat, ligne: &Ligne) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if maintenant - ligne.deposee_le >= PATIENCE_MS {
        if suivi::analysee(&mut tx, &ligne.id, ("echec", "attendue"), "antivirus").await? {
            dire_l_echec(&mut tx, etat, ligne).await?;
        }
    } else {
        let minutes = 1_i64 << ligne.essais.clamp(0, 6);
        let prochaine = maintenant + minutes.min(60) * 60_000;
        suivi::reporter(&mut tx, &ligne.id, prochaine).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn dire_l_echec(
    tx: &mut base::Transaction,
    etat: &Etat,
    ligne: &Ligne,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    candidatures::noter(tx, &ligne.id, "Non remise", maintenant).await?;
    let lettre = courriels::echec(&etat.reglages.adresse, ligne);
    poster(tx, "candidatures.echec", &ligne.courriel, lettre, &ligne.id, maintenant).await?;
    Ok(())
}

/// Learns from the queue of mails which applications arrived and which never will.
async fn suivre_les_courriels(etat: &Etat) -> Result<usize, Erreur> {
    let (mut apres, mut bouges) = (String::new(), 0);
    loop {
        let page = suivi::en_route(etat.db.read(), &apres, PAGE).await?;
        let Some((derniere, _)) = page.last() else { return Ok(bouges) };
        apres.clone_from(derniere);
        let envois: Vec<String> = page.iter().map(|(_, envoi)| envoi.clone()).collect();
        let finis = courrier::porte::finis(etat.db.read(), &envois).await?;
        bouges += finis.len();
        for (envoi, sort) in finis {
            let Some((id, _)) = page.iter().find(|(_, e)| *e == envoi) else { continue };
            terminer(etat, id, sort == "envoye").await?;
        }
    }
}

async fn terminer(etat: &Etat, id: &str, partie: bool) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    if partie {
        if suivi::envoyee(&mut tx, id, maintenant.ms()).await? {
            candidatures::noter(&mut tx, id, "Remise à l’employeur", maintenant.ms()).await?;
        }
    } else if suivi::echouer(&mut tx, id, "courriel").await?
        && let Some(ligne) = candidatures::trouver(etat.db.read(), id).await?
    {
        dire_l_echec(&mut tx, etat, &ligne).await?;
        if let Some(objet) = objet_de(&ligne) {
            porte::contact_perdu(&mut tx, &objet, maintenant).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Reads what the offers tell: one that closed is told to each candidate without an answer, once.
async fn lire_les_evenements(etat: &Etat) -> Result<usize, Erreur> {
    let db = etat.db.read();
    let position = evenements::position(db, CONSOMMATEUR).await?;
    let lot = evenements::lire(db, position, LOT).await?;
    let Some(dernier) = lot.last() else { return Ok(0) };
    let mut faits = 0;
    for evenement in lot.iter().filter(|e| e.sujet == porte::CLOSE) {
        faits += annoncer_la_fin(etat, evenement).await?;
    }
    let mut tx = etat.db.write().await?;
    evenements::avancer(&mut tx, CONSOMMATEUR, dernier.id).await?;
    tx.commit().await?;
    Ok(faits)
}

async fn annoncer_la_fin(etat: &Etat, evenement: &Evenement) -> Result<usize, Erreur> {
    let contenu: serde_json::Value = serde_json::from_str(&evenement.contenu).unwrap_or_default();
    let offre = contenu["id"].as_str().unwrap_or(&evenement.cle);
    let Some(pourquoi) = pourquoi(contenu["motif"].as_str().unwrap_or_default()) else {
        return Ok(0);
    };
    let maintenant = etat.horloge.maintenant().ms();
    let mut faits = 0;
    loop {
        let lot = suivi::sans_reponse(etat.db.read(), offre, LOT).await?;
        if lot.is_empty() {
            return Ok(faits);
        }
        let mut tx = etat.db.write().await?;
        for ligne in &lot {
            if suivi::clore(&mut tx, &ligne.id, maintenant).await? {
                let lettre = courriels::close(&etat.reglages.adresse, ligne, pourquoi);
                let modele = "candidatures.close";
                poster(&mut tx, modele, &ligne.courriel, lettre, &ligne.id, maintenant).await?;
                candidatures::noter(&mut tx, &ligne.id, "Offre close", maintenant).await?;
                faits += 1;
            }
        }
        tx.commit().await?;
    }
}

/// What the candidate reads of a reason; none for an offer that only received enough applications,
/// whose employer reads them now.
fn pourquoi(motif: &str) -> Option<&'static str> {
    match motif {
        "plafonnee" => None,
        "pourvue" => Some("L’offre à laquelle vous avez postulé est pourvue."),
        "expiree" => Some("La date limite de l’offre à laquelle vous avez postulé est passée."),
        _ => Some("L’offre à laquelle vous avez postulé a été retirée."),
    }
}
