//! Read models of the public job API: each field in its order, null when unknown.

use noyau::dates::Instant;
use noyau::effectif::TrancheEffectif;
use serde::Serialize;
use utoipa::ToSchema;

use crate::porte::{Candidature, Employeur, Offre, Recruteur};
use crate::regles::{Localisation, repere};

/// GeoJSON point.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PointEmploi)]
pub struct Geopoint {
    /// Longitude, latitude.
    coordinates: [f64; 2],
    /// `Point`.
    #[serde(rename = "type")]
    genre: &'static str,
}

/// Where.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobLocation)]
pub struct Location {
    /// Address on one line.
    address: String,
    /// Position: that of the main town when only a département or a région is known.
    geopoint: Geopoint,
}

/// Activity.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobNaf)]
pub struct NafApi {
    /// NAF code.
    code: String,
    /// Its label.
    label: Option<String>,
}

/// What the company does.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobDomain)]
pub struct Domain {
    /// Collective agreement.
    idcc: Option<i64>,
    /// Opérateur de compétences.
    opco: Option<String>,
    /// Activity.
    naf: Option<NafApi>,
}

/// The workplace.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobWorkplace)]
pub struct Workplace {
    /// Name.
    name: Option<String>,
    /// What it says of itself.
    description: Option<String>,
    /// Site.
    website: Option<String>,
    /// SIRET.
    siret: Option<String>,
    /// Where.
    location: Location,
    /// Brand.
    brand: Option<String>,
    /// Legal name.
    legal_name: Option<String>,
    /// Number of employees: `10-19`.
    size: Option<String>,
    /// Activity.
    domain: Domain,
}

/// How to apply.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobApply)]
pub struct Apply {
    /// Telephone: never given.
    phone: Option<String>,
    /// Page where to apply.
    url: String,
    /// Under which one can be written to.
    recipient_id: Option<String>,
}

/// The contract.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobContract)]
pub struct ContractApi {
    /// Start.
    #[schema(value_type = Option<String>, format = DateTime)]
    start: Option<Instant>,
    /// Months.
    duration: Option<i64>,
    /// `Apprentissage`, `Professionnalisation`.
    #[serde(rename = "type")]
    genres: Vec<&'static str>,
    /// `onsite`, `hybrid` or `remote`.
    remote: Option<&'static str>,
}

/// Dates of an offer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobPublication)]
pub struct Publication {
    /// Published on.
    #[schema(value_type = Option<String>, format = DateTime)]
    creation: Option<Instant>,
    /// Shown until.
    #[schema(value_type = Option<String>, format = DateTime)]
    expiration: Option<Instant>,
}

/// Diploma aimed at.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobTargetDiploma)]
pub struct TargetDiploma {
    /// European level, 3 to 7.
    european: String,
    /// In words.
    label: String,
}

/// What the job is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobOffer)]
pub struct OfferApi {
    /// Title.
    title: String,
    /// Skills wished.
    desired_skills: Vec<String>,
    /// Skills that will be learnt.
    to_be_acquired_skills: Vec<String>,
    /// Conditions of access.
    access_conditions: Vec<String>,
    /// People wanted.
    opening_count: i64,
    /// Dates.
    publication: Publication,
    /// Trades.
    rome_codes: Vec<String>,
    /// The job.
    description: String,
    /// Diploma aimed at; null when any.
    target_diploma: Option<TargetDiploma>,
    /// `Active`, `Filled` or `Cancelled`.
    status: &'static str,
}

/// Identifiers of an offer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobIdentifier)]
pub struct Identifier {
    /// At its publisher's.
    partner_job_id: String,
    /// Here.
    id: Option<String>,
    /// Its publisher.
    partner_label: String,
}

/// Identifier of a company.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobRecruiterIdentifier)]
pub struct IdentifierRecruteur {
    /// Here.
    id: String,
}

/// An offer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobOfferRead)]
pub struct OffreApi {
    /// Identifiers.
    identifier: Identifier,
    /// Where and with whom.
    workplace: Workplace,
    /// How to apply.
    apply: Apply,
    /// The contract.
    contract: ContractApi,
    /// The job.
    offer: OfferApi,
    /// Published by a training centre for a company.
    is_delegated: bool,
}

/// A company likely to hire.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = JobRecruiter)]
pub struct RecruteurApi {
    /// Identifier.
    identifier: IdentifierRecruteur,
    /// Where and with whom.
    workplace: Workplace,
    /// How to apply.
    apply: Apply,
}

impl OffreApi {
    /// The model of an offer; `site` is the address of this site. None when nothing places it: the
    /// model wants a point.
    pub fn de(o: Offre, site: &str) -> Option<Self> {
        let fiche = format!("{site}/offre/{}", o.id);
        Some(OffreApi {
            identifier: Identifier {
                partner_job_id: o.reference,
                id: Some(o.id),
                partner_label: o.origine,
            },
            workplace: workplace(o.employeur, o.siret.map(|s| s.to_string()), o.lieu)?,
            apply: apply(o.candidature, fiche),
            contract: ContractApi {
                start: o.debut.map(|d| d.debut()),
                duration: o.duree_mois,
                genres: o.contrats.iter().map(|c| c.code()).collect(),
                remote: o.teletravail.map(|t| t.en_api()),
            },
            offer: OfferApi {
                title: o.titre,
                desired_skills: o.competences,
                to_be_acquired_skills: o.acquis,
                access_conditions: o.conditions,
                opening_count: o.postes,
                publication: Publication { creation: o.publication, expiration: o.expiration },
                rome_codes: o.romes.iter().map(|r| r.to_string()).collect(),
                description: o.description,
                target_diploma: o.niveau.filter(|n| (3..=7).contains(&n.numero())).map(|n| {
                    TargetDiploma {
                        european: n.numero().to_string(),
                        label: n.libelle().to_owned(),
                    }
                }),
                status: o.statut.en_api(),
            },
            is_delegated: o.deleguee,
        })
    }
}

impl RecruteurApi {
    /// The model of a company; none when nothing places it.
    pub fn de(r: Recruteur, site: &str) -> Option<Self> {
        let siret = r.siret.to_string();
        let fiche = format!("{site}/entreprise/{siret}");
        Some(RecruteurApi {
            identifier: IdentifierRecruteur { id: siret.clone() },
            workplace: workplace(r.employeur, Some(siret), r.lieu)?,
            apply: apply(r.candidature, fiche),
        })
    }
}

fn workplace(e: Employeur, siret: Option<String>, lieu: Localisation) -> Option<Workplace> {
    let point = repere(&lieu)?;
    let secteur = e.secteur;
    Some(Workplace {
        name: Some(e.nom),
        description: e.presentation,
        website: e.site,
        siret,
        location: Location {
            address: lieu.adresse,
            geopoint: Geopoint { coordinates: [point.lon(), point.lat()], genre: "Point" },
        },
        brand: None,
        legal_name: None,
        size: e.taille.map(taille),
        domain: Domain {
            idcc: e.idcc.and_then(|i| i.to_string().parse().ok()),
            opco: e.opco,
            naf: e.naf.map(|naf| NafApi { code: naf.to_string(), label: secteur }),
        },
    })
}

fn taille(tranche: TrancheEffectif) -> String {
    match tranche.max() {
        Some(max) if max == tranche.min() => max.to_string(),
        Some(max) => format!("{}-{max}", tranche.min()),
        None => format!("{}-", tranche.min()),
    }
}

fn apply(c: Candidature, fiche: String) -> Apply {
    Apply { phone: None, url: c.url.unwrap_or(fiche), recipient_id: c.destinataire }
}
