//! Proposing an offer to the training centres near by, and what they answer.

use base::{Lecture, Transaction};
use catalogue::porte::{Centre, centres_proches, contacts};
use courrier::{Depot, Liste, Sort, deposer};
use noyau::dates::Instant;
use noyau::identifiants::Telephone;
use web::{Erreur, Etat, Role};

use crate::courriels::{self, delegation as lettres};
use crate::depot::delegations::{self, Delegation};
use crate::depot::deposees::Deposee;
use crate::depot::histoire::{self, Fait};
use crate::poste::{self, JOUR_MS};
use crate::regles::delegation::{LIEN_JOURS, RAYON_KM, Reponse, boite, restants};
use crate::regles::vie::Etat as EtatDOffre;

/// What a centre may stop with one click, in its mail reader too.
pub const LISTE: Liste = Liste {
    code: "offres.delegations",
    titre: "Les offres que des employeurs proposent à votre centre",
};

/// Code, in the history of an offer, of what is done here.
pub const PROPOSER: &str = "proposer_aux_cfa";

/// Code, in the history of an offer, of the answer of a centre.
pub const REPONSE: &str = "reponse_d_un_cfa";

/// Who acts in the history, when it is a centre.
pub const PAR_UN_CFA: &str = "cfa";

/// A centre that may be proposed an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Proche {
    /// The centre.
    pub centre: Centre,
    /// Its mailbox: shown to nobody.
    courriel: String,
}

/// Whom a centre may call or write to about an offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// First and last name; empty when unknown.
    pub qui: String,
    /// Mailbox of the offer.
    pub courriel: String,
    /// Phone of the account; may be empty.
    pub telephone: String,
}

/// Whether an offer may be proposed: an employer's, that people see.
pub fn est_proposable(d: &Deposee) -> bool {
    d.role == Role::Employeur.code() && d.etat == EtatDOffre::Publiee
}

/// The centres that may still be proposed an offer, the nearest first.
///
/// # Errors
/// 503 while the catalogue is not ready.
pub async fn proches(etat: &Etat, d: &Deposee, deja: &[Delegation]) -> Result<Vec<Proche>, Erreur> {
    let limite = restants(deja.len());
    let Some(point) = d.offre.lieu.point.filter(|_| limite > 0) else { return Ok(Vec::new()) };
    let db = etat.db.read();
    let (arretes, mortes) = (delegations::arretes(db).await?, courrier::porte::mortes(db).await?);
    let mut proches = Vec::with_capacity(limite);
    for centre in centres_proches(etat, &d.offre.romes, point, RAYON_KM).await? {
        let siret = centre.siret.as_str();
        if arretes.contains(siret) || deja.iter().any(|d| d.centre == siret) {
            continue;
        }
        if let Some(courriel) = adresse(db, &centre, |a| mortes.contains(a)).await? {
            proches.push(Proche { centre, courriel });
        }
        if proches.len() == limite {
            break;
        }
    }
    Ok(proches)
}

/// The mailbox of a centre: published for who teaches, for who answers for it, with the training, else a
/// generic one of the directory.
async fn adresse(
    db: &Lecture,
    centre: &Centre,
    morte: impl Fn(&str) -> bool,
) -> Result<Option<String>, Erreur> {
    let mut publies = contacts(db, std::slice::from_ref(&centre.formation)).await?;
    let publies = publies.remove(&centre.formation).unwrap_or_default();
    let champs = [&publies.formateur, &publies.gestionnaire, &publies.formation];
    let publiee = boite(champs.map(Option::as_deref), &morte);
    if publiee.is_some() {
        return Ok(publiee);
    }
    let organisme = annuaire::porte::organisme(db, &centre.siret).await?;
    let generales = organisme.map(|o| o.contacts).unwrap_or_default();
    Ok(boite(generales.iter().map(|c| Some(c.courriel.as_str())), &morte))
}

/// Whom the centres of an offer may call or write to.
///
/// # Errors
/// When the database refuses.
pub async fn contact(db: &Lecture, d: &Deposee) -> Result<Contact, Erreur> {
    let auteur = comptes::porte::administration::personne(db, &d.auteur).await.ok();
    let contact = Contact { courriel: d.courriel.clone(), ..Contact::default() };
    Ok(match auteur {
        Some(p) => {
            let lisible = p.telephone.parse::<Telephone>().map(|t| t.affichage());
            Contact { qui: p.nom_complet(), telephone: lisible.unwrap_or_default(), ..contact }
        }
        None => contact,
    })
}

