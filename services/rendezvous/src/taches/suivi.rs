//! What becomes of requests once they are made.

use std::collections::BTreeMap;

use base::Transaction;
use courrier::porte;
use web::Etat;

use super::cause;
use crate::courriels::{self, codes, poster};
use crate::depot::demandes::{self, Demande};
use crate::depot::{formations, suivi};
use crate::regles::assiduite::a_suspendre;
use crate::regles::ouverture::JOUR_MS;

/// Requests looked at in one run.
const LOT: i64 = 500;

/// Days of requests that the rule of suspension looks at: a year.
const RECUL_JOURS: i64 = 365;

/// Mailboxes told that a centre is suspended.
const AVERTIES: i64 = 5;

/// Notes what has left, and what reached nobody: then closes the trainings of the mailbox and tells
/// each person, once.
///
/// # Errors
/// When the database refuses.
pub async fn suivre(etat: &Etat) -> anyhow::Result<String> {
    let parties = constater_les_envois(etat).await?;
    let perdues = constater_les_adresses_mortes(etat).await?;
    Ok(format!("{parties} demandes transmises, {perdues} non distribuées"))
}

async fn constater_les_envois(etat: &Etat) -> anyhow::Result<usize> {
    let mut parties = 0;
    for (id, envoi, _) in suivi::en_partance(etat.db.read(), LOT).await? {
        let courriel = porte::trouver(etat.db.read(), &envoi).await?;
        let Some(courriel) = courriel.filter(|c| c.etat == "envoye") else { continue };
        let mut tx = etat.db.write().await?;
        let quand = courriel.termine_le.unwrap_or_else(|| etat.horloge.maintenant().ms());
        parties += usize::from(demandes::transmettre(&mut tx, &id, quand).await?);
        tx.commit().await?;
    }
    Ok(parties)
}

async fn constater_les_adresses_mortes(etat: &Etat) -> anyhow::Result<usize> {
    let mortes = porte::mortes(etat.db.read()).await?;
    let mut utiles = formations::courriels(etat.db.read()).await?;
    utiles.extend(suivi::destinataires(etat.db.read()).await?);
    utiles.sort();
    utiles.dedup();
    let mut perdues = 0;
    for courriel in utiles.iter().filter(|c| mortes.contains(*c)) {
        let attente = suivi::en_attente_de(etat.db.read(), courriel).await?;
        let mut tx = etat.db.write().await?;
        formations::retirer_la_boite(&mut tx, courriel).await?;
        for d in &attente {
            avertir(etat, &mut tx, d).await?;
        }
        tx.commit().await?;
        perdues += attente.len();
    }
    Ok(perdues)
}

async fn avertir(etat: &Etat, tx: &mut Transaction, d: &Demande) -> anyhow::Result<()> {
    let maintenant = etat.horloge.maintenant().ms();
    if suivi::non_distribuee(tx, &d.id, maintenant).await? {
        let contenu = courriels::non_distribuee(&etat.reglages.adresse, d);
        poster(tx, codes::NON_DISTRIBUEE, &d.courriel, contenu, &d.id, maintenant)
            .await
            .map_err(cause)?;
    }
    Ok(())
}

/// Suspends the centres whose last five requests stayed without an answer past their day, and tells
/// those who should have answered.
///
/// # Errors
/// When the database refuses.
pub async fn suspendre(etat: &Etat) -> anyhow::Result<String> {
    let maintenant = etat.horloge.maintenant().ms();
    let depuis = maintenant - RECUL_JOURS * JOUR_MS;
    let mut par_centre: BTreeMap<String, Vec<bool>> = BTreeMap::new();
    for echue in suivi::echues(etat.db.read(), depuis, maintenant).await? {
        par_centre.entry(echue.formateur).or_default().push(echue.repondue == 1);
    }
    let mut suspendus = 0;
    for (formateur, _) in par_centre.iter().filter(|(_, repondues)| a_suspendre(repondues)) {
        let boites = suivi::destinataires_de(etat.db.read(), formateur, AVERTIES).await?;
        let mut tx = etat.db.write().await?;
        if suivi::suspendre(&mut tx, formateur, maintenant).await? {
            suspendus += 1;
            prevenir(etat, &mut tx, formateur, &boites, maintenant).await?;
        }
        tx.commit().await?;
    }
    Ok(format!("{suspendus} centres suspendus"))
}

async fn prevenir(
    etat: &Etat,
    tx: &mut Transaction,
    formateur: &str,
    boites: &[(String, String)],
    maintenant: i64,
) -> anyhow::Result<()> {
    for (courriel, nom) in boites {
        let contenu = courriels::suspension(&etat.reglages.adresse, nom);
        let cle = format!("{formateur}:{maintenant}:{courriel}");
        poster(tx, codes::SUSPENSION, courriel, contenu, &cle, maintenant).await.map_err(cause)?;
    }
    Ok(())
}
