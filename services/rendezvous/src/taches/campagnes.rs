//! Openings of channels: announced, recalled once, opened, reminded each year.

use std::collections::{BTreeSet, HashMap};

use base::Transaction;
use courrier::Contenu;
use noyau::dates::Instant;
use web::Etat;

use super::cause;
use crate::courriels::{self, codes, poster};
use crate::depot::gestionnaires::{self, Gestionnaire};
use crate::depot::liens::{self, Lien};
use crate::depot::{canaux, formations};
use crate::regles::ouverture::{Dates, JOUR_MS, Situation};
use crate::regles::portail::Canal;
use crate::regles::saison::{ouverte_aux_invitations, rappels_du, saison};

/// Days that the link of an announcement lives: beyond the season.
const LIEN_JOURS: i64 = 365;

/// The page where a manager opens or closes a channel: its link, which is kept as a hash.
///
/// # Errors
/// When the database refuses.
pub async fn lien(
    etat: &Etat,
    tx: &mut Transaction,
    gestionnaire: &str,
    canal: Canal,
) -> anyhow::Result<String> {
    let secret = coffre::hasard();
    let maintenant = etat.horloge.maintenant().ms();
    let lien = Lien {
        empreinte: coffre::empreinte(&secret),
        gestionnaire: gestionnaire.to_owned(),
        canal: canal.code().to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + LIEN_JOURS * JOUR_MS,
    };
    liens::ajouter(tx, &lien).await?;
    Ok(format!("{}/rendez-vous/service/lien/{secret}", etat.reglages.adresse))
}

/// Announces each channel to the managers that it concerns and who know nothing of it, and recalls
/// once those that must be accepted.
///
/// # Errors
/// When the database refuses.
pub async fn annoncer(etat: &Etat) -> anyhow::Result<String> {
    let (mut annonces, mut relances) = (0, 0);
    let joignables = gestionnaires::joignables(etat.db.read()).await?;
    for canal in Canal::TOUS {
        let situations = situations(etat, canal).await?;
        for g in joignables.iter().filter(|g| g.concernees(canal) > 0) {
            let situation = situations.get(&g.siret).copied().unwrap_or_default();
            annonces += usize::from(inviter(etat, g, canal, situation).await?);
            relances += usize::from(relancer(etat, g, canal, situation).await?);
        }
    }
    Ok(format!("{annonces} annonces, {relances} relances"))
}

async fn situations(etat: &Etat, canal: Canal) -> anyhow::Result<HashMap<String, Situation>> {
    let saison = saison(canal, etat.horloge.aujourd_hui());
    Ok(canaux::situations(etat.db.read(), canal, saison).await?)
}

async fn inviter(
    etat: &Etat,
    g: &Gestionnaire,
    canal: Canal,
    situation: Situation,
) -> anyhow::Result<bool> {
    if !ouverte_aux_invitations(canal, etat.horloge.aujourd_hui()) {
        return Ok(false);
    }
    let Some(dates) = situation.inviter(canal, etat.horloge.maintenant().ms()) else {
        return Ok(false);
    };
    let nombre = g.concernees(canal);
    let lettre = |adresse: &str| match dates.prevu_le {
        Some(prevu) => {
            let jour = Instant::from_ms(prevu).date().long();
            (codes::OUVERTURE_PREVUE, courriels::ouverture_prevue(&g.nom, nombre, &jour, adresse))
        }
        None => {
            let contenu = courriels::invitation(canal.libelle(), &g.nom, nombre, adresse);
            (codes::INVITATION, contenu)
        }
    };
    dire(etat, g, canal, &dates, lettre).await
}

async fn relancer(
    etat: &Etat,
    g: &Gestionnaire,
    canal: Canal,
    situation: Situation,
) -> anyhow::Result<bool> {
    let Some(dates) = situation.relancer(etat.horloge.maintenant().ms()) else {
        return Ok(false);
    };
    let nombre = g.concernees(canal);
    let lettre = |adresse: &str| {
        (codes::RELANCE, courriels::relance(canal.libelle(), &g.nom, nombre, adresse))
    };
    dire(etat, g, canal, &dates, lettre).await
}

