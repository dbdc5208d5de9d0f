//! `POST /api/job/v1/offer` and `PUT /api/job/v1/offer/{id}`: partners publish their offers.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use noyau::dates::Instant;
use noyau::effectif::TrancheEffectif;
use noyau::identifiants::{Courriel, Siret};
use noyau::niveau::NiveauDiplome;
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use utoipa::ToSchema;
use web::guichet::Partenaire;
use web::{Erreur, Etat};

use crate::actes::agir;
use crate::depot::deposees::{self, Deposee};
use crate::depot::partenaires;
use crate::porte::{Candidature, Employeur, Objet, Offre, Statut, Teletravail, TypeDebut};
use crate::reception::{examiner, recevoir};
use crate::refus;
use crate::regles::vie::{Acte, Etat as EtatDOffre};
use crate::regles::{self, Contrat, situer, texte_simple, titre_sans_redite};

/// Clocks differ: a publication this far ahead, an end this far behind, are now.
const JEU_MS: i64 = 5 * 60 * 1_000;

/// Shortest title and description (those of the public job API).
const TITRE_MIN: usize = 3;
const DESCRIPTION_MIN: usize = 30;

/// Role of the offers of partners.
const PARTENAIRE: &str = "partenaire";

/// Identifier at the partner's.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteIdentifier)]
pub struct IdentifiantEcrit {
    /// Identifiant de l’offre chez le partenaire.
    pub partner_job_id: Option<String>,
}

/// Where the job is.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteLocation)]
pub struct LieuEcrit {
    /// Adresse du lieu de travail.
    pub address: Option<String>,
}

/// The company.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteWorkplace)]
pub struct EntrepriseEcrite {
    /// SIRET de l’établissement.
    #[schema(example = "90000000100009")]
    pub siret: String,
    /// Nom à afficher.
    pub name: Option<String>,
    /// Ce qu’elle dit d’elle-même.
    pub description: Option<String>,
    /// Son site.
    pub website: Option<String>,
    /// Lieu de travail, s’il n’est pas l’adresse de l’établissement.
    pub location: Option<LieuEcrit>,
}

/// How to apply: one at least.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteApply)]
pub struct CandidatureEcrite {
    /// Adresse qui reçoit les candidatures ; jamais montrée.
    pub email: Option<String>,
    /// Page où postuler.
    pub url: Option<String>,
    /// Téléphone : accepté pour les clients existants, il n’est ni gardé ni montré.
    pub phone: Option<String>,
}

/// The contract.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteContract)]
pub struct ContratEcrit {
    /// Début.
    pub start: Option<String>,
    /// Durée en mois.
    pub duration: Option<i64>,
    /// `onsite`, `hybrid` ou `remote`.
    pub remote: Option<String>,
    /// `Apprentissage`, `Professionnalisation` ; les deux si rien n’est dit.
    #[serde(rename = "type")]
    pub genres: Option<Vec<String>>,
}

/// Diploma aimed at.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteDiploma)]
pub struct DiplomeEcrit {
    /// Niveau européen, 3 à 7.
    pub european: Option<String>,
}

/// Dates of the publication.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = JobOfferWritePublication)]
pub struct DatesEcrites {
    /// Publiée le.
    pub creation: Option<String>,
    /// Montrée jusqu’au ; deux mois si rien n’est dit.
    pub expiration: Option<String>,
}

