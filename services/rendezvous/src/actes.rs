//! What people do: ask, read, answer, choose who receives, open and close.

use base::Transaction;
use noyau::dates::Instant;
use noyau::identifiants::{Courriel, Telephone};
use noyau::texte::plier;
use ulid::Ulid;
use web::{Erreur, Etat};

use crate::courriels::{self, codes, poster};
use crate::depot::demandes::{self, Demande, ReponseDonnee};
use crate::depot::formations::Formation;
use crate::depot::{canaux, suivi as depot_suivi};
use crate::refus::Refus;
use crate::regles::motif::{self, Motif};
use crate::regles::ouverture::JOUR_MS;
use crate::regles::portail::{Canal, Portail};
use crate::regles::saison::saison;
use crate::regles::suivi::{self, Etat as EtatDeDemande, Reponse};

/// Whether a training takes requests from this portal.
///
/// # Errors
/// When the database refuses.
pub async fn ouverte(etat: &Etat, f: &Formation, portail: Portail) -> Result<bool, Erreur> {
    let visee = match portail {
        Portail::Parcoursup => f.parcoursup == 1,
        Portail::Affelnet => f.affelnet == 1,
        _ => true,
    };
    if !visee || f.courriel.is_none() || f.fermee == 1 || f.suspendue == 1 {
        return Ok(false);
    }
    let canal = portail.canal();
    let saison = saison(canal, etat.horloge.aujourd_hui());
    let situation = canaux::situation(etat.db.read(), &f.gestionnaire, canal, saison).await?;
    Ok(situation.ouverte())
}

/// What a person typed in the form, checked.
#[derive(Clone, Debug)]
pub struct Saisie {
    /// Whether a parent writes.
    pub parent: bool,
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: Courriel,
    /// Phone.
    pub telephone: Telephone,
    /// At least one reason.
    pub motifs: Vec<Motif>,
    /// What the person wrote; may be empty.
    pub message: String,
}

/// Makes a request: its row and both mails, in one transaction, so that a mail server that is down
/// loses nothing and blocks nothing. Returns its identifier.
///
/// # Errors
/// A refusal inside, when the same was asked less than four days ago; when the database refuses.
pub async fn demander(
    etat: &Etat,
    f: &Formation,
    portail: Portail,
    saisie: &Saisie,
) -> Result<Result<String, Refus>, Erreur> {
    let Some(destinataire) = f.courriel.clone() else { return Ok(Err(Refus::Fermee)) };
    let maintenant = etat.horloge.maintenant().ms();
    let secret = coffre::hasard();
    let d = nouvelle(f, portail, saisie, (destinataire, &secret), maintenant);
    let mut tx = etat.db.write().await?;
    let depuis = maintenant - JOUR_MS;
    let (derniere, du_jour) = demandes::deja(&mut tx, &d.courriel, &d.formation, depuis).await?;
    if let Some(possible) = suivi::trop_tot(derniere, maintenant) {
        return Ok(Err(Refus::TropTot(possible)));
    }
    if du_jour >= suivi::PAR_JOUR {
        return Ok(Err(Refus::TropDeDemandes));
    }
    demandes::ajouter(&mut tx, &d).await?;
    let site = &etat.reglages.adresse;
    let au_centre = courriels::demande(site, &d, &secret);
    let envoi =
        poster(&mut tx, codes::DEMANDE, &d.destinataire, au_centre, &d.id, maintenant).await?;
    demandes::noter_l_envoi(&mut tx, &d.id, &envoi.unwrap_or_default()).await?;
    let contenu = courriels::confirmation(site, &d);
    poster(&mut tx, codes::CONFIRMATION, &d.courriel, contenu, &d.id, maintenant).await?;
    tx.commit().await?;
    Ok(Ok(d.id))
}

