//! What the program and the other services may ask of the accounts.

pub mod administration;
pub mod observation;

use base::Db;
use noyau::identifiants::Courriel;
use web::{Erreur, Ressort, Role};

use crate::actes::{self, Demande, REGLE};
use crate::depot::liens::{self, Lien};
use crate::depot::personnes;
use crate::regles::etat::{Acte, Etat};
use crate::regles::jeton::LIEN_MS;

/// Makes an account in force with one habilitation (`compagnon user create`): how the first
/// administrator comes to be. An account that exists is given the habilitation.
///
/// # Errors
/// When the ressort is not of the kind that the role wants, or the database refuses.
pub async fn creer(
    db: &Db,
    (courriel, prenom, nom): (&Courriel, &str, &str),
    (role, ressort): (Role, &Ressort),
    maintenant: i64,
) -> Result<String, Erreur> {
    let connue = personnes::par_courriel(db.read(), courriel.as_str()).await?;
    let mut tx = db.write().await?;
    let personne = match connue {
        Some(personne) => personne,
        None => {
            let neuve = actes::personne_nouvelle(courriel.as_str(), prenom, nom, maintenant);
            actes::creer_la_personne(&mut tx, &neuve, "exploitant").await?;
            neuve
        }
    };
    if personne.etat == Etat::EnAttente.code() {
        let motif = "Compte créé par l’exploitant";
        actes::agir_sur_la_personne(&mut tx, &personne, Acte::Accepter, REGLE, motif, maintenant)
            .await?;
    }
    let demande = Demande {
        personne: &personne.id,
        role,
        ressort,
        organisation: None,
        gestionnaire: false,
        motif: "Compte créé par l’exploitant",
    };
    actes::accorder_d_emblee(&mut tx, &demande, "exploitant", maintenant).await?;
    tx.commit().await?;
    Ok(personne.id)
}

/// A sign-in link for this mailbox, made by the operator: what follows the address of the site.
/// It works once, for fifteen minutes, in any browser.
///
/// # Errors
/// When the database refuses.
pub async fn lien_de_connexion(
    db: &Db,
    courriel: &Courriel,
    maintenant: i64,
) -> Result<String, Erreur> {
    let secret = coffre::hasard();
    let lien = Lien {
        empreinte: coffre::empreinte(&secret),
        courriel: courriel.to_string(),
        navigateur: String::new(),
        suite: "/espace".to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + LIEN_MS,
        utilise_le: None,
    };
    let mut tx = db.write().await?;
    liens::ajouter(&mut tx, &lien).await?;
    tx.commit().await?;
    Ok(format!("/connexion/lien/{secret}"))
}

/// Opens a session for tests and demonstrations: its secret.
///
/// # Errors
/// 404 when nobody has this mailbox.
pub async fn ouvrir_une_session(
    db: &Db,
    courriel: &str,
    double: bool,
    maintenant: i64,
) -> Result<String, Erreur> {
    let personne = personnes::par_courriel(db.read(), courriel).await?;
    let personne = personne.ok_or_else(|| Erreur::introuvable("Personne n’a cette adresse."))?;
    let double = double.then_some(maintenant);
    let mut tx = db.write().await?;
    let secret =
        actes::ouvrir_une_session(&mut tx, &personne.id, "Essais", double, maintenant).await?;
    tx.commit().await?;
    Ok(secret)
}
