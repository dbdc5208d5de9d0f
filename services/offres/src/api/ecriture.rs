//! `POST /api/job/v1/offer` and `PUT /api/job/v1/offer/{id}`: partners publish their offers.

mod lecture;
pub mod modele;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use noyau::dates::Instant;
use noyau::effectif::TrancheEffectif;
use serde::Serialize;
use ulid::Ulid;
use utoipa::ToSchema;
use web::guichet::Partenaire;
use web::{Erreur, Etat};

use self::lecture::lire;
use self::modele::OffreEcrite;
use crate::actes::agir;
use crate::depot::deposees::{self, Deposee};
use crate::depot::partenaires;
use crate::porte::{Candidature, Employeur, Offre, Statut};
use crate::reception::{examiner, recevoir};
use crate::refus;
use crate::regles::situer;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// Role of the offers of partners.
const PARTENAIRE: &str = "partenaire";

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JobOfferCreated)]
pub struct Creee {
    /// Identifiant de l’offre ici.
    id: String,
}

/// Publier une offre
///
/// L'offre est contrôlée tout de suite ; `publishing-informations` dit si elle est publiée, et sinon
/// pourquoi. Le même `partner_job_id` une seconde fois modifie l'offre.
#[utoipa::path(
    post,
    path = "/api/job/v1/offer",
    request_body = OffreEcrite,
    responses(
        (status = 200, description = "L’offre est reçue", body = Creee),
        (status = 400, description = "Une valeur est à corriger"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 409, description = "L’offre a changé entre-temps"),
        (status = 429, description = "Plus de 30 demandes par minute"),
    )
)]
pub async fn creer(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    corps: Bytes,
) -> Result<Json<Creee>, Erreur> {
    let ecrite = decoder(&corps)?;
    let (id, _) = deposer(&etat, &partenaire, &ecrite).await?;
    Ok(Json(Creee { id }))
}

