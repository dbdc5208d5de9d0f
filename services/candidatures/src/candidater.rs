//! Taking an application: the row, the CV, the count and the mails in one transaction. What is
//! acknowledged is stored; what is not stored is not acknowledged.

use base::Transaction;
use noyau::dates::Instant;
use offres::porte::{self, Adresse, Destinataire, Objet};
use serde_json::json;
use ulid::Ulid;
use web::{Erreur, Etat};

use crate::courriels;
use crate::depot::candidatures::{self, Ligne, Portee};
use crate::depot::cv;
use crate::envoi::{self, Envoi};
use crate::poste::poster;
use crate::refus::Refus;
use crate::regles::demande::Demande;
use crate::regles::etat::Etat as EtatDeCandidature;
use crate::regles::limites::{debut_du_jour, verifier};

/// What became of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issue {
    /// It is stored, under this identifier.
    Acceptee(String),
    /// The same form was sent before: it is that application.
    Deja(String),
    /// It is not taken.
    Refusee(Refus),
}

/// Takes an application to what it is addressed to, found here.
///
/// # Errors
/// When the database refuses: nothing is kept.
pub async fn trouver_et_candidater(
    etat: &Etat,
    objet: &Objet,
    demande: &Demande,
) -> Result<Issue, Erreur> {
    match trouver(etat, objet, etat.horloge.maintenant()).await? {
        Ok(destinataire) => candidater(etat, &destinataire, demande).await,
        // The form sent again after its first sending closed the offer.
        Err(refus) => Ok(deja(etat, demande).await?.unwrap_or(Issue::Refusee(refus))),
    }
}

/// Takes an application. All that can be made before the transaction is: while it lasts, nobody else
/// writes in SQLite.
///
/// # Errors
/// When the database refuses: nothing is kept.
pub async fn candidater(
    etat: &Etat,
    destinataire: &Destinataire,
    demande: &Demande,
) -> Result<Issue, Erreur> {
    let (maintenant, objet) = (etat.horloge.maintenant(), &destinataire.objet);
    let id = Ulid::new().to_string();
    let scelle = etat.reglages.coffre.sceller_octets(cv::PLACE, &id, &demande.cv.octets)?;
    let examen = etat.reglages.antivirus.is_some();
    let mut ligne = ligne(id, demande, destinataire, examen, maintenant.ms());
    let pret = (!examen).then(|| envoi::preparer(etat, &ligne, Envoi::Premier));
    let recue = courriels::recue(&etat.reglages.adresse, &ligne);

    let mut tx = etat.db.write().await?;
    candidatures::verrouiller(&mut tx, &objet.code(), demande.courriel.as_str()).await?;
    if let Some(jeton) = &demande.jeton
        && let Some(deja) = candidatures::par_jeton(&mut tx, jeton).await?
    {
        return Ok(Issue::Deja(deja));
    }
    if let Err(refus) = limiter(&mut tx, destinataire, demande, maintenant).await? {
        return Ok(Issue::Refusee(refus));
    }
    if !porte::compter_candidature(&mut tx, objet, maintenant).await? {
        drop(tx);
        return fermee(etat, objet, maintenant).await;
    }
    if let Some(pret) = &pret {
        match envoi::mettre_en_file(&mut tx, &ligne, pret).await? {
            Ok(envoi) => ligne.envoi = envoi,
            Err(refus) => {
                drop(tx);
                perdre_le_contact(etat, objet, maintenant).await?;
                return Ok(Issue::Refusee(refus));
            }
        }
    }
    candidatures::ajouter(&mut tx, &ligne).await?;
    let taille = i64::try_from(demande.cv.octets.len()).unwrap_or(i64::MAX);
    let fichier = (demande.cv.genre, taille, scelle);
    cv::ajouter(&mut tx, &ligne.id, fichier, maintenant.ms()).await?;
    candidatures::noter(&mut tx, &ligne.id, "Candidature déposée", maintenant.ms()).await?;
    if let Some(pret) = &pret {
        envoi::relier(&mut tx, &ligne, (pret, ligne.envoi.as_deref())).await?;
    }
    let (a, maintenant) = (&ligne.courriel, maintenant.ms());
    poster(&mut tx, "candidatures.recue", a, recue, &ligne.id, maintenant).await?;
    tx.commit().await?;
    etat.compter("candidatures.deposees", &ligne.genre);
    Ok(Issue::Acceptee(ligne.id))
}

