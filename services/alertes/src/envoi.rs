//! Doing the kept searches again, each morning.

use std::collections::HashSet;

use base::Transaction;
use courrier::{Depot, Liste, Sort, deposer};
use noyau::dates::Instant;
use recherche::porte::{self, Trouvee};
use taches::Contexte;
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::{self, Alerte};
use crate::regles::{PAS_MS, due};

/// What a person stops: every search at once.
pub const LISTE: Liste = Liste { code: "alertes.offres", titre: "Les alertes d’offres" };

/// Searches done in one round.
const LOT: i64 = 200;

/// Every morning, Europe/Paris.
const QUAND: &str = "30 7 * * *";

/// Runs until the program stops.
pub async fn tourner(etat: Etat) {
    let contexte = Contexte { db: etat.db.clone(), horloge: etat.horloge.clone() };
    let travail = async || {
        let faites = passer(&etat).await.map_err(|e| anyhow::anyhow!(e.message))?;
        Ok(noyau::texte::pluriel(faites as i64, "alerte"))
    };
    taches::tourner_avec(contexte, "alertes.envoyer", QUAND, travail).await;
}

/// Does every kept search; returns how many mails were queued.
///
/// # Errors
/// When the database refuses.
pub async fn passer(etat: &Etat) -> Result<usize, Erreur> {
    let (mut apres, mut envoyees) = (String::new(), 0);
    loop {
        let lot = depot::confirmees(etat.db.read(), &apres, LOT).await?;
        let Some(derniere) = lot.last() else { return Ok(envoyees) };
        apres.clone_from(&derniere.id);
        let maintenant = etat.horloge.maintenant().ms();
        for alerte in lot.iter().filter(|a| due(a.envoyee_le, maintenant)) {
            envoyees += usize::from(dire(etat, alerte).await?);
        }
    }
}

async fn dire(etat: &Etat, alerte: &Alerte) -> Result<bool, Erreur> {
    let trouvees = porte::offres(etat, &alerte.requete).await?;
    let connues: HashSet<String> =
        depot::connues(etat.db.read(), &alerte.id).await?.into_iter().collect();
    let nouvelles: Vec<&Trouvee> = trouvees.iter().filter(|t| !connues.contains(&t.id)).collect();
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    retenir(&mut tx, alerte, &trouvees, maintenant.ms()).await?;
    let dite = !nouvelles.is_empty()
        && depot::dire(&mut tx, &alerte.id, maintenant.ms(), PAS_MS).await?
        && poster(&mut tx, etat, alerte, &nouvelles, maintenant).await?;
    tx.commit().await?;
    Ok(dite)
}

/// Remembers what a search finds now.
///
/// # Errors
/// When the database refuses.
pub async fn retenir(
    tx: &mut Transaction,
    alerte: &Alerte,
    trouvees: &[Trouvee],
    maintenant: i64,
) -> Result<(), Erreur> {
    for trouvee in trouvees {
        depot::connaitre(tx, (&alerte.id, &trouvee.id), maintenant).await?;
    }
    Ok(())
}

/// Queues the mail; a mailbox that refuses these mails is forgotten.
async fn poster(
    tx: &mut Transaction,
    etat: &Etat,
    alerte: &Alerte,
    nouvelles: &[&Trouvee],
    maintenant: Instant,
) -> Result<bool, Erreur> {
    let depot = Depot {
        modele: "alertes.offres",
        a: &alerte.courriel,
        contenu: courriels::offres(&etat.reglages.adresse, alerte, nouvelles),
        cle: Some(format!("{}:{}", alerte.id, maintenant.date())),
        liste: Some(LISTE),
        a_partir_de: maintenant.ms(),
    };
    match deposer(tx, &depot, maintenant.ms()).await? {
        Sort::Refuse(_) => {
            depot::oublier(tx, &alerte.id).await?;
            Ok(false)
        }
        Sort::DejaDepose => Ok(false),
        Sort::Depose(_) => Ok(true),
    }
}