/// Writes the season and queues the letter, in one transaction: nobody is told twice.
async fn dire(
    etat: &Etat,
    g: &Gestionnaire,
    canal: Canal,
    dates: &Dates,
    lettre: impl Fn(&str) -> (&'static str, Contenu),
) -> anyhow::Result<bool> {
    let Some(courriel) = &g.courriel else { return Ok(false) };
    let maintenant = etat.horloge.maintenant().ms();
    let saison = saison(canal, etat.horloge.aujourd_hui());
    let mut tx = etat.db.write().await?;
    canaux::ecrire(&mut tx, &g.siret, (canal, saison), dates).await?;
    let adresse = lien(etat, &mut tx, &g.siret, canal).await?;
    let (modele, contenu) = lettre(&adresse);
    let cle = format!("{}:{}:{saison}", g.siret, canal.code());
    poster(&mut tx, modele, courriel, contenu, &cle, maintenant).await.map_err(cause)?;
    tx.commit().await?;
    Ok(true)
}

/// Opens the channels whose announced day has come without a refusal, and tells those concerned.
///
/// # Errors
/// When the database refuses.
pub async fn ouvrir(etat: &Etat) -> anyhow::Result<String> {
    let maintenant = etat.horloge.maintenant().ms();
    let saison = saison(Canal::Libre, etat.horloge.aujourd_hui());
    let mut ouverts = 0;
    for (siret, situation) in situations(etat, Canal::Libre).await? {
        let Some(dates) = situation.ouvrir(maintenant) else { continue };
        let g = gestionnaires::trouver(etat.db.read(), &siret).await?.unwrap_or_default();
        let mut tx = etat.db.write().await?;
        canaux::ecrire(&mut tx, &siret, (Canal::Libre, saison), &dates).await?;
        annoncer_l_ouverture(etat, &mut tx, &Gestionnaire { siret, ..g }, Canal::Libre).await?;
        tx.commit().await?;
        ouverts += 1;
    }
    Ok(format!("{ouverts} ouvertures"))
}

/// Tells the manager, with a link to stop, and each mailbox that will receive requests.
///
/// # Errors
/// When the database refuses.
pub async fn annoncer_l_ouverture(
    etat: &Etat,
    tx: &mut Transaction,
    g: &Gestionnaire,
    canal: Canal,
) -> anyhow::Result<()> {
    let maintenant = etat.horloge.maintenant().ms();
    let cle = |courriel: &str| format!("{}:{}:{maintenant}:{courriel}", g.siret, canal.code());
    if let Some(courriel) = &g.courriel {
        let adresse = lien(etat, tx, &g.siret, canal).await?;
        let contenu = courriels::ouverte(canal.libelle(), &g.nom, Some(&adresse));
        poster(tx, codes::OUVERTE, courriel, contenu, &cle(courriel), maintenant)
            .await
            .map_err(cause)?;
    }
    let boites = formations::courriels_de(etat.db.read(), &g.siret, plateforme(canal)).await?;
    for courriel in boites.iter().filter(|c| Some(*c) != g.courriel.as_ref()) {
        let contenu = courriels::ouverte(canal.libelle(), &g.nom, None);
        poster(tx, codes::OUVERTE, courriel, contenu, &cle(courriel), maintenant)
            .await
            .map_err(cause)?;
    }
    Ok(())
}

fn plateforme(canal: Canal) -> &'static str {
    if canal == Canal::Libre { "" } else { canal.code() }
}

/// On its day of the year, reminds whoever receives the requests of a channel that it is open: each
/// mailbox once, however many trainings it has.
///
/// # Errors
/// When the database refuses.
pub async fn rappeler(etat: &Etat) -> anyhow::Result<String> {
    let jour = etat.horloge.aujourd_hui();
    let maintenant = etat.horloge.maintenant().ms();
    let mut rappels = 0;
    for canal in rappels_du(jour) {
        let mut boites: BTreeSet<String> = BTreeSet::new();
        let ouvertes = situations(etat, canal).await?.into_iter().filter(|(_, s)| s.ouverte());
        for (siret, _) in ouvertes {
            let siennes = formations::courriels_de(etat.db.read(), &siret, plateforme(canal));
            boites.extend(siennes.await?);
        }
        for courriel in &boites {
            let contenu = courriels::rappel(&etat.reglages.adresse, canal.libelle());
            let cle = format!("{}:{}:{courriel}", canal.code(), jour.annee());
            let mut tx = etat.db.write().await?;
            let pose = poster(&mut tx, codes::RAPPEL, courriel, contenu, &cle, maintenant);
            rappels += usize::from(pose.await.map_err(cause)?.is_some());
            tx.commit().await?;
        }
    }
    Ok(format!("{rappels} rappels"))
}
