//! `GET /api/v1/effectifs/indicateurs`: the public figures.

use axum::Json;
use axum::extract::{RawQuery, State};
use noyau::dates::DateCivile;
use serde::Serialize;
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use crate::cube::Cubes;
use crate::publication::Territoire;

/// The figures of one territory.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EffectifsTerritoire)]
pub struct TerritoireApi {
    /// `national`, `region` ou `departement`.
    niveau: &'static str,
    /// Code Insee ; vide pour la France.
    code: &'static str,
    /// Nom.
    nom: &'static str,
    /// Apprentis ; `null` quand ce n'est pas diffusé.
    apprentis: Option<i64>,
    /// Inscrits sans contrat.
    inscrits_sans_contrat: Option<i64>,
    /// En rupture de contrat.
    rupturants: Option<i64>,
    /// Sorties d'apprentissage.
    abandons: Option<i64>,
    /// Premiers contrats commencés depuis la rentrée (1er août).
    entrees: Option<i64>,
    /// Sorties d'apprentissage depuis la rentrée.
    sorties: Option<i64>,
    /// Inscriptions dont un contrat a été rompu depuis la rentrée.
    ruptures: Option<i64>,
    /// Celles d'entre elles qui ne sont pas de nouveau sous contrat.
    ruptures_nettes: Option<i64>,
    /// Organismes que l'annuaire attend.
    organismes_attendus: i64,
    /// Ceux d'entre eux qui avaient transmis à cette date.
    organismes_transmetteurs: i64,
    /// Leur part, en pour cent ; 100 quand aucun n'est attendu.
    taux_couverture: i64,
}

/// The figures of a day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EffectifsIndicateurs)]
pub struct Reponse {
    /// Jour de la situation : celui demandé ou, quand les dossiers de cette époque sont effacés, la fin de mois gardée.
    #[schema(value_type = String, format = Date)]
    date: DateCivile,
    /// D'où viennent les nombres.
    source: &'static str,
    /// Où lire leurs définitions.
    definition: &'static str,
    /// La France, les régions, les départements.
    territoires: Vec<TerritoireApi>,
}

fn dire(niveau: &'static str, t: &Territoire) -> TerritoireApi {
    let [
        apprentis,
        inscrits_sans_contrat,
        rupturants,
        abandons,
        entrees,
        sorties,
        ruptures,
        ruptures_nettes,
    ] = t.mesures;
    TerritoireApi {
        niveau,
        code: t.code,
        nom: t.nom,
        apprentis,
        inscrits_sans_contrat,
        rupturants,
        abandons,
        entrees,
        sorties,
        ruptures,
        ruptures_nettes,
        organismes_attendus: t.couverture.attendus,
        organismes_transmetteurs: t.couverture.transmetteurs,
        taux_couverture: t.couverture.taux(),
    }
}

/// Indicateurs de l'apprentissage
///
/// À une date, pour la France, chaque région et chaque département. Un nombre de 1 à 4 n'est jamais
/// diffusé, ni ce qui permettrait de le retrouver : il vaut alors `null`.
#[utoipa::path(
    get,
    path = "/api/v1/effectifs/indicateurs",
    params(("date" = Option<String>, Query, description = "AAAA-MM-JJ ; aujourd’hui par défaut")),
    responses(
        (status = 200, description = "Les indicateurs", body = Reponse),
        (status = 400, description = "La date n’est pas lisible, ou elle est à venir"),
        (status = 429, description = "Plus de 600 appels par minute"),
        (status = 503, description = "Les indicateurs ne sont pas prêts"),
    )
)]
pub async fn indicateurs(
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
) -> Result<Json<Reponse>, Erreur> {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let parametres = Parametres::lire(requete.as_deref());
    let jour = match parametres.texte("date") {
        None => aujourd_hui,
        Some(texte) => {
            texte.parse().map_err(|_| Erreur::parametre("date", "AAAA-MM-JJ est attendu"))?
        }
    };
    if jour > aujourd_hui {
        return Err(Erreur::parametre("date", "ce jour est à venir"));
    }
    let p = Cubes::de(&etat).await?.publication(jour);
    let mut territoires = vec![dire("national", &p.nation)];
    for (region, departements) in &p.regions {
        territoires.push(dire("region", region));
        territoires.extend(departements.iter().map(|d| dire("departement", d)));
    }
    Ok(Json(Reponse {
        date: p.jour,
        source: "Transmissions des organismes de formation en apprentissage",
        definition: "/indicateurs-apprentissage",
        territoires,
    }))
}