fn nouvelle(
    f: &Formation,
    portail: Portail,
    saisie: &Saisie,
    (destinataire, secret): (String, &str),
    maintenant: i64,
) -> Demande {
    let jour = Instant::from_ms(maintenant).date();
    let mots = [&saisie.prenom, &saisie.nom, &f.titre, saisie.courriel.as_str()];
    Demande {
        id: Ulid::new().to_string(),
        formation: f.id.clone(),
        cle_me: f.cle_me.clone(),
        intitule: f.titre.clone(),
        gestionnaire: f.gestionnaire.clone(),
        formateur: f.formateur.clone(),
        formateur_nom: f.formateur_nom.clone(),
        lieu: f.lieu(),
        portail: portail.code().to_owned(),
        profil: if saisie.parent { "parent" } else { "jeune" }.to_owned(),
        nom_plie: plier(&mots.map(|m| m.to_owned()).join(" ")),
        prenom: saisie.prenom.clone(),
        nom: saisie.nom.clone(),
        courriel: saisie.courriel.as_str().to_owned(),
        telephone: saisie.telephone.to_string(),
        motifs: motif::en_texte(&saisie.motifs),
        message: saisie.message.clone(),
        destinataire,
        empreinte: coffre::empreinte(secret),
        lien_expire_le: maintenant + suivi::LIEN_JOURS * JOUR_MS,
        etat: EtatDeDemande::Demande.code().to_owned(),
        deposee_le: maintenant,
        due_le: suivi::echeance(jour).fin().ms(),
        ..Demande::default()
    }
}

/// The centre opens a request.
///
/// # Errors
/// When the database refuses.
pub async fn lire(tx: &mut Transaction, d: &Demande, maintenant: i64) -> Result<(), Erreur> {
    if d.etat().ouvrir().is_some() {
        demandes::marquer_lue(tx, &d.id, maintenant).await?;
    }
    Ok(())
}

/// What a centre answers, checked.
#[derive(Clone, Debug)]
pub struct ReponseSaisie {
    /// How.
    pub reponse: Reponse,
    /// What it writes.
    pub message: String,
    /// When both meet (ms since 1970).
    pub convenu_le: Option<i64>,
    /// Where they do.
    pub convenu_ou: String,
}

/// The centre answers, once: the person is told, and the form of a suspended centre opens again.
///
/// # Errors
/// A refusal inside, when it already answered; when the database refuses.
pub async fn repondre(
    tx: &mut Transaction,
    site: &str,
    d: &Demande,
    saisie: &ReponseSaisie,
    maintenant: i64,
) -> Result<Result<(), Refus>, Erreur> {
    let Ok(apres) = d.etat().repondre(saisie.reponse) else {
        return Ok(Err(Refus::DejaRepondue));
    };
    let donnee = ReponseDonnee {
        etat: apres,
        message: &saisie.message,
        convenu_le: saisie.convenu_le,
        convenu_ou: &saisie.convenu_ou,
    };
    if !demandes::repondre(tx, &d.id, &donnee, maintenant).await? {
        return Ok(Err(Refus::DejaRepondue));
    }
    depot_suivi::retablir(tx, &d.formateur).await?;
    if apres != EtatDeDemande::AutreCanal && !d.courriel.is_empty() {
        let repondue = Demande {
            etat: apres.code().to_owned(),
            reponse: saisie.message.clone(),
            convenu_le: saisie.convenu_le,
            convenu_ou: saisie.convenu_ou.clone(),
            ..d.clone()
        };
        let contenu = courriels::reponse(site, &repondue, maintenant);
        poster(tx, codes::REPONSE, &d.courriel, contenu, &d.id, maintenant).await?;
    }
    Ok(Ok(()))
}

/// A manager says yes or no to a channel.
///
/// # Errors
/// A refusal inside, when it is already so; when the database refuses.
pub async fn decider(
    etat: &Etat,
    tx: &mut Transaction,
    gestionnaire: &str,
    canal: Canal,
    oui: bool,
) -> Result<Result<(), Refus>, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let saison = saison(canal, etat.horloge.aujourd_hui());
    let situation = canaux::situation(etat.db.read(), gestionnaire, canal, saison).await?;
    let dates = match oui {
        true => situation.accepter(maintenant),
        false => situation.refuser(maintenant),
    };
    let Ok(dates) = dates else { return Ok(Err(Refus::DejaFait)) };
    canaux::ecrire(tx, gestionnaire, (canal, saison), &dates).await?;
    Ok(Ok(()))
}
