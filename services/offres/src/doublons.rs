//! The same job published twice: the offer that its employer deposits here stays, the copy of a
//! partner leaves, whichever came first. An incoming copy is refused by `reception`.

use noyau::dates::Instant;
use web::{Erreur, Etat, Role};

use crate::actes::{REGLE, agir};
use crate::depot::deposees::{self, Deposee};
use crate::depot::{moderation, partenaires};
use crate::refus;
use crate::regles::doublon::meme_titre;
use crate::regles::garde::Raison;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// Takes away the copies, by partners, of an offer that an employer has just published.
///
/// # Errors
/// When the database refuses.
pub async fn retirer_les_copies(etat: &Etat, id: &str) -> Result<(), Erreur> {
    let db = etat.db.read();
    let Some(d) = deposees::trouver(db, id).await? else { return Ok(()) };
    let Some(siret) = d.offre.siret.filter(|_| fait_foi(&d)) else { return Ok(()) };
    for mut copie in partenaires::de_l_entreprise(db, &siret).await? {
        if meme_offre(&d, &copie) {
            retirer(etat, &mut copie, id).await?;
        }
    }
    Ok(())
}

fn fait_foi(d: &Deposee) -> bool {
    d.etat == EtatDOffre::Publiee && d.role == Role::Employeur.code()
}

/// The same job in the same place: its company is the same already.
fn meme_offre(un: &Deposee, autre: &Deposee) -> bool {
    un.offre.lieu.code_postal == autre.offre.lieu.code_postal
        && meme_titre(&un.offre.titre, &autre.offre.titre)
}

async fn retirer(etat: &Etat, copie: &mut Deposee, id: &str) -> Result<(), Erreur> {
    let maintenant: Instant = etat.horloge.maintenant();
    let phrase = format!("L’employeur a déposé lui-même cette offre ({id}).");
    let raison = Raison { regle: "DUPLICATE", phrase: phrase.clone() };
    let mut tx = etat.db.write().await?;
    moderation::controler(&mut tx, &copie.offre.id, &[raison], maintenant.ms()).await?;
    for acte in [Acte::Verifier, Acte::Refuser] {
        agir(&mut tx, copie, acte, (REGLE, &phrase), maintenant).await.map_err(refus::de)?;
    }
    tx.commit().await?;
    Ok(())
}
