//! What applications ask of the offers: where they go, and that they are counted.

use base::{ErreurBase, Lecture, Transaction, evenements};
use noyau::dates::Instant;
use noyau::identifiants::{Rome, Siret};
use web::Role;

use crate::actes::{ErreurActe, REGLE, agir};
use crate::depot::deposees::{self, Deposee};
use crate::depot::{contacts, recruteurs};
use crate::regles::vie::{Acte, CHANGEE, Etat, RECRUTEUR_CHANGE};

/// What an application is addressed to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Objet {
    /// An offer, by its identifier.
    Offre(String),
    /// A company likely to hire.
    Recruteur(Siret),
}

impl Objet {
    /// Its public identifier: `partners_<offer>` or `recruiters_<SIRET>`.
    pub fn code(&self) -> String {
        match self {
            Objet::Offre(id) => format!("{OFFRE}{id}"),
            Objet::Recruteur(siret) => format!("{RECRUTEUR}{siret}"),
        }
    }

    /// What a public identifier names; `None` when it is not one.
    pub fn lire(code: &str) -> Option<Objet> {
        if let Some(id) = code.strip_prefix(OFFRE) {
            return (!id.is_empty()).then(|| Objet::Offre(id.to_owned()));
        }
        code.strip_prefix(RECRUTEUR)?.parse().ok().map(Objet::Recruteur)
    }
}

const OFFRE: &str = "partners_";
const RECRUTEUR: &str = "recruiters_";

/// Who receives the applications. The mailbox is private: it goes to no page, API or export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destinataire {
    /// What is applied to.
    pub objet: Objet,
    /// Title of the offer; empty for a company.
    pub titre: String,
    /// Name to show.
    pub entreprise: String,
    /// The establishment.
    pub siret: Option<Siret>,
    /// Trades.
    pub romes: Vec<Rome>,
    /// Town.
    pub ville: String,
    /// Where applications go.
    pub courriel: String,
    /// Where this mailbox comes from, said in each mail.
    pub source: String,
    /// Asked to whoever applies, three at most.
    pub questions: Vec<String>,
    /// Most applications wanted; none for a company.
    pub plafond: Option<i64>,
    /// Applications received.
    pub recues: i64,
    /// Of the members who may read them.
    pub role: Role,
}

/// Why no application is taken any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fermeture {
    /// Its end has come.
    Expiree,
    /// Somebody was hired.
    Pourvue,
    /// It was withdrawn.
    Annulee,
    /// It received as many as its owner wanted.
    PlafondAtteint,
    /// It is not shown, or not yet.
    NonPubliee,
}

/// What is at the other end of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adresse {
    /// Someone who reads applications.
    Ouverte(Box<Destinataire>),
    /// Nobody any more.
    Close(Fermeture),
    /// Applications do not go through here: another site's offer, or a company without a mailbox
    /// that may be used.
    SansContact,
}

/// Where applications to this go; `None` when nothing has this identifier.
///
/// # Errors
/// When the database refuses.
pub async fn destinataire(
    db: &Lecture,
    objet: &Objet,
    maintenant: Instant,
) -> Result<Option<Adresse>, ErreurBase> {
    match objet {
        Objet::Offre(id) => match deposees::trouver(db, id).await? {
            Some(d) => Ok(Some(de_l_offre(d, maintenant))),
            None => de_l_importee(db, id, maintenant).await,
        },
        Objet::Recruteur(siret) => du_recruteur(db, siret).await,
    }
}

fn de_l_offre(d: Deposee, maintenant: Instant) -> Adresse {
    if let Some(fermeture) = fermeture(&d, maintenant) {
        return Adresse::Close(fermeture);
    }
    if d.courriel.is_empty() || d.perdu_le.is_some() {
        return Adresse::SansContact;
    }
    Adresse::Ouverte(Box::new(Destinataire {
        objet: Objet::Offre(d.offre.id.clone()),
        entreprise: d.offre.employeur.nom.clone(),
        siret: d.offre.siret,
        romes: d.offre.romes.clone(),
        ville: d.offre.lieu.ville.clone().unwrap_or_default(),
        recues: d.recues(),
        role: if d.role == Role::Cfa.code() { Role::Cfa } else { Role::Employeur },
        titre: d.offre.titre,
        courriel: d.courriel,
        source: d.provenance,
        questions: d.questions,
        plafond: d.plafond,
    }))
}

