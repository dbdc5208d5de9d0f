//! `GET /api/formation/v1/…`: trainings, as the official client of the public API reads them.

use annuaire::porte::OrganismesApi;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use noyau::geo::{Point, distance_km};
use noyau::identifiants::{Rncp, Rome};
use referentiels::porte::Registre;
use serde::Serialize;
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::modele::FormationApi;
use crate::piece::{Catalogue, Lu};
use crate::porte;
use crate::regles::vivier::Rangee;

/// Largest page (public API).
const PAGE_MAX: f64 = 1_000.0;

/// Page when none is asked for (public API).
const PAGE: f64 = 100.0;

/// Where the answer stands in the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = FormationsPagination)]
pub struct Pagination {
    page_count: usize,
    page_size: usize,
    page_index: usize,
}

/// A page of trainings.
#[derive(Debug, Serialize, ToSchema)]
pub struct FormationsReponse {
    data: Vec<FormationApi>,
    pagination: Pagination,
}

/// What is looked for.
struct Demande {
    cercle: Option<(Point, f64)>,
    niveau: Option<u8>,
    romes: Vec<Rome>,
    rncp: Option<Rncp>,
    archives: bool,
    taille: usize,
    page: usize,
}

impl Demande {
    fn lire(adresse: Option<&str>) -> Result<Self, Erreur> {
        let p = Parametres::lire(adresse);
        let rome = |code: &str| {
            code.parse()
                .map_err(|_| Erreur::parametre("romes", "des codes comme D1102 sont attendus"))
        };
        let rncp = |code: &str| {
            code.parse()
                .map_err(|_| Erreur::parametre("rncp", "un code comme RNCP37537 est attendu"))
        };
        let archives = match p.texte("include_archived") {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => {
                return Err(Erreur::parametre("include_archived", "true ou false est attendu"));
            }
        };
        Ok(Demande {
            cercle: p.cercle()?,
            niveau: p.nombre("target_diploma_level", 1.0, 8.0)?.map(|n| n as u8),
            romes: p.liste("romes").into_iter().map(rome).collect::<Result<_, _>>()?,
            rncp: p.texte("rncp").map(rncp).transpose()?,
            archives,
            taille: p.nombre("page_size", 1.0, PAGE_MAX)?.unwrap_or(PAGE) as usize,
            page: p.nombre("page_index", 0.0, 1e9)?.unwrap_or(0.0) as usize,
        })
    }

    /// Trades and sheet widen each other; the rest narrows (API Apprentissage).
    fn convient(&self, r: &Rangee) -> bool {
        let certifie = self.romes.is_empty() && self.rncp.is_none()
            || self.romes.iter().any(|rome| r.romes.contains(rome))
            || self.rncp.is_some() && self.rncp == r.rncp;
        // A training whose starts are all past is archived; one without known start is not.
        let archivee = !r.publiee || r.archivee;
        certifie && self.niveau.is_none_or(|n| n == r.niveau) && (self.archives || !archivee)
    }

    /// Distance of a row; `None` outside the circle.
    fn distance(&self, r: &Rangee) -> Option<f64> {
        let point = r.point?;
        let Some((centre, rayon)) = self.cercle else { return Some(0.0) };
        Some(distance_km(centre, point)).filter(|km| *km <= rayon)
    }

    /// Every row that fits: the nearest first around a point, by identifier otherwise.
    fn trouver<'a>(&self, lu: &'a Lu) -> Vec<&'a Rangee> {
        let rangees = lu.vivier.rangees().iter().filter(|r| self.convient(r));
        let mut trouvees: Vec<(f64, &Rangee)> =
            rangees.filter_map(|r| Some((self.distance(r)?, r))).collect();
        trouvees.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)));
        trouvees.into_iter().map(|(_, r)| r).collect()
    }
}

/// Chercher des formations
///
/// `romes` et `rncp` s'ajoutent ; les autres critères se combinent. Autour d'un point, les plus
/// proches d'abord ; sinon par identifiant. Les formations qu'on ne sait pas situer ne sont pas
/// données ; celles qui n'ont plus de rentrée à venir le sont avec `include_archived=true`.
#[utoipa::path(
    get,
    path = "/api/formation/v1/search",
    params(
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
        ("target_diploma_level" = Option<String>, Query, description = "Niveau européen, de 1 à 8", pattern = "^[1-8]$"),
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules"),
        ("rncp" = Option<String>, Query, description = "Fiche RNCP", pattern = r"^RNCP\d{3,5}$"),
        ("include_archived" = Option<bool>, Query, description = "Avec les formations sans rentrée à venir"),
        ("page_size" = Option<u32>, Query, description = "1 à 1 000 ; 100 par défaut", minimum = 1, maximum = 1000),
        ("page_index" = Option<u32>, Query, description = "À partir de 0", minimum = 0),
    ),
    responses(
        (status = 200, description = "Les formations", body = FormationsReponse),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 400, description = "Un critère est impossible"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn formations(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<FormationsReponse>, Erreur> {
    let demande = Demande::lire(adresse.as_deref())?;
    let lu = Catalogue::de(&etat).await?;
    let certifications = Registre::de(&etat)?;
    let annuaire = OrganismesApi::de(&etat).await?;
    let jour = etat.horloge.aujourd_hui();
    let trouvees = demande.trouver(&lu);
    let debut = demande.page.saturating_mul(demande.taille);
    let page = trouvees.iter().skip(debut).take(demande.taille);
    let ids: Vec<String> = page.map(|r| r.id.to_string()).collect();
    let lues = porte::formations(etat.db.read(), &lu.reperes, &ids).await?;
    let data = lues.iter().filter_map(|f| FormationApi::de(f, &annuaire, &certifications, jour));
    let pagination = Pagination {
        page_count: trouvees.len().div_ceil(demande.taille),
        page_size: demande.taille,
        page_index: demande.page,
    };
    Ok(Json(FormationsReponse { data: data.collect(), pagination }))
}

/// Lire une formation
///
/// Par sa clé ministère éducatif, publiée ou non. Le `#` de la clé s'écrit `%23`.
#[utoipa::path(
    get,
    path = "/api/formation/v1/{id}",
    params(("id" = String, Path, description = "Clé ministère éducatif")),
    responses(
        (status = 200, description = "La formation", body = FormationApi),
        (status = 304, description = "Le client détient déjà cette réponse"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 404, description = "Aucune formation située ne porte cette clé"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "Le catalogue n’est pas prêt"),
    )
)]
pub async fn formation(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<FormationApi>, Erreur> {
    let lu = Catalogue::de(&etat).await?;
    let certifications = Registre::de(&etat)?;
    let annuaire = OrganismesApi::de(&etat).await?;
    let fiche = porte::formation(etat.db.read(), &lu.reperes, &id).await?;
    let jour = etat.horloge.aujourd_hui();
    fiche
        .and_then(|f| FormationApi::de(&f.formation, &annuaire, &certifications, jour))
        .map(Json)
        .ok_or_else(|| Erreur::introuvable("Aucune formation située ne porte cette clé."))
}
