//! `GET /api/v1/effectifs/indicateurs/voeux`: the public figures of the wishes.

use axum::Json;
use axum::extract::State;
use noyau::dates::DateCivile;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::chiffres_voeux::{self, DEFINITION, Part};

/// The figures of an académie.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EffectifsVoeuxAcademie)]
pub struct AcademieApi {
    /// Code de l'académie ; vide pour leur ensemble.
    code: &'static str,
    /// Nom.
    nom: &'static str,
    /// Élèves qui ont demandé une formation en apprentissage ; `null` quand ce n'est pas diffusé.
    eleves: Option<i64>,
    /// Ceux d'entre eux qui ont un contrat.
    en_apprentissage: Option<i64>,
    /// Ceux qui sont inscrits dans un CFA, sans contrat.
    inscrits_sans_contrat: Option<i64>,
    /// Ceux qu'aucun CFA n'a transmis.
    pas_inscrits: Option<i64>,
    /// CFA que ces vœux nomment.
    organismes_attendus: i64,
    /// Ceux d'entre eux qui ont transmis des effectifs de cette rentrée.
    organismes_transmetteurs: i64,
    /// Leur part, en pour cent.
    taux_couverture: i64,
}

/// The figures of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EffectifsVoeux)]
pub struct Reponse {
    /// Année de la rentrée ; `null` tant qu'aucun fichier n'a été importé et compté.
    rentree: Option<i64>,
    /// Jour de l'import du fichier d'Affelnet.
    #[schema(value_type = Option<String>, format = Date)]
    fichier_du: Option<DateCivile>,
    /// Jour des nombres.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<DateCivile>,
    /// D'où ils viennent.
    source: &'static str,
    /// Ce qu'ils comptent.
    definition: &'static str,
    /// Chaque académie du fichier, puis leur ensemble.
    academies: Vec<AcademieApi>,
}

fn dire(part: &Part) -> AcademieApi {
    AcademieApi {
        code: part.code,
        nom: part.nom,
        eleves: part.bilan.map(|b| b.eleves),
        en_apprentissage: part.bilan.map(|b| b.apprentis),
        inscrits_sans_contrat: part.bilan.map(|b| b.sans_contrat),
        pas_inscrits: part.bilan.map(|b| b.non_inscrits),
        organismes_attendus: part.couverture.attendus,
        organismes_transmetteurs: part.couverture.transmetteurs,
        taux_couverture: part.couverture.taux(),
    }
}

/// Ce que deviennent les vœux d'apprentissage
///
/// Pour la dernière rentrée, par académie : les élèves qui ont demandé une formation en apprentissage, ceux qui
/// ont un contrat, ceux qui n'en ont pas. Un nombre de 1 à 4 n'est jamais diffusé, ni ce qui permettrait de le
/// retrouver : les nombres de l'académie valent alors `null`.
#[utoipa::path(
    get,
    path = "/api/v1/effectifs/indicateurs/voeux",
    responses(
        (status = 200, description = "Les nombres", body = Reponse),
        (status = 429, description = "Plus de 600 appels par minute"),
    )
)]
pub async fn voeux(State(etat): State<Etat>) -> Result<Json<Reponse>, Erreur> {
    let campagne = chiffres_voeux::derniere(etat.db.read()).await?;
    let campagne = campagne.as_ref();
    let parts = campagne.into_iter().flat_map(|c| c.academies.iter().chain([&c.ensemble]));
    Ok(Json(Reponse {
        rentree: campagne.map(|c| c.annee),
        fichier_du: campagne.map(|c| c.importe),
        date: campagne.map(|c| c.jour),
        source: "Vœux d’Affelnet, rapprochés des transmissions des organismes de formation",
        definition: DEFINITION,
        academies: parts.map(dire).collect(),
    }))
}