/// The application that this form already sent.
async fn deja(etat: &Etat, demande: &Demande) -> Result<Option<Issue>, Erreur> {
    let Some(jeton) = &demande.jeton else { return Ok(None) };
    Ok(candidatures::du_formulaire(etat.db.read(), jeton).await?.map(Issue::Deja))
}

/// What is said of an offer that closed while the application was being taken.
async fn fermee(etat: &Etat, objet: &Objet, maintenant: Instant) -> Result<Issue, Erreur> {
    let close = trouver(etat, objet, maintenant).await?.err();
    Ok(Issue::Refusee(close.unwrap_or(Refus::Inconnu)))
}

/// Who receives what is applied to.
///
/// # Errors
/// When the database refuses.
pub async fn trouver(
    etat: &Etat,
    objet: &Objet,
    maintenant: Instant,
) -> Result<Result<Destinataire, Refus>, Erreur> {
    let adresse = porte::destinataire(etat.db.read(), objet, maintenant).await?;
    Ok(match adresse {
        None => Err(Refus::Inconnu),
        Some(Adresse::Close(fermeture)) => Err(Refus::Close(fermeture)),
        Some(Adresse::SansContact) => Err(Refus::SansContact),
        Some(Adresse::Ouverte(destinataire)) => Ok(*destinataire),
    })
}

async fn perdre_le_contact(etat: &Etat, objet: &Objet, maintenant: Instant) -> Result<(), Erreur> {
    let mut tx = etat.db.write().await?;
    porte::contact_perdu(&mut tx, objet, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

async fn limiter(
    tx: &mut Transaction,
    destinataire: &Destinataire,
    demande: &Demande,
    maintenant: Instant,
) -> Result<Result<(), Refus>, Erreur> {
    let (genre, objet) = nommer(&destinataire.objet);
    // An offer has its own ceiling; what reaches it through this site is not counted by company.
    let compte_ici = genre == "recruteur" || !demande.appelant.is_empty();
    let siret = destinataire.siret.as_ref().filter(|_| compte_ici);
    let portee = Portee {
        courriel: demande.courriel.as_str(),
        genre,
        objet: &objet,
        siret: siret.map(|s| s.as_str()),
        appelant: &demande.appelant,
        jour: debut_du_jour(maintenant),
    };
    let compte = candidatures::compter(tx, &portee).await?;
    Ok(verifier(compte).map_err(Refus::Limite))
}

/// Kind and identifier, as they are stored.
pub fn nommer(objet: &Objet) -> (&'static str, String) {
    match objet {
        Objet::Offre(id) => ("offre", id.clone()),
        Objet::Recruteur(siret) => ("recruteur", siret.to_string()),
    }
}

/// What an application was addressed to.
pub fn objet_de(ligne: &Ligne) -> Option<Objet> {
    match ligne.genre.as_str() {
        "offre" => Some(Objet::Offre(ligne.objet.clone())),
        _ => ligne.objet.parse().ok().map(Objet::Recruteur),
    }
}

fn ligne(id: String, d: &Demande, vers: &Destinataire, examen: bool, maintenant: i64) -> Ligne {
    let (genre, objet) = nommer(&vers.objet);
    let etat = if examen { EtatDeCandidature::AAnalyser } else { EtatDeCandidature::EnRoute };
    Ligne {
        id,
        jeton: d.jeton.clone(),
        genre: genre.to_owned(),
        objet,
        titre: vers.titre.clone(),
        entreprise: vers.entreprise.clone(),
        siret: vers.siret.as_ref().map(|s| s.to_string()).unwrap_or_default(),
        ville: vers.ville.clone(),
        role: vers.role.code().to_owned(),
        destinataire: vers.courriel.clone(),
        source: vers.source.clone(),
        appelant: d.appelant.clone(),
        courriel: d.courriel.to_string(),
        prenom: d.prenom.clone(),
        nom: d.nom.clone(),
        telephone: d.telephone.to_string(),
        message: d.message.clone(),
        recherche: json!(d.recherche).to_string(),
        reponses: json!(d.reponses).to_string(),
        anonyme: i64::from(d.anonyme),
        cv_nom: d.cv.nom.clone(),
        etat: etat.code().to_owned(),
        echec: String::new(),
        examen: if examen { "attendue" } else { "sans" }.to_owned(),
        essais: 0,
        prochaine: maintenant,
        envoi: None,
        intention: None,
        reponse: String::new(),
        motifs: "[]".to_owned(),
        repondue_le: None,
        repondue_par: String::new(),
        lue_le: None,
        relancee_le: None,
        close_le: None,
        deposee_le: maintenant,
        envoyee_le: None,
    }
}