/// The job.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWriteOffer)]
pub struct PosteEcrit {
    /// Intitulé, 3 caractères au moins.
    #[schema(example = "Boulanger, boulangère")]
    pub title: String,
    /// Description, 30 caractères au moins.
    #[schema(example = "Vous pétrissez, façonnez et cuisez avec une équipe de trois personnes.")]
    pub description: String,
    /// Qualités attendues.
    pub desired_skills: Option<Vec<String>>,
    /// Compétences qui seront apprises.
    pub to_be_acquired_skills: Option<Vec<String>>,
    /// Conditions d’accès.
    pub access_conditions: Option<Vec<String>>,
    /// Nombre de postes.
    pub opening_count: Option<i64>,
    /// Métiers ; trouvés d’après l’intitulé si rien n’est dit.
    pub rome_codes: Option<Vec<String>>,
    /// Diplôme préparé.
    pub target_diploma: Option<DiplomeEcrit>,
    /// Dates de publication.
    pub publication: Option<DatesEcrites>,
    /// `Active`, `Filled` ou `Cancelled`.
    pub status: Option<String>,
}

/// An offer as partners write it.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = JobOfferWrite)]
pub struct OffreEcrite {
    /// Identifiants.
    #[serde(default)]
    pub identifier: IdentifiantEcrit,
    /// L’entreprise.
    pub workplace: EntrepriseEcrite,
    /// Comment postuler.
    pub apply: CandidatureEcrite,
    /// Le contrat.
    #[serde(default)]
    pub contract: ContratEcrit,
    /// Le poste.
    pub offer: PosteEcrit,
}

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
    let reference = ecrite.identifier.partner_job_id.clone().filter(|r| !r.trim().is_empty());
    let connue = match &reference {
        Some(reference) => {
            partenaires::par_reference(etat.db.read(), &partenaire.nom, reference).await?
        }
        None => None,
    };
    let id = match connue {
        Some(d) => ecrire(&etat, &partenaire, d, &ecrite).await?,
        None => {
            let neuve = neuve(&partenaire, reference, etat.horloge.maintenant());
            ecrire(&etat, &partenaire, neuve, &ecrite).await?
        }
    };
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

fn decoder(corps: &[u8]) -> Result<OffreEcrite, Erreur> {
    serde_json::from_slice(corps).map_err(|e| Erreur::parametre("corps", &e.to_string()))
}

/// Checks what was written, and puts it where it goes; its identifier.
async fn ecrire(
    etat: &Etat,
    partenaire: &Partenaire,
    mut d: Deposee,
    ecrite: &OffreEcrite,
) -> Result<String, Erreur> {
    if matches!(d.etat, EtatDOffre::Pourvue | EtatDOffre::Annulee | EtatDOffre::Expiree) {
        let message = "Cette offre est close : publiez-en une autre, sous une autre référence.";
        return Err(Erreur::nouvelle(StatusCode::BAD_REQUEST, "offre.close", message));
    }
    let nouvelle = d.etat == EtatDOffre::Brouillon;
    let statut = lire(&mut d, ecrite, etat.horloge.maintenant())?;
    if statut != Statut::Active {
        return retirer(etat, partenaire, d, (nouvelle, statut)).await;
    }
    let examen = examiner(etat, &mut d).await?;
    recevoir(etat, &mut d, &examen, (nouvelle, &partenaire.cle)).await?;
    Ok(d.offre.id)
}