/// Proposes an offer to these centres, in the caller's transaction: one mail each, never twice.
///
/// # Errors
/// When the database refuses.
pub async fn proposer(
    etat: &Etat,
    tx: &mut Transaction,
    d: &Deposee,
    (choisis, par): (&[&Proche], &str),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut noms = Vec::with_capacity(choisis.len());
    for proche in choisis {
        if ecrire_au_centre(etat, tx, d, proche, maintenant).await? {
            noms.push(proche.centre.nom.as_str());
        }
    }
    if !noms.is_empty() {
        noter(tx, d, (PROPOSER, par, &noms.join(", ")), maintenant).await?;
    }
    Ok(())
}

/// False when the centre already had this offer, or when its mailbox takes no such mail.
async fn ecrire_au_centre(
    etat: &Etat,
    tx: &mut Transaction,
    d: &Deposee,
    proche: &Proche,
    maintenant: Instant,
) -> Result<bool, Erreur> {
    let secret = coffre::hasard();
    let delegation = delegation(d, &proche.centre, maintenant);
    if !delegations::ajouter(tx, &delegation, &coffre::empreinte(&secret)).await? {
        return Ok(false);
    }
    let lien = format!("/offres/proposition/{secret}");
    let depot = Depot {
        modele: courriels::PROPOSITION,
        a: &proche.courriel,
        contenu: lettres::proposition(d, &delegation, (&etat.reglages.adresse, &lien)),
        cle: Some(format!("{}:{}", d.offre.id, delegation.centre)),
        liste: Some(LISTE),
        a_partir_de: maintenant.ms(),
    };
    let refusee = matches!(deposer(tx, &depot, maintenant.ms()).await?, Sort::Refuse(_));
    if refusee {
        delegations::sans_envoi(tx, (&d.offre.id, &delegation.centre)).await?;
    }
    Ok(!refusee)
}

fn delegation(d: &Deposee, centre: &Centre, maintenant: Instant) -> Delegation {
    Delegation {
        offre: d.offre.id.clone(),
        centre: centre.siret.to_string(),
        nom: centre.nom.clone(),
        ville: centre.ville.clone(),
        km: centre.km.round() as i64,
        envoyee: 1,
        proposee_le: maintenant.ms(),
        expire_le: maintenant.ms() + LIEN_JOURS * JOUR_MS,
        lue_le: None,
        reponse: String::new(),
        repondue_le: None,
    }
}

/// Keeps the answer of a centre; the employer is told, once, when it has someone.
///
/// # Errors
/// When the database refuses.
pub async fn repondre(
    etat: &Etat,
    tx: &mut Transaction,
    (d, delegation): (&Deposee, &Delegation),
    reponse: Reponse,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    delegations::lire(tx, delegation, maintenant.ms()).await?;
    if !delegations::repondre(tx, delegation, (reponse.code(), maintenant.ms())).await? {
        return Ok(());
    }
    let motif = format!("{} : {}", delegation.nom, reponse.libelle());
    noter(tx, d, (REPONSE, PAR_UN_CFA, &motif), maintenant).await?;
    if reponse == Reponse::Oui {
        let lettre = lettres::reponse(d, &delegation.nom, &etat.reglages.adresse);
        let cle = format!("{}:{}", d.offre.id, delegation.centre);
        poste::poster(tx, courriels::REPONSE_D_UN_CFA, d, lettre, &cle, maintenant).await?;
    }
    Ok(())
}

async fn noter(
    tx: &mut Transaction,
    d: &Deposee,
    (acte, par, motif): (&str, &str, &str),
    maintenant: Instant,
) -> Result<(), Erreur> {
    let fait = Fait {
        offre: d.offre.id.clone(),
        acte: acte.to_owned(),
        avant: d.etat.code().to_owned(),
        apres: d.etat.code().to_owned(),
        par: par.to_owned(),
        motif: motif.to_owned(),
        instant: maintenant.ms(),
    };
    Ok(histoire::ajouter(tx, &fait).await?)
}
