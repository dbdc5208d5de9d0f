//! Offers and companies of La bonne alternance's API v1.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use noyau::identifiants::Siret;
use offres::porte::{self, Offre};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use super::emplois::publies;
use super::formations::{Resultats, romes};
use super::modele;
use crate::piece::Recherche;
use crate::regles::{CriteresV1, Forme, Provenance, Source};

/// Label of the offers that v1 gives apart.
const FRANCE_TRAVAIL: &str = "France Travail";

/// Names of the kinds in v1.
const MATCHA: &str = "matcha";
const PE_JOB: &str = "peJob";
const PARTNER_JOB: &str = "partnerJob";

/// `sub_type` of the offers written on the State's service.
const DEPOT: &str = "offres_emploi_lba";

/// What each source answers; null when it was not asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = JobsV1)]
pub struct JobsReponse {
    /// Offres de France Travail.
    pe_jobs: Option<Resultats>,
    /// Offres déposées sur le service de l’État.
    matchas: Option<Resultats>,
    /// Entreprises qui pourraient recruter.
    lba_companies: Option<Resultats>,
    /// Toujours null.
    #[schema(value_type = Option<Object>)]
    lbb_companies: Option<()>,
    /// Offres des autres partenaires.
    partner_jobs: Option<Resultats>,
}