/// Modifier une offre
///
/// Une offre de ce partenaire. `status` à `Filled` ou `Cancelled` la retire.
#[utoipa::path(
    put,
    path = "/api/job/v1/offer/{id}",
    params(("id" = String, Path, description = "`id` rendu à la création")),
    request_body = OffreEcrite,
    responses(
        (status = 204, description = "L’offre est modifiée"),
        (status = 400, description = "Une valeur est à corriger, ou l’offre est close"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel, ou l’offre est d’un autre"),
        (status = 404, description = "Aucune offre ne porte cet identifiant"),
        (status = 409, description = "L’offre a changé entre-temps"),
        (status = 429, description = "Plus de 30 demandes par minute"),
    )
)]
pub async fn modifier(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    Path(id): Path<String>,
    corps: Bytes,
) -> Result<StatusCode, Erreur> {
    let ecrite = decoder(&corps)?;
    let d = deposees::trouver(etat.db.read(), &id).await?;
    let d = d.ok_or_else(|| Erreur::introuvable("Aucune offre ne porte cet identifiant."))?;
    if d.role != PARTENAIRE || d.offre.origine != partenaire.nom {
        let message = "Cette offre est d’un autre partenaire.";
        return Err(Erreur::interdit("offre.autre", message));
    }
    ecrire(&etat, &partenaire, d, &ecrite).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What became of an offer that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecriture {
    /// It says what it said already, and is shown.
    Inchangee,
    /// It is now in this state.
    Ecrite(EtatDOffre),
}

/// Writes an offer of a partner: the one of its reference, else a new one. Its identifier, and what became
/// of it.
pub async fn deposer(
    etat: &Etat,
    partenaire: &Partenaire,
    ecrite: &OffreEcrite,
) -> Result<(String, Ecriture), Erreur> {
    let reference = ecrite.reference();
    let connue = match reference {
        Some(reference) => {
            partenaires::par_reference(etat.db.read(), &partenaire.nom, reference).await?
        }
        None => None,
    };
    let neuve = || neuve(partenaire, reference, etat.horloge.maintenant());
    ecrire(etat, partenaire, connue.unwrap_or_else(neuve), ecrite).await
}

fn decoder(corps: &[u8]) -> Result<OffreEcrite, Erreur> {
    serde_json::from_slice(corps).map_err(|e| Erreur::parametre("corps", &e.to_string()))
}

/// Checks what was written, and puts it where it goes.
async fn ecrire(
    etat: &Etat,
    partenaire: &Partenaire,
    mut d: Deposee,
    ecrite: &OffreEcrite,
) -> Result<(String, Ecriture), Erreur> {
    if matches!(d.etat, EtatDOffre::Pourvue | EtatDOffre::Annulee | EtatDOffre::Expiree) {
        let message = "Cette offre est close : publiez-en une autre, sous une autre référence.";
        return Err(Erreur::nouvelle(StatusCode::BAD_REQUEST, "offre.close", message));
    }
    let nouvelle = d.etat == EtatDOffre::Brouillon;
    let avant = d.clone();
    let statut = lire(&mut d, ecrite, etat.horloge.maintenant())?;
    if statut != Statut::Active {
        if nouvelle {
            return Err(Erreur::parametre("offer.status", "une offre nouvelle est « Active »"));
        }
        // What was never shown cannot be filled: it is withdrawn.
        let acte = match (statut, d.etat) {
            (Statut::Pourvue, EtatDOffre::Publiee) => Acte::Pourvoir,
            _ => Acte::Annuler,
        };
        retirer(etat, &partenaire.cle, &mut d, (acte, "Retirée par son éditeur")).await?;
        return Ok((d.offre.id, Ecriture::Ecrite(d.etat)));
    }
    let examen = examiner(etat, &mut d).await?;
    if d == avant && d.etat == EtatDOffre::Publiee && examen.est_bon() {
        return Ok((d.offre.id, Ecriture::Inchangee));
    }
    recevoir(etat, &mut d, &examen, (nouvelle, &partenaire.cle)).await?;
    Ok((d.offre.id, Ecriture::Ecrite(d.etat)))
}

/// Its publisher takes it away.
pub async fn retirer(
    etat: &Etat,
    par: &str,
    d: &mut Deposee,
    (acte, motif): (Acte, &str),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    agir(&mut tx, d, acte, (par, motif), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(())
}

fn neuve(partenaire: &Partenaire, reference: Option<&str>, maintenant: Instant) -> Deposee {
    let id = Ulid::new().to_string();
    let offre = Offre {
        origine: partenaire.nom.clone(),
        reference: reference.unwrap_or(&id).to_owned(),
        statut: Statut::EnAttente,
        siret: None,
        employeur: Employeur {
            nom: String::new(),
            presentation: None,
            site: None,
            taille: None::<TrancheEffectif>,
            naf: None,
            secteur: None,
            idcc: None,
            opco: None,
        },
        lieu: situer("", None),
        romes: Vec::new(),
        handicap: false,
        candidature: Candidature::default(),
        titre: String::new(),
        description: String::new(),
        niveau: None,
        contrats: Vec::new(),
        debut: None,
        type_debut: None,
        debut_souple: false,
        duree_mois: None,
        rythme: None,
        teletravail: None,
        postes: 1,
        competences: Vec::new(),
        acquis: Vec::new(),
        conditions: Vec::new(),
        publication: None,
        expiration: None,
        deleguee: false,
        formation_incluse: false,
        id,
    };
    Deposee {
        offre,
        etat: EtatDOffre::Brouillon,
        role: PARTENAIRE.to_owned(),
        organisme: partenaire.nom.clone(),
        auteur: String::new(),
        courriel: String::new(),
        provenance: format!("API de dépôt, {}", partenaire.nom),
        perdu_le: None,
        appellation: String::new(),
        texte_libre: String::new(),
        questions: Vec::new(),
        plafond: None,
        prolongations: 0,
        rappel: 0,
        vues: 0,
        ouvertures: 0,
        motif: String::new(),
        creee_le: maintenant.ms(),
        modifiee_le: maintenant.ms(),
        mandat: String::new(),
    }
}