/// Its publisher takes it away.
async fn retirer(
    etat: &Etat,
    partenaire: &Partenaire,
    mut d: Deposee,
    (nouvelle, statut): (bool, Statut),
) -> Result<String, Erreur> {
    if nouvelle {
        return Err(Erreur::parametre("offer.status", "une offre nouvelle est « Active »"));
    }
    // What was never shown cannot be filled: it is withdrawn.
    let acte = match (statut, d.etat) {
        (Statut::Pourvue, EtatDOffre::Publiee) => Acte::Pourvoir,
        _ => Acte::Annuler,
    };
    let maintenant = etat.horloge.maintenant();
    let qui = (partenaire.cle.as_str(), "Retirée par son éditeur");
    let mut tx = etat.db.write().await?;
    agir(&mut tx, &mut d, acte, qui, maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(d.offre.id)
}

fn neuve(partenaire: &Partenaire, reference: Option<String>, maintenant: Instant) -> Deposee {
    let id = Ulid::new().to_string();
    let offre = Offre {
        origine: partenaire.nom.clone(),
        reference: reference.unwrap_or_else(|| id.clone()),
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
    }
}

/// Puts what was written into the offer; the status asked for.
fn lire(d: &mut Deposee, e: &OffreEcrite, maintenant: Instant) -> Result<Statut, Erreur> {
    let siret: Siret = valeur("workplace.siret", &e.workplace.siret)?;
    d.offre.siret = Some(siret);
    lire_l_entreprise(d, &e.workplace)?;
    lire_la_candidature(d, &e.apply)?;
    lire_le_contrat(&mut d.offre, &e.contract, maintenant)?;
    lire_le_poste(&mut d.offre, &e.offer)?;
    d.texte_libre.clone_from(&d.offre.description);
    lire_les_dates(&mut d.offre, e.offer.publication.as_ref(), maintenant)?;
    let statut = e.offer.status.as_deref().unwrap_or("Active");
    match statut {
        "Active" | "Filled" | "Cancelled" => Ok(Statut::de_api(statut).unwrap_or(Statut::Active)),
        _ => Err(Erreur::parametre("offer.status", "« Active », « Filled » ou « Cancelled »")),
    }
}

fn valeur<T: std::str::FromStr<Err = noyau::ValeurInvalide>>(
    nom: &str,
    texte: &str,
) -> Result<T, Erreur> {
    texte.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre(nom, &e.message))
}

fn lire_l_entreprise(d: &mut Deposee, w: &EntrepriseEcrite) -> Result<(), Erreur> {
    let o = &mut d.offre;
    o.employeur.nom = w.name.as_deref().map(texte_simple).unwrap_or_default();
    o.employeur.presentation = w.description.as_deref().map(texte_simple).filter(|t| !t.is_empty());
    o.employeur.site = match w.website.as_deref() {
        None | Some("") => None,
        Some(site) => Some(regles::adresse_web(site).ok_or_else(|| {
            Erreur::parametre("workplace.website", "ce n’est pas l’adresse d’un site")
        })?),
    };
    let adresse = w.location.as_ref().and_then(|l| l.address.as_deref()).unwrap_or_default();
    o.lieu = situer(adresse, None);
    Ok(())
}

fn lire_la_candidature(d: &mut Deposee, a: &CandidatureEcrite) -> Result<(), Erreur> {
    let dit = |v: &Option<String>| v.clone().filter(|t| !t.trim().is_empty());
    let (email, url) = (dit(&a.email), dit(&a.url));
    if email.is_none() && url.is_none() {
        let message = match dit(&a.phone) {
            Some(_) => "un téléphone ne suffit pas : donnez email ou url",
            None => "donnez au moins email ou url",
        };
        return Err(Erreur::parametre("apply", message));
    }
    let courriel: Option<Courriel> = email.map(|e| valeur("apply.email", &e)).transpose()?;
    let url = url
        .map(|u| {
            regles::adresse_web(&u)
                .ok_or_else(|| Erreur::parametre("apply.url", "ce n’est pas l’adresse d’une page"))
        })
        .transpose()?;
    d.courriel = courriel.map(|c| c.to_string()).unwrap_or_default();
    d.perdu_le = None;
    d.offre.candidature.url = url;
    let simple = !d.courriel.is_empty();
    d.offre.candidature.destinataire = simple.then(|| Objet::Offre(d.offre.id.clone()).code());
    Ok(())
}

