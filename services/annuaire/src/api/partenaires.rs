//! Routes of the State's public API: their answers satisfy its official client.

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Erreur, Etat};

use crate::porte::{self, OrganismeApi, Registres};
use crate::regles::rapprochement::{EtatSiret, EtatUai, Piste, Recherche};

/// What is known of a criterion.
#[derive(Serialize, ToSchema)]
pub struct Connaissance {
    /// `ok`, `inconnu` ou, pour un SIRET, `fermé`.
    status: &'static str,
    /// Faux quand l'annuaire n'a pas pu être consulté : « inconnu » ne veut alors rien dire.
    disponible: bool,
}

/// What is known of the two criteria.
#[derive(Serialize, ToSchema)]
pub struct Metadonnees {
    uai: Option<Connaissance>,
    siret: Option<Connaissance>,
}

/// The state of an organisation.
#[derive(Serialize, ToSchema)]
pub struct StatutPiste {
    ouvert: bool,
    declaration_catalogue: bool,
    validation_uai: bool,
}

/// How it stands to the UAI.
#[derive(Serialize, ToSchema)]
pub struct ParUaiApi {
    lui_meme: bool,
    son_lieu: bool,
}

/// How it stands to the SIRET.
#[derive(Serialize, ToSchema)]
pub struct ParSiretApi {
    lui_meme: bool,
    son_formateur: bool,
    son_responsable: bool,
}

/// Why it is here.
#[derive(Serialize, ToSchema)]
pub struct Correspondances {
    uai: Option<ParUaiApi>,
    siret: Option<ParSiretApi>,
}

/// Its identifiers.
#[derive(Serialize, ToSchema)]
pub struct IdentifiantsPiste {
    uai: Option<String>,
    siret: String,
}

/// The organisation.
#[derive(Serialize, ToSchema)]
pub struct OrganismePiste {
    identifiant: IdentifiantsPiste,
}

/// An organisation that answers, or could.
#[derive(Serialize, ToSchema)]
pub struct PisteApi {
    status: StatutPiste,
    correspondances: Correspondances,
    organisme: OrganismePiste,
}

/// The step that decided.
#[derive(Serialize, ToSchema)]
pub struct RegleApi {
    /// Code stable.
    code: &'static str,
    /// Pourquoi cette réponse.
    explication: &'static str,
}

/// The answer.
#[derive(Serialize, ToSchema)]
pub struct RechercheReponse {
    metadata: Metadonnees,
    resultat: Option<PisteApi>,
    candidats: Vec<PisteApi>,
    regle: RegleApi,
}

/// The criteria, as text: a bad one is refused by its name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CriteresRecherche {
    /// UAI, 8 caractères ; les zéros de tête peuvent manquer.
    uai: Option<String>,
    /// SIRET, 14 chiffres ; les zéros de tête peuvent manquer.
    siret: Option<String>,
}

/// Retrouver un organisme par son UAI et son SIRET
///
/// Donnez l'un, l'autre ou les deux. La réponse dit quel organisme est désigné, lesquels pourraient
/// l'être, et par quelle règle.
#[utoipa::path(
    get,
    path = "/api/organisme/v1/recherche",
    params(CriteresRecherche),
    responses(
        (status = 200, description = "L'organisme, ou les candidats", body = RechercheReponse),
        (status = 400, description = "Un identifiant n'a pas la forme ou la clé attendue"),
        (status = 401, description = "La clé d'API manque ou n'est plus valable"),
        (status = 403, description = "La clé d'API ne permet pas cette lecture"),
        (status = 429, description = "Trop de demandes"),
    )
)]
pub async fn recherche(
    State(etat): State<Etat>,
    Query(criteres): Query<CriteresRecherche>,
) -> Result<Json<RechercheReponse>, Erreur> {
    let uai = lire("uai", criteres.uai.as_deref(), 8)?;
    let siret = lire("siret", criteres.siret.as_deref(), 14)?;
    let recherche = porte::rechercher(etat.db.read(), uai.as_ref(), siret.as_ref()).await?;
    Ok(Json(repondre(recherche)))
}

