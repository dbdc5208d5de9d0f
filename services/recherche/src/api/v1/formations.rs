//! Trainings of La bonne alternance's API v1.

use std::collections::{HashMap, HashSet};

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use catalogue::porte::{self, Formation};
use noyau::texte::plier;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use super::modele;
use crate::piece::Recherche;
use crate::regles::{CriteresV1, Forme, MetiersVoulus};
use crate::sources::Sources;

/// Trainings in an answer.
const FORMATIONS_MAX: usize = 500;

/// Pages of the engine read to find them, copies included.
const PAGES_MAX: usize = 3;

/// Trainings given, the nearest ones, when none is within the radius.
const PLUS_PROCHES: usize = 5;

/// Results of one source.
#[derive(Serialize, ToSchema)]
#[schema(as = ResultatsV1)]
pub struct Resultats {
    /// Les fiches, dans la forme de l’API v1 de La bonne alternance.
    #[schema(value_type = Vec<Object>)]
    pub results: Vec<Value>,
}

/// Chercher des formations (API v1)
///
/// Au plus 500, les plus proches d'abord autour d'un point, sinon par titre. Quand aucune n'est dans le
/// rayon, les 5 plus proches. `caller` est facultatif et n'est pas gardé.
#[utoipa::path(
    get,
    path = "/api/v1/formations",
    params(
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules, 20 au plus ; ou romeDomain"),
        ("romeDomain" = Option<String>, Query, description = "Une lettre, ou une lettre et deux chiffres : D, D11"),
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
        ("diploma" = Option<String>, Query, description = "3 (CAP...), 4 (BAC...), 5 (BTS, DEUST...), 6 (Licence, BUT...), 7 (Master, titre ingénieur...)"),
        ("options" = Option<String>, Query, description = "with_description ajoute le contenu et l’objectif"),
        ("caller" = Option<String>, Query, description = "Votre nom ; sans effet"),
    ),
    responses(
        (status = 200, description = "Les formations", body = Resultats),
        (status = 400, description = "Un critère est impossible ; error_messages les dit tous"),
        (status = 429, description = "Plus de 420 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn formations(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Resultats>, Erreur> {
    let criteres = CriteresV1::lire(adresse.as_deref(), Forme::Formations)?;
    chercher(&etat, &criteres).await.map(Json)
}

/// Chercher des formations dans un territoire (API v1)
///
/// Au plus 500, par titre. Au moins un critère.
#[utoipa::path(
    get,
    path = "/api/v1/formationsParRegion",
    params(
        ("departement" = Option<String>, Query, description = "Code du département ; ou region"),
        ("region" = Option<String>, Query, description = "Code de la région"),
        ("romes" = Option<String>, Query, description = "Codes ROME séparés par des virgules, 20 au plus ; ou romeDomain"),
        ("romeDomain" = Option<String>, Query, description = "Une lettre, ou une lettre et deux chiffres : D, D11"),
        ("diploma" = Option<String>, Query, description = "Comme pour /api/v1/formations"),
        ("options" = Option<String>, Query, description = "with_description ajoute le contenu et l’objectif"),
        ("caller" = Option<String>, Query, description = "Votre nom ; sans effet"),
    ),
    responses(
        (status = 200, description = "Les formations", body = Resultats),
        (status = 400, description = "Un critère est impossible ; error_messages les dit tous"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn par_region(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Resultats>, Erreur> {
    let criteres = CriteresV1::lire(adresse.as_deref(), Forme::ParRegion)?;
    chercher(&etat, &criteres).await.map(Json)
}

/// Lire une formation (API v1)
///
/// Par sa clé ministère éducatif ; le `#` de la clé s'écrit `%23`. Un seul résultat.
#[utoipa::path(
    get,
    path = "/api/v1/formations/formation/{id}",
    params(
        ("id" = String, Path, description = "Clé ministère éducatif"),
        ("caller" = Option<String>, Query, description = "Votre nom ; sans effet"),
    ),
    responses(
        (status = 200, description = "La formation", body = Resultats),
        (status = 404, description = "Aucune formation publiée ne porte cette clé"),
        (status = 429, description = "Plus de 420 demandes par minute"),
        (status = 503, description = "La recherche n’est pas prête"),
    )
)]
pub async fn formation(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Json<Resultats>, Erreur> {
    let sources = Recherche::de(&etat)?.sources();
    let fiche = porte::formation(etat.db.read(), sources.reperes(), &id).await?;
    let fiche = fiche.map(|f| f.formation).filter(|f| f.publiee);
    let inconnue = || Erreur::introuvable("Aucune formation publiée ne porte cette clé.");
    let fiche = fiche.ok_or_else(inconnue)?;
    let results = vec![modele::formation(&fiche, None, &sources, true)];
    Ok(Json(Resultats { results }))
}

/// The trainings that fit.
pub async fn chercher(etat: &Etat, criteres: &CriteresV1) -> Result<Resultats, Erreur> {
    let recherche = Recherche::de(etat)?;
    let sources = recherche.sources();
    let Some(romes) = romes(criteres, &sources) else { return Ok(Resultats { results: vec![] }) };
    let trouvees = trouver(&recherche, criteres, &romes)?;
    let ids: Vec<String> = trouvees.iter().map(|(id, _)| id.clone()).collect();
    let distances: HashMap<&str, Option<u32>> =
        trouvees.iter().map(|(id, km)| (id.as_str(), *km)).collect();
    let lues = porte::formations(etat.db.read(), sources.reperes(), &ids).await?;
    let mut gardees = sans_copie(lues);
    if criteres.cercle.is_none() {
        gardees.sort_by_cached_key(|f| (plier(&f.titre().unwrap_or_default()), f.id.clone()));
    }
    gardees.truncate(FORMATIONS_MAX);
    let ecrire = |f: &Formation| {
        let distance = distances.get(f.id.as_str()).copied().flatten();
        modele::formation(f, distance, &sources, criteres.avec_description)
    };
    Ok(Resultats { results: gardees.iter().map(ecrire).collect() })
}

/// The trades looked for, none for every trade; `None` when nothing can answer.
pub fn romes(criteres: &CriteresV1, sources: &Sources) -> Option<Vec<String>> {
    let romes: Vec<String> = match &criteres.metiers {
        MetiersVoulus::Tous => return Some(Vec::new()),
        MetiersVoulus::Romes(romes) => romes.clone(),
        MetiersVoulus::Rncp(rncp) => {
            sources.certifications().romes_de_fiche(rncp).iter().map(|r| r.to_string()).collect()
        }
        MetiersVoulus::Domaine(debut) => {
            let codes = sources.noms().table().tous().map(|m| m.code.to_string());
            codes.filter(|code| code.starts_with(debut.as_str())).collect()
        }
    };
    Some(romes).filter(|romes| !romes.is_empty())
}

/// Identifiers and distances, the nearest first around a point.
fn trouver(
    recherche: &Recherche,
    criteres: &CriteresV1,
    romes: &[String],
) -> Result<Vec<(String, Option<u32>)>, Erreur> {
    let mut resultats = Vec::new();
    for page in 0..PAGES_MAX {
        let requete = criteres.formations(romes, page);
        let reponse = recherche.index().search(&requete)?;
        let fini = reponse.resultats.len() < requete.par_page;
        resultats.extend(reponse.resultats);
        if fini {
            break;
        }
    }
    if resultats.is_empty() && criteres.cercle.is_some() {
        let requete = criteres.formations(romes, 0);
        resultats = recherche.index().plus_proches(&requete, PLUS_PROCHES)?;
    }
    let id = |id: String| id.split_once(':').map(|(_, id)| id.to_owned());
    Ok(resultats.into_iter().filter_map(|r| Some((id(r.id)?, r.distance_km))).collect())
}

/// The same diploma by the same organisation in the same town is shown once.
fn sans_copie(formations: Vec<Formation>) -> Vec<Formation> {
    let mut vues = HashSet::new();
    let cle = |f: &Formation| {
        let titres = (f.intitule.clone(), f.intitule_court.clone(), f.diplome.clone());
        (titres, f.formateur.siret, f.lieu.code_postal)
    };
    formations.into_iter().filter(|f| vues.insert(cle(f))).collect()
}