fn lire_le_contrat(o: &mut Offre, c: &ContratEcrit, maintenant: Instant) -> Result<(), Erreur> {
    o.debut = match c.start.as_deref() {
        None | Some("") => None,
        Some(texte) => Some(instant("contract.start", texte)?.date()),
    };
    let proche = o.debut.is_none_or(|d| d <= maintenant.date());
    o.type_debut = Some(if proche { TypeDebut::DesQuePossible } else { TypeDebut::DatePrecise });
    o.duree_mois = match c.duration {
        Some(mois) if !(1..=60).contains(&mois) => {
            return Err(Erreur::parametre("contract.duration", "de 1 à 60 mois"));
        }
        mois => mois,
    };
    o.teletravail = match c.remote.as_deref() {
        None => None,
        Some(mot) => Some(Teletravail::de_api(mot).ok_or_else(|| {
            Erreur::parametre("contract.remote", "« onsite », « hybrid » ou « remote »")
        })?),
    };
    let deux = || vec![Contrat::Apprentissage, Contrat::Professionnalisation];
    o.contrats = match &c.genres {
        None => deux(),
        Some(mots) if mots.is_empty() => deux(),
        Some(mots) => mots
            .iter()
            .map(|mot| {
                Contrat::de_code(mot).ok_or_else(|| {
                    let message = "« Apprentissage » ou « Professionnalisation »";
                    Erreur::parametre("contract.type", message)
                })
            })
            .collect::<Result<_, _>>()?,
    };
    Ok(())
}

fn lire_le_poste(o: &mut Offre, p: &PosteEcrit) -> Result<(), Erreur> {
    o.titre = titre_sans_redite(&p.title);
    if o.titre.chars().count() < TITRE_MIN {
        return Err(Erreur::parametre("offer.title", "3 caractères au moins"));
    }
    o.description = texte_simple(&p.description);
    if o.description.chars().count() < DESCRIPTION_MIN {
        return Err(Erreur::parametre("offer.description", "30 caractères au moins"));
    }
    o.competences = p.desired_skills.clone().unwrap_or_default();
    o.acquis = p.to_be_acquired_skills.clone().unwrap_or_default();
    o.conditions = p.access_conditions.clone().unwrap_or_default();
    o.postes = match p.opening_count.unwrap_or(1) {
        n if n >= 1 => n,
        _ => return Err(Erreur::parametre("offer.opening_count", "un poste au moins")),
    };
    o.romes = p
        .rome_codes
        .iter()
        .flatten()
        .map(|code| valeur("offer.rome_codes", code))
        .collect::<Result<_, _>>()?;
    let niveau = p.target_diploma.as_ref().and_then(|d| d.european.as_deref());
    o.niveau = match niveau {
        None => None,
        Some(texte) => {
            let lu = texte.parse::<u8>().ok().filter(|n| (3..=7).contains(n));
            let lu = lu.and_then(|n| NiveauDiplome::new(n).ok());
            let message = "un niveau européen de 3 à 7";
            Some(lu.ok_or_else(|| Erreur::parametre("offer.target_diploma.european", message))?)
        }
    };
    Ok(())
}

fn lire_les_dates(
    o: &mut Offre,
    dates: Option<&DatesEcrites>,
    maintenant: Instant,
) -> Result<(), Erreur> {
    let dit = |v: &Option<String>| v.clone().filter(|t| !t.is_empty());
    let creation = dates.and_then(|d| dit(&d.creation));
    let fin = dates.and_then(|d| dit(&d.expiration));
    if let Some(texte) = creation {
        let quand = instant("offer.publication.creation", &texte)?;
        if quand.ms() > maintenant.ms() + JEU_MS {
            let message = "une date à venir ne peut pas être celle de la publication";
            return Err(Erreur::parametre("offer.publication.creation", message));
        }
        o.publication = Some(quand);
    }
    if let Some(texte) = fin {
        let quand = instant("offer.publication.expiration", &texte)?;
        if quand.ms() < maintenant.ms() - JEU_MS {
            return Err(Erreur::parametre("offer.publication.expiration", "cette date est passée"));
        }
        o.expiration = Some(quand);
    }
    Ok(())
}

fn instant(nom: &str, texte: &str) -> Result<Instant, Erreur> {
    texte.parse().map_err(|_| {
        Erreur::parametre(nom, "une date ISO 8601 avec son fuseau : 2026-11-24T08:00:00+01:00")
    })
}
