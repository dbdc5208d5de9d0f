//! What the clock does to offers.

use noyau::dates::Instant;
use taches::{Contexte, tourner_avec};
use web::{Erreur, Etat};

use crate::actes::{REGLE, agir};
use crate::courriels;
use crate::delegation;
use crate::depot::delegations;
use crate::depot::deposees::Deposee;
use crate::depot::gestion;
use crate::poste::{self, JOUR_MS};
use crate::refus;
use crate::regles::delegation::{SUGGESTION_CANDIDATURES, SUGGESTION_JOURS};
use crate::regles::vie::Acte;

/// Days before the end when its owner is reminded, the last one first.
const RAPPELS: [i64; 2] = [1, 7];

/// Jobs that write mails with the address of the site: each needs the whole state.
pub async fn tourner(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    let expirer_etat = etat.clone();
    tokio::join!(
        tourner_avec(contexte.clone(), "offres.expirer", "*/10 * * * *", || expirer(
            &expirer_etat,
            expirer_etat.horloge.maintenant()
        )),
        tourner_avec(contexte.clone(), "offres.rappeler", "20 9 * * *", || rappeler(
            &etat,
            etat.horloge.maintenant()
        )),
        tourner_avec(contexte, "offres.suggerer_des_cfa", "40 9 * * *", || suggerer(
            &etat,
            etat.horloge.maintenant()
        )),
    );
}

/// Ends the offers whose end has come, and tells their owners.
///
/// # Errors
/// When the database refuses.
pub async fn expirer(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    let echues = gestion::finissant(etat.db.read(), (0, maintenant.ms())).await?;
    let nombre = echues.len();
    for d in echues {
        terminer(etat, d, maintenant).await.map_err(|e| anyhow::anyhow!(e.message))?;
    }
    Ok(format!("{nombre} offres expirées"))
}

async fn terminer(etat: &Etat, mut d: Deposee, maintenant: Instant) -> Result<(), Erreur> {
    let mut tx = etat.db.write().await?;
    let motif = "La date de fin est passée";
    agir(&mut tx, &mut d, Acte::Expirer, (REGLE, motif), maintenant).await.map_err(refus::de)?;
    let liens = liens(&mut tx, &d, maintenant).await?;
    let lettre = courriels::expiree(&d, (&etat.reglages.adresse, &liens.0, &liens.1));
    let cle = cle(&d);
    poste::poster(&mut tx, courriels::EXPIREE, &d, lettre, &cle, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

/// Reminds the owners of offers that end soon, once for each delay.
///
/// # Errors
/// When the database refuses.
pub async fn rappeler(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    let mut nombre = 0;
    for jours in RAPPELS {
        let bornes = (maintenant.ms(), maintenant.ms() + jours * JOUR_MS);
        for d in gestion::finissant(etat.db.read(), bornes).await? {
            let fait = prevenir(etat, &d, jours, maintenant).await;
            nombre += i64::from(fait.map_err(|e| anyhow::anyhow!(e.message))?);
        }
    }
    Ok(format!("{nombre} rappels"))
}

async fn prevenir(
    etat: &Etat,
    d: &Deposee,
    jours: i64,
    maintenant: Instant,
) -> Result<bool, Erreur> {
    let mut tx = etat.db.write().await?;
    if !gestion::rappeler(&mut tx, &d.offre.id, jours).await? {
        return Ok(false);
    }
    let liens = liens(&mut tx, d, maintenant).await?;
    let lettre = courriels::rappel(d, jours, (&etat.reglages.adresse, &liens.0, &liens.1));
    let cle = format!("{}:{jours}", cle(d));
    poste::poster(&mut tx, courriels::RAPPEL, d, lettre, &cle, maintenant).await?;
    tx.commit().await?;
    Ok(true)
}

/// Tells the owners of offers that receive few applications, once for each offer, that centres near by
/// train for their trade.
///
/// # Errors
/// When the database refuses, or the catalogue is not ready.
pub async fn suggerer(etat: &Etat, maintenant: Instant) -> anyhow::Result<String> {
    let il_y_a = |jours: i64| maintenant.ms() - jours * JOUR_MS;
    let bornes = (il_y_a(SUGGESTION_JOURS.1), il_y_a(SUGGESTION_JOURS.0));
    let offres =
        delegations::a_suggerer(etat.db.read(), (bornes, maintenant.ms()), SUGGESTION_CANDIDATURES);
    let mut nombre = 0;
    for d in offres.await? {
        let faite = suggerer_pour(etat, &d, maintenant).await;
        nombre += i64::from(faite.map_err(|e| anyhow::anyhow!(e.message))?);
    }
    Ok(format!("{nombre} offres à proposer à des CFA"))
}

/// An offer without a centre near by is noted too: it is not looked at again every day.
async fn suggerer_pour(etat: &Etat, d: &Deposee, maintenant: Instant) -> Result<bool, Erreur> {
    let centres = delegation::proches(etat, d, &[]).await?.len();
    let mut tx = etat.db.write().await?;
    if !delegations::suggerer(&mut tx, &d.offre.id, maintenant.ms()).await? {
        return Ok(false);
    }
    if centres > 0 {
        let lettre = courriels::delegation::suggestion(d, centres, &etat.reglages.adresse);
        poste::poster(&mut tx, courriels::CFA_PROCHES, d, lettre, &d.offre.id, maintenant).await?;
    }
    tx.commit().await?;
    Ok(centres > 0)
}

/// The link that prolongs and the one that closes.
async fn liens(
    tx: &mut base::Transaction,
    d: &Deposee,
    maintenant: Instant,
) -> Result<(String, String), Erreur> {
    let prolonger = poste::lien(tx, &d.offre.id, Acte::Prolonger.code(), maintenant).await?;
    let clore = poste::lien(tx, &d.offre.id, Acte::Annuler.code(), maintenant).await?;
    Ok((prolonger, clore))
}

/// One publication of one offer.
fn cle(d: &Deposee) -> String {
    format!("{}:{}", d.offre.id, d.offre.expiration.map_or(0, Instant::ms))
}
