//! Companies whose source was down when someone signed up: asked again until it answers, then the
//! sign-up resumes where it stopped and the person is told.

use std::time::Duration;

use base::Transaction;
use noyau::identifiants::{Courriel, Siret};
use web::{Erreur, Etat};

use crate::actes::{REGLE, habiliter};
use crate::courriels;
use crate::depot::evenements::{self, Evenement};
use crate::depot::habilitations::{self, Dossier};
use crate::depot::organisations::{self, Organisation};
use crate::entreprises::{self, Savoir};
use crate::inscription::organisation;
use crate::pages::habilitations::pour;
use crate::poste::poster;
use crate::regles::etat::{Acte, Etat as EtatDeCompte, Objet};
use crate::regles::inscription::Refus;
use crate::regles::validation::{Contact, prouver};

/// How often the source is asked again.
const PAS: Duration = Duration::from_secs(600);

/// Asks again for as long as the node runs.
pub async fn tourner(etat: Etat) {
    loop {
        match verifier(&etat).await {
            Ok(0) => {}
            Ok(nombre) => tracing::info!(nombre, "organisations verified"),
            Err(cause) => tracing::warn!(message = %cause.message, "organisations not verified"),
        }
        tokio::time::sleep(PAS).await;
    }
}

/// Asks about every organisation that waits; how many no longer do.
///
/// # Errors
/// When the database refuses.
pub async fn verifier(etat: &Etat) -> Result<usize, Erreur> {
    let mut nombre = 0;
    for o in organisations::a_verifier(etat.db.read()).await? {
        let Ok(siret) = o.siret.parse::<Siret>() else { continue };
        let savoir = entreprises::chercher(etat, &siret).await?;
        if savoir == Savoir::Panne {
            continue;
        }
        let lue = organisation(etat, &siret, savoir.clone(), &o.opco).await?;
        let contacts = entreprises::contacts(etat, false, &siret).await?;
        let dossiers = habilitations::de_l_organisation(etat.db.read(), &o.id).await?;
        let maintenant = etat.horloge.maintenant().ms();
        let mut tx = etat.db.write().await?;
        entreprises::garder(&mut tx, &o.siret, &savoir, maintenant).await?;
        match lue {
            Ok(lue) => {
                let lue = Organisation { id: o.id.clone(), ..lue };
                reprendre(&mut tx, etat, &lue, &dossiers, &contacts, maintenant).await?;
            }
            Err(refus) => refuser(&mut tx, etat, &o, &dossiers, refus, maintenant).await?,
        }
        tx.commit().await?;
        nombre += 1;
    }
    Ok(nombre)
}

async fn passer(
    tx: &mut Transaction,
    id: &str,
    apres: EtatDeCompte,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let avant = EtatDeCompte::EnAttente.code();
    if organisations::passer(tx, id, avant, apres.code()).await? {
        let codes = (avant, apres.code());
        let e = Evenement::nouveau(Objet::Organisation, id, codes, REGLE, motif, maintenant);
        evenements::ajouter(tx, &e).await?;
    }
    Ok(())
}

async fn reprendre(
    tx: &mut Transaction,
    etat: &Etat,
    o: &Organisation,
    dossiers: &[Dossier],
    contacts: &[Contact],
    maintenant: i64,
) -> Result<(), Erreur> {
    organisations::completer(tx, o).await?;
    passer(tx, &o.id, EtatDeCompte::Active, "La source répond de nouveau", maintenant).await?;
    for d in dossiers {
        let d = Dossier { organisme: o.nom.clone(), ..d.clone() };
        let issue = d.courriel.parse::<Courriel>().ok().map(|c| prouver(&c, contacts));
        let cle = format!("{}:{maintenant}", d.id);
        let prouvee = issue.as_ref().filter(|i| i.prouve());
        if let (Some(issue), true) = (prouvee, d.etat == EtatDeCompte::EnAttente.code()) {
            accepter(tx, etat, &d, &issue.phrase(), maintenant).await?;
            let lettre = courriels::bienvenue(&etat.reglages.adresse, pour(&d));
            poster(tx, "comptes.bienvenue", &d.courriel, lettre, &cle, maintenant).await?;
        } else {
            let dit = "Votre SIRET est vérifié. Il reste à vérifier que vous travaillez pour cette organisation.";
            let lettre = courriels::en_attente(pour(&d), dit);
            poster(tx, "comptes.en_attente", &d.courriel, lettre, &cle, maintenant).await?;
        }
    }
    Ok(())
}

async fn accepter(
    tx: &mut Transaction,
    etat: &Etat,
    d: &Dossier,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let Some(h) = habilitations::par_id(etat.db.read(), &d.id).await? else { return Ok(()) };
    habiliter(tx, &h, Acte::Accepter, REGLE, motif, maintenant).await?;
    Ok(())
}

async fn refuser(
    tx: &mut Transaction,
    etat: &Etat,
    o: &Organisation,
    dossiers: &[Dossier],
    refus: Refus,
    maintenant: i64,
) -> Result<(), Erreur> {
    passer(tx, &o.id, EtatDeCompte::Refusee, refus.titre(), maintenant).await?;
    for d in dossiers.iter().filter(|d| d.etat == EtatDeCompte::EnAttente.code()) {
        let Some(h) = habilitations::par_id(etat.db.read(), &d.id).await? else { continue };
        habiliter(tx, &h, Acte::Refuser, REGLE, refus.titre(), maintenant).await?;
        let lettre = courriels::refusee(refus.titre(), refus.conseil());
        let cle = format!("{}:{maintenant}", d.id);
        poster(tx, "comptes.refusee", &d.courriel, lettre, &cle, maintenant).await?;
    }
    Ok(())
}