/// A criterion with its leading zeros; none when it is absent or empty.
fn lire<T>(nom: &str, texte: Option<&str>, taille: usize) -> Result<Option<T>, Erreur>
where
    T: std::str::FromStr<Err = noyau::ValeurInvalide>,
{
    let texte = texte.map(str::trim).filter(|t| !t.is_empty() && *t != "null");
    let lu = texte.map(|t| format!("{t:0>taille$}").parse::<T>()).transpose();
    lu.map_err(|e| Erreur::parametre(nom, &e.message))
}

fn repondre(r: Recherche) -> RechercheReponse {
    let uai = r.uai.map(|etat| Connaissance {
        status: if etat == EtatUai::Ok { "ok" } else { "inconnu" },
        disponible: true,
    });
    let siret = r.siret.map(|etat| Connaissance {
        status: match etat {
            EtatSiret::Ok => "ok",
            EtatSiret::Ferme => "fermé",
            EtatSiret::Inconnu | EtatSiret::Indisponible => "inconnu",
        },
        disponible: etat != EtatSiret::Indisponible,
    });
    RechercheReponse {
        metadata: Metadonnees { uai, siret },
        resultat: r.resultat.map(piste),
        candidats: r.candidats.into_iter().map(piste).collect(),
        regle: RegleApi { code: r.regle.code(), explication: r.regle.phrase() },
    }
}

fn piste(p: Piste) -> PisteApi {
    PisteApi {
        status: StatutPiste {
            ouvert: p.ouvert,
            declaration_catalogue: p.declare,
            validation_uai: p.uai.is_some(),
        },
        correspondances: Correspondances {
            uai: p.par_uai.map(|c| ParUaiApi { lui_meme: c.lui_meme, son_lieu: c.son_lieu }),
            siret: p.par_siret.map(|c| ParSiretApi {
                lui_meme: c.lui_meme,
                son_formateur: c.son_formateur,
                son_responsable: c.son_responsable,
            }),
        },
        organisme: OrganismePiste {
            identifiant: IdentifiantsPiste {
                uai: p.uai.map(|u| u.to_string()),
                siret: p.siret.to_string(),
            },
        },
    }
}

/// The page asked.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageDemandee {
    /// Organismes par page, de 1 à 1 000 ; 100 par défaut.
    page_size: Option<String>,
    /// Numéro de la page, à partir de 0.
    page_index: Option<String>,
}

/// Where the page stands.
#[derive(Serialize, ToSchema)]
pub struct PageRendue {
    page_count: usize,
    page_size: usize,
    page_index: usize,
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct ExportReponse {
    data: Vec<OrganismeApi>,
    pagination: PageRendue,
}

/// Tous les organismes, page par page
///
/// Dans l'ordre des SIRET, qui ne change pas d'une page à l'autre.
#[utoipa::path(
    get,
    path = "/api/organisme/v1/export",
    params(PageDemandee),
    responses(
        (status = 200, description = "La page", body = ExportReponse),
        (status = 400, description = "Un paramètre n'est pas un nombre ou dépasse ses bornes"),
        (status = 401, description = "La clé d'API manque ou n'est plus valable"),
        (status = 403, description = "La clé d'API ne permet pas cette lecture"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn exporter(
    State(etat): State<Etat>,
    Query(page): Query<PageDemandee>,
) -> Result<Json<ExportReponse>, Erreur> {
    let taille = nombre("page_size", page.page_size.as_deref(), 100, 1, 1_000)?;
    let rang = nombre("page_index", page.page_index.as_deref(), 0, 0, 1_000_000)?;
    let registre = Registres::de(&etat).await?;
    let tous = &registre.organismes;
    let data = tous
        .iter()
        .skip(rang * taille)
        .take(taille)
        .map(|o| OrganismeApi::from(o.as_ref()))
        .collect();
    let pagination =
        PageRendue { page_count: tous.len().div_ceil(taille), page_size: taille, page_index: rang };
    Ok(Json(ExportReponse { data, pagination }))
}

/// A whole number between its bounds.
pub fn nombre(
    nom: &str,
    texte: Option<&str>,
    defaut: usize,
    min: usize,
    max: usize,
) -> Result<usize, Erreur> {
    let Some(texte) = texte.filter(|t| !t.is_empty()) else { return Ok(defaut) };
    let lu = texte.parse().ok().filter(|n| (min..=max).contains(n));
    lu.ok_or_else(|| Erreur::parametre(nom, &format!("un nombre de {min} à {max} est attendu")))
}
