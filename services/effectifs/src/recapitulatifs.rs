//! The mails of the morning: to missions locales what training centres ask, to training centres what they answer.

use std::collections::{BTreeMap, BTreeSet};

use base::Transaction;
use comptes::porte::membres;
use courrier::{Contenu, Depot, deposer};
use noyau::identifiants::Siret;
use taches::{Contexte, tourner_avec};
use web::{Etat, Role};

use crate::courriels::{self, codes};
use crate::depot::suivis::{self, DemandeTue};
use crate::territoire::Missions;

/// When the mails leave.
const QUAND: &str = "0 7 * * *";

/// Sends the mails of each morning, as long as the program runs.
pub async fn tourner(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    let site = etat.reglages.adresse.as_str();
    let envoyer = || async {
        let (demandes, issues) = envoyer(&contexte, site).await?;
        Ok(format!("{demandes} demandes et {issues} réponses annoncées"))
    };
    tourner_avec(contexte.clone(), "effectifs.recapitulatifs", QUAND, envoyer).await;
}

/// Tells both sides what is new since the last time: how many requests, how many outcomes.
///
/// # Errors
/// When the database refuses.
pub async fn envoyer(contexte: &Contexte, site: &str) -> anyhow::Result<(usize, usize)> {
    let demandes = dire_les_demandes(contexte, site).await?;
    let issues = dire_les_issues(contexte, site).await?;
    Ok((demandes, issues))
}

/// Mailboxes of those who hold a role, by organisation.
async fn boites(contexte: &Contexte, role: Role) -> anyhow::Result<BTreeMap<String, Vec<String>>> {
    let maintenant = contexte.horloge.maintenant().ms();
    let mut boites: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (ressort, courriel) in membres::boites(contexte.db.read(), role, maintenant).await? {
        boites.entry(ressort).or_default().push(courriel);
    }
    Ok(boites)
}

async fn dire_les_demandes(contexte: &Contexte, site: &str) -> anyhow::Result<usize> {
    let db = contexte.db.read();
    let tues = suivis::demandes_tues(db).await?;
    if tues.is_empty() {
        return Ok(0);
    }
    let missions = Missions::charger(db).await?;
    let mut dites = 0;
    for (mission, adresses) in boites(contexte, Role::MissionLocale).await? {
        let zone = missions.zone(db, &mission).await?;
        let siennes: Vec<&DemandeTue> = tues.iter().filter(|d| zone.couvre(&d.commune)).collect();
        if siennes.is_empty() {
            continue;
        }
        let nombre = i64::try_from(siennes.len())?;
        let contenu = courriels::demandes(site, nombre, &noms(contexte, &siennes).await?);
        let mut tx = contexte.db.write().await?;
        poster(contexte, &mut tx, codes::DEMANDES, &adresses, &contenu).await?;
        for demande in &siennes {
            let maintenant = contexte.horloge.maintenant().ms();
            suivis::dire_la_demande(&mut tx, &demande.effectif, maintenant).await?;
        }
        tx.commit().await?;
        dites += siennes.len();
    }
    Ok(dites)
}

/// Names of the training centres that ask.
async fn noms(contexte: &Contexte, demandes: &[&DemandeTue]) -> anyhow::Result<Vec<String>> {
    let sirets: BTreeSet<&str> = demandes.iter().map(|d| d.siret.as_str()).collect();
    let mut noms = Vec::new();
    for siret in sirets {
        let Ok(lu) = siret.parse::<Siret>() else { continue };
        let organisme = annuaire::porte::organisme(contexte.db.read(), &lu).await?;
        noms.push(organisme.map_or_else(|| format!("SIRET {siret}"), |o| o.nom()));
    }
    Ok(noms)
}

async fn dire_les_issues(contexte: &Contexte, site: &str) -> anyhow::Result<usize> {
    let mut par_centre: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tue in suivis::issues_tues(contexte.db.read()).await? {
        par_centre.entry(tue.siret).or_default().push(tue.effectif);
    }
    if par_centre.is_empty() {
        return Ok(0);
    }
    let boites = boites(contexte, Role::Cfa).await?;
    let mut dites = 0;
    for (siret, effectifs) in par_centre {
        let Some(adresses) = boites.get(&siret) else { continue };
        let contenu = courriels::reponses(site, i64::try_from(effectifs.len())?);
        let mut tx = contexte.db.write().await?;
        poster(contexte, &mut tx, codes::REPONSES, adresses, &contenu).await?;
        for effectif in &effectifs {
            let maintenant = contexte.horloge.maintenant().ms();
            suivis::dire_l_issue(&mut tx, effectif, maintenant).await?;
        }
        tx.commit().await?;
        dites += effectifs.len();
    }
    Ok(dites)
}

/// One mail a day and an address at most.
async fn poster(
    contexte: &Contexte,
    tx: &mut Transaction,
    modele: &'static str,
    adresses: &[String],
    contenu: &Contenu,
) -> anyhow::Result<()> {
    let maintenant = contexte.horloge.maintenant().ms();
    let jour = contexte.horloge.aujourd_hui();
    for a in adresses {
        let depot = Depot {
            modele,
            a,
            contenu: contenu.clone(),
            cle: Some(format!("{jour}|{a}")),
            liste: None,
            a_partir_de: maintenant,
        };
        deposer(tx, &depot, maintenant).await?;
    }
    Ok(())
}