/// Chercher des offres et des entreprises (API v1)
///
/// Au plus 150 par source, les plus proches d'abord autour d'un point. Remplacée par
/// `GET /api/job/v1/search`. Aucune adresse électronique ni aucun téléphone n'est donné : `recipient_id`
/// désigne qui peut recevoir une candidature.
#[utoipa::path(
    get,
    path = "/api/v1/jobs",
    params(
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules, 20 au plus ; ou rncp"),
        ("rncp" = Option<String>, Query, description = "Fiche RNCP, dont les métiers sont cherchés"),
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
        ("insee" = Option<String>, Query, description = "Code de la commune ; sans effet, les coordonnées suffisent"),
        ("sources" = Option<String>, Query, description = "matcha, offres, partnerJob, lba, séparées par des virgules ; toutes par défaut"),
        ("diploma" = Option<String>, Query, description = "Comme pour /api/v1/formations"),
        ("opco" = Option<String>, Query, description = "Nom de l’opérateur de compétences"),
        ("caller" = Option<String>, Query, description = "Votre nom ; sans effet"),
    ),
    responses(
        (status = 200, description = "Ce que chaque source répond", body = JobsReponse),
        (status = 400, description = "Un critère est impossible ; error_messages les dit tous"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn jobs(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<JobsReponse>, Erreur> {
    let criteres = CriteresV1::lire(adresse.as_deref(), Forme::Emplois)?;
    chercher(&etat, &criteres).await.map(Json)
}

/// What each source wanted answers.
pub async fn chercher(etat: &Etat, criteres: &CriteresV1) -> Result<JobsReponse, Erreur> {
    let recherche = Recherche::de(etat)?;
    let metiers = romes(criteres, &recherche.sources());
    let sur = Sur { etat, criteres, recherche: &recherche, metiers };
    let ft = Some(vec![FRANCE_TRAVAIL.to_owned()]);
    let autres = publies(&criteres.emplois(ft.clone().unwrap_or_default()), &recherche)?;
    Ok(JobsReponse {
        pe_jobs: sur.offres(Source::FranceTravail, PE_JOB, Provenance::Partenaires, ft).await?,
        matchas: sur.offres(Source::Matcha, MATCHA, Provenance::Depot, None).await?,
        lba_companies: sur.recruteurs().await?,
        lbb_companies: None,
        partner_jobs: sur
            .offres(Source::Partenaires, PARTNER_JOB, Provenance::Partenaires, autres)
            .await?,
    })
}

/// A search, source by source.
struct Sur<'a> {
    etat: &'a Etat,
    criteres: &'a CriteresV1,
    recherche: &'a Recherche,
    /// None when nothing can answer.
    metiers: Option<Vec<String>>,
}

impl Sur<'_> {
    async fn offres(
        &self,
        source: Source,
        genre: &'static str,
        provenance: Provenance,
        publies: Option<Vec<String>>,
    ) -> Result<Option<Resultats>, Erreur> {
        if !self.criteres.veut(source) {
            return Ok(None);
        }
        let trouvees = self.trouver(provenance, publies)?;
        let ids: Vec<&str> = trouvees.iter().map(|(id, _)| id.as_str()).collect();
        let distances: HashMap<&str, Option<u32>> =
            trouvees.iter().map(|(id, km)| (id.as_str(), *km)).collect();
        let (site, sources) = (self.etat.reglages.adresse.as_str(), self.recherche.sources());
        let lues = porte::offres(self.etat.db.read(), &ids).await?;
        let ecrire = |o: &Offre| {
            let distance = distances.get(o.id.as_str()).copied().flatten();
            modele::offre(o, genre, distance, site, &sources)
        };
        Ok(Some(Resultats { results: lues.iter().map(ecrire).collect() }))
    }

    async fn recruteurs(&self) -> Result<Option<Resultats>, Erreur> {
        if !self.criteres.veut(Source::Recruteurs) {
            return Ok(None);
        }
        let trouves = self.trouver(Provenance::Recruteurs, None)?;
        let sirets: Vec<&str> = trouves.iter().map(|(siret, _)| siret.as_str()).collect();
        let distances: HashMap<&str, Option<u32>> =
            trouves.iter().map(|(siret, km)| (siret.as_str(), *km)).collect();
        let site = self.etat.reglages.adresse.as_str();
        let lus = porte::recruteurs(self.etat.db.read(), &sirets).await?;
        let results = lus.iter().map(|r| {
            let distance = distances.get(r.siret.as_str()).copied().flatten();
            modele::recruteur(r, distance, site)
        });
        Ok(Some(Resultats { results: results.collect() }))
    }

    fn trouver(
        &self,
        provenance: Provenance,
        publies: Option<Vec<String>>,
    ) -> Result<Vec<(String, Option<u32>)>, Erreur> {
        let Some(metiers) = &self.metiers else { return Ok(Vec::new()) };
        let requete = self.criteres.emplois(Vec::new()).requete(provenance, metiers, publies);
        let resultats = self.recherche.index().search(&requete)?.resultats.into_iter();
        let un = |r: moteur::Resultat| Some((r.id.split_once(':')?.1.to_owned(), r.distance_km));
        Ok(resultats.filter_map(un).collect())
    }
}

/// One offer.
#[derive(Serialize, ToSchema)]
#[schema(as = MatchasV1)]
pub struct Matchas {
    /// L’offre, seule.
    #[schema(value_type = Vec<Object>)]
    matchas: Vec<Value>,
}

/// One offer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PartnerJobsV1)]
pub struct PartnerJobs {
    /// L’offre, seule.
    #[schema(value_type = Vec<Object>)]
    partner_jobs: Vec<Value>,
}

/// One offer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PeJobsV1)]
pub struct PeJobs {
    /// L’offre, seule.
    #[schema(value_type = Vec<Object>)]
    pe_jobs: Vec<Value>,
}

/// One company.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = LbaCompaniesV1)]
pub struct LbaCompanies {
    /// L’entreprise, seule.
    #[schema(value_type = Vec<Object>)]
    lba_companies: Vec<Value>,
}

/// Lire une offre déposée sur le service de l’État (API v1)
///
/// Remplacée par `GET /api/job/v1/offer/{id}`.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/matcha/{id}",
    params(("id" = String, Path, description = "Identifiant d’une offre")),
    responses(
        (status = 200, description = "L’offre", body = Matchas),
        (status = 404, description = "Cette offre n’existe pas ou n’est plus publiée"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn matcha(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<Matchas>, Erreur> {
    let matchas = lire(&etat, &id, MATCHA, |o| o.sous_type() == DEPOT).await?;
    Ok(Json(Matchas { matchas }))
}

/// Lire une offre d’un partenaire (API v1)
///
/// Remplacée par `GET /api/job/v1/offer/{id}`.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/partnerJob/{id}",
    params(("id" = String, Path, description = "Identifiant d’une offre")),
    responses(
        (status = 200, description = "L’offre", body = PartnerJobs),
        (status = 404, description = "Cette offre n’existe pas ou n’est plus publiée"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn offre_de_partenaire(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<PartnerJobs>, Erreur> {
    let partner_jobs = lire(&etat, &id, PARTNER_JOB, |o| o.sous_type() != DEPOT).await?;
    Ok(Json(PartnerJobs { partner_jobs }))
}

/// Lire une offre de France Travail ou d’un partenaire (API v1)
///
/// Remplacée par `GET /api/job/v1/offer/{id}`.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/job/{id}",
    params(("id" = String, Path, description = "Identifiant d’une offre")),
    responses(
        (status = 200, description = "L’offre", body = PeJobs),
        (status = 404, description = "Cette offre n’existe pas ou n’est plus publiée"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn offre_france_travail(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<PeJobs>, Erreur> {
    let pe_jobs = lire(&etat, &id, PE_JOB, |o| o.sous_type() != DEPOT).await?;
    Ok(Json(PeJobs { pe_jobs }))
}

/// Lire une entreprise qui pourrait recruter (API v1)
///
/// Remplacée par `GET /api/job/v1/search`.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/company/{siret}",
    params(("siret" = String, Path, description = "SIRET, 14 chiffres")),
    responses(
        (status = 200, description = "L’entreprise", body = LbaCompanies),
        (status = 400, description = "Le SIRET n’a pas la forme ou la clé attendue"),
        (status = 404, description = "Cette entreprise n’est pas parmi celles qui pourraient recruter"),
        (status = 429, description = "Plus de 300 demandes par minute"),
    )
)]
pub async fn entreprise(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
) -> Result<Json<LbaCompanies>, Erreur> {
    let siret: Siret =
        siret.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre("siret", &e.message))?;
    let inconnue = "Cette entreprise n’est pas parmi celles qui pourraient recruter.";
    let lue = porte::recruteur(etat.db.read(), &siret).await?;
    let lue = lue.ok_or_else(|| Erreur::introuvable(inconnue))?;
    let lba_companies = vec![modele::recruteur(&lue, None, &etat.reglages.adresse)];
    Ok(Json(LbaCompanies { lba_companies }))
}

/// The published offer of an identifier, of this kind.
async fn lire(
    etat: &Etat,
    id: &str,
    genre: &'static str,
    du_genre: impl Fn(&Offre) -> bool,
) -> Result<Vec<Value>, Erreur> {
    let sources = Recherche::de(etat)?.sources();
    let maintenant = etat.horloge.maintenant();
    let offre = porte::offre(etat.db.read(), id).await?;
    let offre = offre.filter(|o| o.est_visible(maintenant) && du_genre(o));
    let inconnue = || Erreur::introuvable("Cette offre n’existe pas ou n’est plus publiée.");
    let offre = offre.ok_or_else(inconnue)?;
    Ok(vec![modele::offre(&offre, genre, None, &etat.reglages.adresse, &sources)])
}