fn fermeture(d: &Deposee, maintenant: Instant) -> Option<Fermeture> {
    match d.etat {
        Etat::Publiee if d.offre.est_visible(maintenant) => None,
        Etat::Publiee | Etat::Expiree => Some(Fermeture::Expiree),
        Etat::Pourvue => Some(Fermeture::Pourvue),
        Etat::Annulee => Some(Fermeture::Annulee),
        Etat::Plafonnee => Some(Fermeture::PlafondAtteint),
        Etat::Brouillon | Etat::EnAttente | Etat::AVerifier | Etat::Refusee => {
            Some(Fermeture::NonPubliee)
        }
    }
}

/// An imported offer is applied to on its publisher's page.
async fn de_l_importee(
    db: &Lecture,
    id: &str,
    maintenant: Instant,
) -> Result<Option<Adresse>, ErreurBase> {
    let offre = super::offre(db, id).await?;
    let visible = |o: super::Offre| o.est_visible(maintenant);
    Ok(offre.map(|o| match visible(o) {
        true => Adresse::SansContact,
        false => Adresse::Close(Fermeture::Expiree),
    }))
}

async fn du_recruteur(db: &Lecture, siret: &Siret) -> Result<Option<Adresse>, ErreurBase> {
    let Some(r) = recruteurs::trouver(db, siret).await? else { return Ok(None) };
    let Some(contact) = contacts::de(db, siret).await? else {
        return Ok(Some(Adresse::SansContact));
    };
    let jour = Instant::from_ms(contact.recu_le).date();
    Ok(Some(Adresse::Ouverte(Box::new(Destinataire {
        objet: Objet::Recruteur(*siret),
        titre: String::new(),
        entreprise: r.employeur.nom,
        siret: Some(*siret),
        romes: r.romes,
        ville: r.lieu.ville.unwrap_or_default(),
        courriel: contact.courriel,
        source: match contact.donne {
            0 => format!("fichier France Travail reçu le {}", jour.long()),
            _ => format!("indiquée par l’entreprise le {}", jour.long()),
        },
        questions: Vec::new(),
        plafond: None,
        recues: contacts::recues(db, siret).await?,
        role: Role::Employeur,
    }))))
}

/// Counts an application, in the transaction that stores it; closes the offer when its ceiling is
/// reached. False when the offer closed since [`destinataire`] was asked: nothing is counted.
///
/// # Errors
/// When the database refuses.
pub async fn compter_candidature(
    tx: &mut Transaction,
    objet: &Objet,
    maintenant: Instant,
) -> Result<bool, ErreurBase> {
    let id = match objet {
        Objet::Recruteur(siret) => {
            return contacts::compter(tx, siret, maintenant.ms()).await.map(|()| true);
        }
        Objet::Offre(id) => id,
    };
    if !deposees::compter_candidature(tx, id).await? {
        return Ok(false);
    }
    let Some(mut d) = deposees::relire(tx, id).await? else { return Ok(false) };
    if d.plafond.is_none_or(|plafond| d.recues() < plafond) {
        return Ok(true);
    }
    let motif = format!("{} candidatures reçues", d.recues());
    match agir(tx, &mut d, Acte::Plafonner, (REGLE, &motif), maintenant).await {
        Err(ErreurActe::Base(e)) => Err(e),
        // Another act closed it in between: it is closed all the same.
        Err(ErreurActe::Refus(_)) | Ok(()) => Ok(true),
    }
}

/// Notes that mails no longer arrive: no application goes there until the mailbox changes.
///
/// # Errors
/// When the database refuses.
pub async fn contact_perdu(
    tx: &mut Transaction,
    objet: &Objet,
    maintenant: Instant,
) -> Result<(), ErreurBase> {
    match objet {
        Objet::Recruteur(siret) => {
            contacts::perdre(tx, siret, maintenant.ms()).await?;
            let rien = serde_json::Value::Null;
            evenements::publier(tx, RECRUTEUR_CHANGE, siret.as_str(), &rien, maintenant.ms()).await
        }
        Objet::Offre(id) => {
            if deposees::perdre_le_contact(tx, id, maintenant.ms()).await? {
                let rien = serde_json::Value::Null;
                evenements::publier(tx, CHANGEE, id, &rien, maintenant.ms()).await?;
            }
            Ok(())
        }
    }
}
