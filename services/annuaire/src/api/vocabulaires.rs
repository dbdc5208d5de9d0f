//! `GET /api/v1/data`: the territories that the filters take.

use axum::Json;
use noyau::territoires::{Academie, Departement, Region};
use serde::Serialize;
use utoipa::ToSchema;

/// A territory.
#[derive(Serialize, ToSchema)]
pub struct NomDeTerritoire {
    code: &'static str,
    nom: &'static str,
}

/// An académie and what it covers.
#[derive(Serialize, ToSchema)]
pub struct AcademieDuReferentiel {
    code: &'static str,
    nom: &'static str,
    /// Ses départements.
    departements: Vec<NomDeTerritoire>,
}

/// The three lists, each in the order of names.
#[derive(Serialize, ToSchema)]
pub struct VocabulairesReponse {
    regions: Vec<NomDeTerritoire>,
    academies: Vec<AcademieDuReferentiel>,
    departements: Vec<NomDeTerritoire>,
}

/// Régions, académies et départements
///
/// Les codes que prennent les filtres des organismes, avec leurs noms.
#[utoipa::path(
    get,
    path = "/api/v1/data",
    responses(
        (status = 200, description = "Les trois listes", body = VocabulairesReponse),
        (status = 429, description = "Trop de demandes"),
    )
)]
pub async fn data() -> Json<VocabulairesReponse> {
    let departement = |d: &Departement| NomDeTerritoire { code: d.code, nom: d.nom };
    let regions = Region::toutes().iter().map(|r| NomDeTerritoire { code: r.code, nom: r.nom });
    let mut academies: Vec<AcademieDuReferentiel> = Academie::toutes()
        .iter()
        .map(|a| AcademieDuReferentiel {
            code: a.code,
            nom: a.nom,
            departements: a.departements().map(departement).collect(),
        })
        .collect();
    academies.sort_by_key(|a| noyau::texte::plier(a.nom));
    Json(VocabulairesReponse {
        regions: ranger(regions.collect()),
        academies,
        departements: ranger(Departement::tous().iter().map(departement).collect()),
    })
}

fn ranger(mut noms: Vec<NomDeTerritoire>) -> Vec<NomDeTerritoire> {
    noms.sort_by_key(|t| noyau::texte::plier(t.nom));
    noms
}
