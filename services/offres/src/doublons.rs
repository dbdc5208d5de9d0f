//! The same job published twice: the offer that its employer deposits here stays, the copy of a
//! partner leaves, whichever came first. An incoming copy is refused by `reception`.

use base::{Transaction, evenements};
use noyau::dates::Instant;
use serde_json::json;
use web::{Erreur, Etat, Role};

use crate::actes::{REGLE, agir};
use crate::depot::deposees::{self, Deposee};
use crate::depot::partenaires::Voisine;
use crate::depot::retirees::{self, COPIE};
use crate::depot::{moderation, partenaires};
use crate::refus;
use crate::regles::doublon::meme_titre;
use crate::regles::garde::Raison;
use crate::regles::vie::{Acte, CLOSE, Etat as EtatDOffre};

/// Takes away the copies, by partners or by deliveries, of an offer that an employer has just published.
///
/// # Errors
/// When the database refuses.
pub async fn retirer_les_copies(etat: &Etat, id: &str) -> Result<(), Erreur> {
    let db = etat.db.read();
    let Some(d) = deposees::trouver(db, id).await? else { return Ok(()) };
    let Some(siret) = d.offre.siret.filter(|_| fait_foi(&d)) else { return Ok(()) };
    for mut copie in partenaires::de_l_entreprise(db, &siret).await? {
        let lieu = copie.offre.lieu.code_postal.as_ref().map(|c| c.to_string());
        if meme_offre(&d, &lieu.unwrap_or_default(), &copie.offre.titre) {
            retirer(etat, &mut copie, id).await?;
        }
    }
    let importees = partenaires::importees(db, &siret).await?;
    let copies = importees.iter().filter(|v| meme_offre(&d, &v.code_postal, &v.titre));
    retirer_les_importees(etat, copies, id).await
}

/// The same, for every offer that the delivery just read may have copied. What visitors reported of
/// offers that left with the delivery before asks for nothing more.
///
/// # Errors
/// When the database refuses.
pub async fn comparer_la_livraison(etat: &Etat) -> Result<(), Erreur> {
    for id in partenaires::peut_etre_copiees(etat.db.read()).await? {
        retirer_les_copies(etat, &id).await?;
    }
    let mut tx = etat.db.write().await?;
    moderation::oublier_les_disparues(&mut tx, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(())
}

fn fait_foi(d: &Deposee) -> bool {
    d.etat == EtatDOffre::Publiee && d.role == Role::Employeur.code()
}

/// The same job in the same place: its company is the same already.
fn meme_offre(d: &Deposee, code_postal: &str, titre: &str) -> bool {
    let ici = d.offre.lieu.code_postal.as_ref().map(|c| c.to_string()).unwrap_or_default();
    ici == code_postal && meme_titre(&d.offre.titre, titre)
}

fn phrase(id: &str) -> String {
    format!("L’employeur a déposé lui-même cette offre ({id}).")
}

async fn retirer(etat: &Etat, copie: &mut Deposee, id: &str) -> Result<(), Erreur> {
    let maintenant: Instant = etat.horloge.maintenant();
    let phrase = phrase(id);
    let raison = Raison { regle: COPIE, phrase: phrase.clone() };
    let mut tx = etat.db.write().await?;
    moderation::controler(&mut tx, &copie.offre.id, &[raison], maintenant.ms()).await?;
    for acte in [Acte::Verifier, Acte::Refuser] {
        agir(&mut tx, copie, acte, (REGLE, &phrase), maintenant).await.map_err(refus::de)?;
    }
    tx.commit().await?;
    Ok(())
}

async fn retirer_les_importees(
    etat: &Etat,
    copies: impl Iterator<Item = &Voisine>,
    id: &str,
) -> Result<(), Erreur> {
    let copies: Vec<&Voisine> = copies.collect();
    if copies.is_empty() {
        return Ok(());
    }
    let (phrase, maintenant) = (phrase(id), etat.horloge.maintenant());
    let mut tx = etat.db.write().await?;
    for copie in copies {
        retirer_une_importee(&mut tx, &copie.id, (COPIE, &phrase), (REGLE, maintenant)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes an imported offer away, whatever the next deliveries hold: the rule and its sentence, who decided.
///
/// # Errors
/// When the database refuses.
pub async fn retirer_une_importee(
    tx: &mut Transaction,
    id: &str,
    raison: (&str, &str),
    (par, maintenant): (&str, Instant),
) -> Result<(), Erreur> {
    if retirees::retirer(tx, id, raison, (par, maintenant.ms())).await? {
        let contenu = json!({ "id": id, "motif": EtatDOffre::Annulee.code() });
        evenements::publier(tx, CLOSE, id, &contenu, maintenant.ms()).await?;
    }
    Ok(())
}
