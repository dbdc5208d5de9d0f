//! `GET /api/job/v1/search`: offers and companies likely to hire, as the official SDK reads them.

use axum::Json;
use axum::extract::{RawQuery, State};
use base::Lecture;
use moteur::{FacetteVoulue, Requete};
use offres::porte::{self, OffreApi, RecruteurApi};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::piece::Recherche;
use crate::plan::OFFRE;
use crate::regles::{CriteresEmploi, Provenance};

/// Publishers known at a time.
const PUBLICATEURS: usize = 1_000;

/// What a client should know of its search.
#[derive(Serialize, ToSchema)]
pub struct Avertissement {
    /// In French.
    message: &'static str,
    /// Stable code.
    code: &'static str,
}

/// The answer.
#[derive(Serialize, ToSchema)]
pub struct EmploisReponse {
    /// Offers: those written on the State's service first, then those of partners.
    jobs: Vec<OffreApi>,
    /// Companies likely to hire.
    recruiters: Vec<RecruteurApi>,
    /// What should be known of the search.
    warnings: Vec<Avertissement>,
}

/// Chercher des offres et des entreprises qui recrutent
///
/// Au plus 150 offres déposées ici, 150 offres de partenaires et 150 entreprises. Les plus proches d'abord
/// autour d'un point ; sinon les plus récentes. `romes` et `rncp` s'ajoutent ; les autres critères se
/// combinent. Les offres qu'on ne sait pas situer ne sont pas données.
#[utoipa::path(
    get,
    path = "/api/job/v1/search",
    params(
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
        ("target_diploma_level" = Option<String>, Query, description = "3 à 7 ; ce qui n’en dit rien est gardé"),
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules"),
        ("rncp" = Option<String>, Query, description = "Fiche RNCP, dont les métiers s’ajoutent", pattern = r"^RNCP\d{3,5}$"),
        ("opco" = Option<String>, Query, description = "Nom de l’opérateur de compétences"),
        ("departements" = Option<Vec<String>>, Query, description = "Codes de départements"),
        ("partners_to_exclude" = Option<Vec<String>>, Query, description = "Publicateurs à laisser de côté"),
    ),
    responses(
        (status = 200, description = "Les offres et les entreprises", body = EmploisReponse),
        (status = 400, description = "Un critère est impossible"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 60 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn emplois(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<EmploisReponse>, Erreur> {
    let criteres = CriteresEmploi::lire(adresse.as_deref())?;
    let recherche = Recherche::de(&etat)?;
    let Some(metiers) = metiers(&criteres, &recherche) else {
        return Ok(Json(sans_metier()));
    };
    let publies = publies(&criteres, &recherche)?;
    let chercher = |provenance| {
        identifiants(&recherche, &criteres.requete(provenance, &metiers, publies.clone()))
    };
    let mut offres = chercher(Provenance::Depot)?;
    offres.extend(chercher(Provenance::Partenaires)?);
    let sirets = chercher(Provenance::Recruteurs)?;
    lire(etat.db.read(), &etat.reglages.adresse, &offres, &sirets).await.map(Json)
}

/// The trades looked for, none for every trade; `None` when the certification asked for has none.
fn metiers(criteres: &CriteresEmploi, recherche: &Recherche) -> Option<Vec<String>> {
    let mut metiers = criteres.romes.clone();
    if let Some(rncp) = &criteres.rncp {
        let sources = recherche.sources();
        let romes = sources.certifications().romes_de_fiche(rncp);
        metiers.extend(romes.iter().map(|rome| rome.to_string()));
        if metiers.is_empty() {
            return None;
        }
    }
    Some(metiers)
}

fn sans_metier() -> EmploisReponse {
    let message =
        "Aucun métier n’est connu pour cette fiche RNCP : la recherche ne peut rien trouver.";
    let warnings = vec![Avertissement { message, code: "RNCP_SANS_METIER" }];
    EmploisReponse { jobs: Vec::new(), recruiters: Vec::new(), warnings }
}

/// The publishers to keep, when some are left out.
pub fn publies(
    criteres: &CriteresEmploi,
    recherche: &Recherche,
) -> Result<Option<Vec<String>>, Erreur> {
    if criteres.exclus.is_empty() {
        return Ok(None);
    }
    let voulue = FacetteVoulue { nom: "origine".to_owned(), combien: PUBLICATEURS };
    let comptes = Requete {
        genres: vec![OFFRE.to_owned()],
        par_page: 0,
        facettes: vec![voulue],
        ..Requete::default()
    };
    let reponse = recherche.index().search(&comptes)?;
    let tous = reponse.facettes.into_iter().flat_map(|f| f.valeurs).map(|(nom, _)| nom);
    Ok(Some(tous.filter(|nom| !criteres.exclus.contains(nom)).collect()))
}

/// Identifiers in the addresses of the sheets, in the order of the search.
fn identifiants(recherche: &Recherche, requete: &Requete) -> Result<Vec<String>, Erreur> {
    let trouves = recherche.index().search(requete)?.resultats.into_iter();
    Ok(trouves.filter_map(|r| Some(r.id.split_once(':')?.1.to_owned())).collect())
}

async fn lire(
    db: &Lecture,
    site: &str,
    offres: &[String],
    sirets: &[String],
) -> Result<EmploisReponse, Erreur> {
    let offres: Vec<&str> = offres.iter().map(String::as_str).collect();
    let sirets: Vec<&str> = sirets.iter().map(String::as_str).collect();
    let (offres, recruteurs) =
        tokio::try_join!(porte::offres(db, &offres), porte::recruteurs(db, &sirets))?;
    Ok(EmploisReponse {
        jobs: offres.into_iter().filter_map(|o| OffreApi::de(o, site)).collect(),
        recruiters: recruteurs.into_iter().filter_map(|r| RecruteurApi::de(r, site)).collect(),
        warnings: Vec::new(),
    })
}
