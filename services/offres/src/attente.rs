//! What the outbox tells. An offer that waited for its author's account is submitted when the
//! account is in force; those of a company for which nobody acts any more wait again; the owner of an
//! offer that reached its ceiling is told; copies of an offer that its employer publishes leave.

use std::time::Duration;

use axum::http::StatusCode;
use base::evenements::{self, Evenement};
use base::versions::SUJET_COURANTE;
use comptes::porte::membres::{self, Attache, HABILITATION, ORGANISATION};
use web::{Erreur, Etat, Role};

use crate::actes::{REGLE, agir};
use crate::courriels;
use crate::depot::deposees::{self, Deposee};
use crate::depot::gestion;
use crate::depot::offres::JEUX;
use crate::doublons::{comparer_la_livraison, retirer_les_copies};
use crate::poste;
use crate::publication::{Soumission, controler, soumettre};
use crate::refus;
use crate::regles::vie::{Acte, CLOSE, Etat as EtatDOffre, PUBLIEE};

/// Name of this reader of the outbox.
const LECTEUR: &str = "offres.attente";

/// How often a node looks for events.
const RYTHME: Duration = Duration::from_secs(2);

/// Events read, and offers treated, at a time.
const LOT: i64 = 500;

/// Follows the accounts as long as the program runs.
pub async fn tourner(etat: Etat) {
    loop {
        if let Err(e) = rattraper(&etat).await {
            tracing::error!(erreur = %e.message, "the accounts of offers could not be followed");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

/// Reads what the accounts told since last time, and acts on it.
///
/// # Errors
/// When the database refuses: nothing is passed over.
pub async fn rattraper(etat: &Etat) -> Result<(), Erreur> {
    let db = etat.db.read();
    let depart = evenements::position(db, LECTEUR).await?;
    let evenements = evenements::lire(db, depart, LOT).await?;
    let Some(dernier) = evenements.last() else { return Ok(()) };
    if evenements.iter().any(|e| [HABILITATION, ORGANISATION].contains(&e.sujet.as_str())) {
        reprendre(etat).await?;
        suspendre(etat).await?;
    }
    for e in evenements.iter().filter(|e| e.sujet == CLOSE) {
        prevenir_du_plafond(etat, e).await?;
    }
    for e in evenements.iter().filter(|e| e.sujet == PUBLIEE) {
        retirer_les_copies(etat, &e.cle).await?;
    }
    let livraison = |e: &Evenement| e.sujet == SUJET_COURANTE && JEUX.contains(&e.cle.as_str());
    if evenements.iter().any(livraison) {
        comparer_la_livraison(etat).await?;
    }
    let mut tx = etat.db.write().await?;
    evenements::avancer(&mut tx, LECTEUR, dernier.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Tells the owner of an offer that has just reached its ceiling, once.
async fn prevenir_du_plafond(etat: &Etat, e: &Evenement) -> Result<(), Erreur> {
    let Some(d) = deposees::trouver(etat.db.read(), &e.cle).await? else { return Ok(()) };
    if d.etat != EtatDOffre::Plafonnee {
        return Ok(());
    }
    let maintenant = etat.horloge.maintenant();
    let lettre = courriels::plafonnee(&d, &etat.reglages.adresse);
    let cle = format!("{}:{}", d.offre.id, d.recues());
    let mut tx = etat.db.write().await?;
    poste::poster(&mut tx, courriels::PLAFONNEE, &d, lettre, &cle, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

/// Submits the offers whose author's account is now in force.
async fn reprendre(etat: &Etat) -> Result<(), Erreur> {
    let attente = gestion::dans_l_etat(etat.db.read(), EtatDOffre::EnAttente, (LOT, 0)).await?;
    for mut d in attente {
        if !est_habilite(etat, &d).await? {
            continue;
        }
        let raisons = controler(etat.db.read(), &d).await?;
        let soumission = Soumission { raisons: &raisons, en_vigueur: true, par: REGLE };
        let mut tx = etat.db.write().await?;
        if passe(soumettre(etat, &mut tx, &mut d, &soumission).await)? {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Whether it was done; an offer that someone changed in between is left as it is.
fn passe(fait: Result<(), Erreur>) -> Result<bool, Erreur> {
    match fait {
        Err(e) if e.statut == StatusCode::CONFLICT => Ok(false),
        autre => autre.map(|()| true),
    }
}

async fn est_habilite(etat: &Etat, d: &Deposee) -> Result<bool, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let attaches = membres::attaches(etat.db.read(), &d.auteur, maintenant).await?;
    let sienne = |a: &Attache| a.ressort() == d.organisme && a.role.code() == d.role;
    Ok(attaches.iter().any(|a| a.en_vigueur && sienne(a)))
}

/// Holds back the offers of the organisations for which nobody acts any more.
async fn suspendre(etat: &Etat) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut saut = 0;
    loop {
        let page = gestion::dans_l_etat(etat.db.read(), EtatDOffre::Publiee, (LOT, saut)).await?;
        if page.is_empty() {
            return Ok(());
        }
        for mut d in page {
            let Some(role) = Role::lire(&d.role) else {
                saut += 1;
                continue;
            };
            let qui = (role, d.organisme.as_str());
            if membres::a_un_membre(etat.db.read(), qui, maintenant.ms()).await? {
                saut += 1;
                continue;
            }
            let motif = "Plus personne n’est habilité pour cette entreprise.";
            let mut tx = etat.db.write().await?;
            let fait = agir(&mut tx, &mut d, Acte::Attendre, (REGLE, motif), maintenant).await;
            match passe(fait.map_err(refus::de))? {
                true => tx.commit().await?,
                false => saut += 1,
            }
        }
    }
}
