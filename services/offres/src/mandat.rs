//! A training centre manages the offers of a company: declaring it, ending it.

use base::Transaction;
use courrier::{Depot, deposer};
use noyau::dates::Instant;
use web::{Erreur, Etat};

use crate::actes::agir;
use crate::courriels::{self, mandat as lettres};
use crate::depot::deposees::Deposee;
use crate::depot::gestion;
use crate::depot::mandats::{self, Mandat};
use crate::poste::JOUR_MS;
use crate::refus;
use crate::regles::mandat::LIEN_JOURS;
use crate::regles::situer;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// Who ended a mandate, when it is the company.
pub const PAR_L_ENTREPRISE: &str = "entreprise";

/// Why the offers of a mandate end with it.
const FIN: &str = "Fin du mandat de l’entreprise";

/// Keeps a mandate and tells the company, which may end it; false when there already was one in force.
///
/// # Errors
/// When the database refuses.
pub async fn declarer(
    etat: &Etat,
    m: &mut Mandat,
    (cfa, maintenant): (&str, Instant),
) -> Result<bool, Erreur> {
    let secret = coffre::hasard();
    m.declare_le = maintenant.ms();
    m.lien_expire_le = maintenant.ms() + LIEN_JOURS * JOUR_MS;
    let mut tx = etat.db.write().await?;
    if !mandats::ajouter(&mut tx, m, &coffre::empreinte(&secret)).await? {
        return Ok(false);
    }
    let lien = format!("/offres/mandat/{secret}");
    let depot = Depot {
        modele: courriels::MANDAT,
        a: &m.courriel,
        contenu: lettres::declare(m, cfa, (&etat.reglages.adresse, &lien)),
        cle: Some(m.id.clone()),
        liste: None,
        a_partir_de: maintenant.ms(),
    };
    deposer(&mut tx, &depot, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends a mandate: its offers are withdrawn, their candidates told, its drafts removed. False when it was
/// over.
///
/// # Errors
/// 409 when one of its offers changed in between.
pub async fn terminer(etat: &Etat, m: &Mandat, (par, motif): (&str, &str)) -> Result<bool, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let offres = mandats::offres(etat.db.read(), &m.id).await?;
    let mut tx = etat.db.write().await?;
    if !mandats::terminer(&mut tx, &m.id, (par, motif), maintenant.ms()).await? {
        return Ok(false);
    }
    for mut d in offres {
        retirer(&mut tx, &mut d, par, maintenant).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn retirer(
    tx: &mut Transaction,
    d: &mut Deposee,
    par: &str,
    maintenant: Instant,
) -> Result<(), Erreur> {
    match d.etat {
        EtatDOffre::Brouillon => {
            gestion::supprimer_le_brouillon(tx, &d.offre.id).await?;
        }
        EtatDOffre::Pourvue | EtatDOffre::Annulee => {}
        _ => agir(tx, d, Acte::Annuler, (par, FIN), maintenant).await.map_err(refus::de)?,
    }
    Ok(())
}

/// An offer is written under a mandate: the centre stays whom candidates write to; the workplace, the
/// activity and the OPCO are those of the company.
pub fn appliquer(d: &mut Deposee, m: &Mandat) {
    d.mandat.clone_from(&m.id);
    d.offre.lieu = situer(&m.adresse, None);
    d.offre.employeur.naf = m.naf.parse().ok();
    d.offre.employeur.opco = Some(m.opco.clone()).filter(|o| !o.is_empty());
}

/// Holds the mandate of an offer until the end of the transaction that writes it.
///
/// # Errors
/// 409 when it is over.
pub async fn tenir(tx: &mut Transaction, d: &Deposee) -> Result<(), Erreur> {
    if d.mandat.is_empty() || mandats::tenir(tx, &d.mandat).await? {
        return Ok(());
    }
    Err(refus::mandat_fini())
}
