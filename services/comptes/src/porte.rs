//! What the program and the other services may ask of the accounts.

pub mod administration;
pub mod entreprises;
pub mod membres;
pub mod observation;

use base::Db;
use noyau::identifiants::Courriel;
use web::{Erreur, Ressort, Role};

use crate::actes::{self, Demande, REGLE};
use crate::depot::habilitations;
use crate::depot::invitations::{self, Invitation};
use crate::depot::liens::{self, Lien};
use crate::depot::personnes;
use crate::regles::etat::{Acte, Etat};
use crate::regles::inscription::INVITATION_MS;
use crate::regles::jeton::LIEN_MS;

/// Reads a first or last name, as sign-up does.
pub use crate::regles::identite::nom as lire_un_nom;

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

/// The organisation that the account of this mailbox first acts for.
///
/// # Errors
/// When the database refuses.
pub async fn organisation_de(db: &Db, courriel: &str) -> Result<Option<String>, Erreur> {
    let Some(personne) = personnes::par_courriel(db.read(), courriel).await? else {
        return Ok(None);
    };
    let toutes = habilitations::de_la_personne(db.read(), &personne.id).await?;
    Ok(toutes.into_iter().find_map(|h| h.organisation))
}

/// The first request that waits for a decision.
///
/// # Errors
/// When the database refuses.
pub async fn habilitation_d_exemple(db: &Db) -> Result<Option<String>, Erreur> {
    let attente = habilitations::a_valider(db.read(), ("", ""), (1, 0)).await?;
    Ok(attente.into_iter().next().map(|d| d.id))
}

/// An invitation made by the operator: what follows the address of the site. It works once.
///
/// # Errors
/// When the database refuses.
pub async fn inviter(
    db: &Db,
    organisation: &str,
    courriel: &Courriel,
    maintenant: i64,
) -> Result<String, Erreur> {
    let secret = coffre::hasard();
    let invitation = Invitation {
        id: ulid::Ulid::new().to_string(),
        empreinte: coffre::empreinte(&secret),
        organisation: organisation.to_owned(),
        courriel: courriel.to_string(),
        gestionnaire: 1,
        par: "exploitant".to_owned(),
        etat: "envoyee".to_owned(),
        cree_le: maintenant,
        expire_le: maintenant + INVITATION_MS,
    };
    let mut tx = db.write().await?;
    invitations::ajouter(&mut tx, &invitation).await?;
    tx.commit().await?;
    Ok(format!("/invitation/{secret}"))
}

/// Asks again about the companies whose source was down; how many no longer wait.
///
/// # Errors
/// When the database refuses.
pub async fn verifier_les_organisations(etat: &web::Etat) -> Result<usize, Erreur> {
    crate::verification::verifier(etat).await
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
        inscription: None,
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
