//! What changed, for partners who keep a copy.

use axum::Json;
use axum::extract::{Query, State};
use noyau::dates::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Erreur, Etat};

use super::partenaires::nombre;
use crate::depot::changements::{self, LigneChangement};

/// A change.
#[derive(Serialize, ToSchema)]
pub struct ChangementApi {
    /// Sa place, à donner dans `since` pour lire la suite.
    curseur: i64,
    siret: String,
    /// cree, modifie, disparu, ou decision quand l'académie ou la région a fixé l'UAI.
    genre: String,
    /// Champs modifiés ; vide pour une création ou une disparition.
    champs: Vec<String>,
    /// Date et heure, ISO 8601.
    instant: String,
}

/// Some changes, in order.
#[derive(Serialize, ToSchema)]
pub struct ChangementsReponse {
    changements: Vec<ChangementApi>,
    /// Curseur de la demande suivante, même s'il n'y a rien de nouveau.
    suivant: i64,
    /// Faux quand d'autres changements attendent déjà.
    a_jour: bool,
}

/// Where to start.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Depuis {
    /// Curseur reçu la fois précédente ; 0 pour tout lire.
    since: Option<String>,
    /// Nombre de changements, 1 à 1 000 ; 500 par défaut.
    limite: Option<String>,
}

/// Ce qui a changé dans l'annuaire
///
/// Dans l'ordre où c'est arrivé. Gardez `suivant` et redonnez-le dans `since` : rien n'est manqué ni
/// lu deux fois, même après un arrêt. Le journal garde un an : un curseur plus ancien est refusé,
/// relisez alors la liste des organismes.
#[utoipa::path(
    get,
    path = "/api/v1/organismes/changements",
    params(Depuis),
    responses(
        (status = 200, description = "Les changements", body = ChangementsReponse),
        (status = 400, description = "Le curseur ou la limite n'est pas un nombre attendu"),
        (status = 410, description = "Le curseur est plus ancien que le journal"),
        (status = 429, description = "Trop de demandes"),
    )
)]
pub async fn changements(
    State(etat): State<Etat>,
    Query(depuis): Query<Depuis>,
) -> Result<Json<ChangementsReponse>, Erreur> {
    let curseur = nombre("since", depuis.since.as_deref(), 0, 0, i64::MAX as usize)?;
    let limite = nombre("limite", depuis.limite.as_deref(), 500, 1, 1_000)?;
    let debut = curseur.cast_signed() as i64;
    let premier = changements::premier_rang(etat.db.read()).await?;
    if curseur > 0 && premier.is_some_and(|premier| debut + 1 < premier) {
        return Err(perime());
    }
    let mut lus = changements::changements(etat.db.read(), debut, limite as i64 + 1).await?;
    let a_jour = lus.len() <= limite;
    lus.truncate(limite);
    Ok(Json(ChangementsReponse {
        suivant: lus.last().map_or(debut, |c| c.rang),
        changements: lus.into_iter().map(montrer).collect(),
        a_jour,
    }))
}

fn perime() -> Erreur {
    let message = "Ce curseur est plus ancien que le journal, qui garde un an : relisez la liste des organismes, puis repartez de since=0.";
    Erreur::nouvelle(axum::http::StatusCode::GONE, "changements.perime", message)
}

fn montrer(c: LigneChangement) -> ChangementApi {
    let champs = c.champs.split(',').filter(|c| !c.is_empty()).map(str::to_owned);
    ChangementApi {
        curseur: c.rang,
        siret: c.siret,
        genre: c.genre,
        champs: champs.collect(),
        instant: Instant::from_ms(c.instant).to_string(),
    }
}
