//! `/api/geographie/v1`: communes, départements and missions locales, in the shape that the official
//! SDK reads.

mod reponses;

use axum::Json;
use axum::extract::{RawQuery, State};
use noyau::identifiants::{CodeCommune, CodePostal};
use noyau::territoires::Departement;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use crate::geographie::{Geographie, Tables};
use crate::porte::Commune;

use reponses::{CommuneApi, DepartementApi, MissionLocaleApi};

/// Chercher une commune par son code
///
/// Code INSEE ou code postal. Un arrondissement de Paris, Lyon ou Marseille désigne sa commune. Un code
/// inconnu donne une liste vide. L'emprise (`bbox`) est un carré de 6 km autour du centre : les contours
/// ne sont pas publiés ici.
#[utoipa::path(
    get,
    path = "/api/geographie/v1/commune/search",
    params(("code" = String, Query, description = "Cinq caractères : 35238, 2A004, 35000", example = "35000", pattern = r"^(\d{5}|2[AB]\d{3})$")),
    responses(
        (status = 200, description = "Les communes, la plus peuplée d’abord", body = Vec<CommuneApi>),
        (status = 400, description = "Le code manque ou n’a pas cette forme"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La géographie n’est pas prête"),
    )
)]
pub async fn communes(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Vec<CommuneApi>>, Erreur> {
    let parametres = Parametres::lire(adresse.as_deref());
    let code = parametres.texte("code").unwrap_or_default().to_ascii_uppercase();
    if !bien_forme(&code) {
        let message = "cinq chiffres sont attendus, ou 2A ou 2B puis trois chiffres";
        return Err(Erreur::parametre("code", message));
    }
    let tables = Geographie::de(&etat)?;
    Ok(Json(chercher(&tables, &code).into_iter().map(|c| CommuneApi::de(c, &tables)).collect()))
}

fn bien_forme(code: &str) -> bool {
    let reste = code.strip_prefix("2A").or_else(|| code.strip_prefix("2B"));
    let chiffres = reste.unwrap_or(code);
    code.len() == 5 && chiffres.bytes().all(|b| b.is_ascii_digit())
}

/// Whole communes of an INSEE code, then of a postal code.
fn chercher<'a>(tables: &'a Tables, code: &str) -> Vec<&'a Commune> {
    let communes = &tables.communes;
    let du_code: Option<CodeCommune> = code.parse().ok();
    let du_postal: Option<CodePostal> = code.parse().ok();
    let par_code = du_code.and_then(|c| communes.par_code(&c.commune_entiere()));
    let par_postal =
        du_postal.into_iter().flat_map(|cp| communes.par_code_postal(&cp).collect::<Vec<_>>());
    let entieres = par_postal.filter_map(|c| communes.par_code(&c.code.commune_entiere()));
    let mut trouvees: Vec<&Commune> = Vec::new();
    for commune in par_code.into_iter().chain(entieres) {
        if !trouvees.iter().any(|deja| deja.code == commune.code) {
            trouvees.push(commune);
        }
    }
    trouvees
}

/// Lister les départements
///
/// Départements et collectivités d'outre-mer, dans l'ordre des codes.
#[utoipa::path(
    get,
    path = "/api/geographie/v1/departement",
    responses(
        (status = 200, description = "Les départements", body = Vec<DepartementApi>),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 300 demandes par minute"),
    )
)]
pub async fn departements() -> Json<Vec<DepartementApi>> {
    Json(Departement::tous().iter().map(DepartementApi::de).collect())
}

/// Lister les missions locales
///
/// Toutes, ou celles d'un cercle, la plus proche d'abord.
#[utoipa::path(
    get,
    path = "/api/geographie/v1/mission-locale",
    params(
        ("latitude" = Option<f64>, Query, description = "Avec longitude", minimum = -90, maximum = 90),
        ("longitude" = Option<f64>, Query, description = "Avec latitude", minimum = -180, maximum = 180),
        ("radius" = Option<f64>, Query, description = "Kilomètres ; 30 par défaut", minimum = 0, maximum = 200),
    ),
    responses(
        (status = 200, description = "Les missions locales", body = Vec<MissionLocaleApi>),
        (status = 400, description = "Une coordonnée manque ou est impossible"),
        (status = 401, description = "La clé d’API manque ou n’est plus valable"),
        (status = 403, description = "La clé ne permet pas cet appel"),
        (status = 429, description = "Plus de 300 demandes par minute"),
        (status = 503, description = "La géographie n’est pas prête"),
    )
)]
pub async fn missions_locales(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<Vec<MissionLocaleApi>>, Erreur> {
    let cercle = Parametres::lire(adresse.as_deref()).cercle()?;
    let missions = Geographie::de(&etat)?.missions;
    let trouvees = match cercle {
        Some((point, rayon)) => missions.autour(point, rayon),
        None => missions.toutes().collect(),
    };
    Ok(Json(trouvees.into_iter().map(MissionLocaleApi::de).collect()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::porte::Communes;

    #[test]
    fn codes_lead_to_whole_communes() {
        let tables = Tables { communes: Arc::new(Communes::embarquees()), ..Tables::default() };
        let cas = [
            ("35238", vec!["35238"]),
            ("2A004", vec!["2A004"]),
            ("75101", vec!["75056"]),
            ("75001", vec!["75056"]),
            // The code of Saint-Denis is also a postal code of Saint-Paul.
            ("97411", vec!["97411", "97415"]),
            ("99999", vec![]),
        ];
        for (code, attendus) in cas {
            let codes: Vec<String> =
                chercher(&tables, code).iter().map(|c| c.code.to_string()).collect();
            assert_eq!(codes, attendus, "{code}");
        }
        assert!(chercher(&tables, "01400").len() > 1);
    }

    #[test]
    fn forms_of_codes() {
        let cas =
            [("35000", true), ("2B033", true), ("2C033", false), ("3500", false), ("2A00A", false)];
        for (code, attendu) in cas {
            assert_eq!(bien_forme(code), attendu, "{code}");
        }
    }
}
