//! `POST /api/v3/dossiers-apprenants`: what the software of training centres sends.

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{Erreur, Etat, Partenaire};

use crate::depot::fautes;
use crate::depot::transmissions::{self, Transmission};
use crate::reception::{self, Recue};
use crate::regles::faute::Faute;

/// Most items of one call.
const ITEMS_MAX: usize = 2_000;

/// Largest body, in bytes.
const CORPS_MAX: usize = 10 * 1024 * 1024;

/// Faults shown in one answer.
const FAUTES_MAX: i64 = 10_000;

/// The answer to a sending.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossiersApprenantsReponse)]
pub struct Reponse {
    /// Toujours `OK` : l'envoi est enregistré.
    status: &'static str,
    /// Toujours `Queued`.
    message: &'static str,
    /// Présent quand un dossier au moins est refusé.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
    /// Identifiant de la transmission, pour lire son compte rendu.
    transmission: String,
    /// Nombre de dossiers acceptés.
    accepted: usize,
    /// Nombre de dossiers refusés.
    rejected: usize,
    /// Chaque dossier, dans l'ordre reçu, avec ce qui est à corriger.
    #[schema(value_type = Vec<Object>)]
    data: Vec<Value>,
}

/// Envoyer des dossiers d'apprenants
///
/// 2 000 dossiers au plus par appel. Chaque dossier est jugé seul : un dossier refusé porte ses
/// `validation_errors`, les autres sont enregistrés. Un dossier renvoyé met à jour celui qui a le même
/// organisme formateur, la même année scolaire et le même `id_erp_apprenant`.
#[utoipa::path(
    post,
    path = "/api/v3/dossiers-apprenants",
    request_body(content = Object, description = "Un tableau de dossiers"),
    responses(
        (status = 200, description = "L’envoi est enregistré", body = Reponse),
        (status = 400, description = "Le corps n’est pas un tableau JSON de 2 000 dossiers au plus"),
        (status = 403, description = "La clé manque, n’est plus valable, ou n’est pas celle d’un organisme"),
        (status = 413, description = "Le corps dépasse 10 Mo"),
        (status = 429, description = "Plus de 3 000 appels par minute"),
    )
)]
pub async fn dossiers(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    corps: Body,
) -> Result<Json<Reponse>, Erreur> {
    let organisme = organisme(partenaire)?;
    let corps = to_bytes(corps, CORPS_MAX).await.map_err(|_| trop_grand())?;
    let lire = move || serde_json::from_slice::<Vec<Value>>(&corps).map_err(|_| illisible());
    let items = tokio::task::spawn_blocking(lire).await.map_err(anyhow::Error::from)??;
    if items.len() > ITEMS_MAX {
        return Err(illisible());
    }
    let maintenant = etat.horloge.maintenant().ms();
    let recue = reception::recevoir(&etat.db, &organisme, items, maintenant).await?;
    Ok(Json(repondre(recue)))
}

fn repondre(recue: Recue) -> Reponse {
    let rejected = recue.refuses();
    let accepted = recue.lus.len() - rejected;
    let data = recue.items.into_iter().zip(recue.lus).map(|(item, lu)| {
        let mut objet = match item {
            Value::Object(objet) => objet,
            autre => serde_json::Map::from_iter([("dossier".to_owned(), autre)]),
        };
        objet.insert("has_error".to_owned(), (!lu.fautes.is_empty()).into());
        if !lu.fautes.is_empty() {
            let fautes: Vec<Value> = lu.fautes.iter().map(faute).collect();
            objet.insert("validation_errors".to_owned(), fautes.into());
        }
        if !lu.avertissements.is_empty() {
            let avis: Vec<Value> = lu.avertissements.iter().map(faute).collect();
            objet.insert("avertissements".to_owned(), avis.into());
        }
        Value::Object(objet)
    });
    Reponse {
        status: "OK",
        message: "Queued",
        detail: (rejected > 0).then_some("Some data are invalid"),
        transmission: recue.id,
        accepted,
        rejected,
        data: data.collect(),
    }
}

/// `message` and `path` are what existing software reads.
fn faute(faute: &Faute) -> Value {
    json!({ "message": faute.message, "path": [faute.champ], "code": faute.code, "valeur": faute.valeur })
}

fn organisme(partenaire: Partenaire) -> Result<String, Erreur> {
    let message =
        "Cette clé n’est pas celle d’un organisme de formation : faites-en une dans votre espace.";
    partenaire.organisme.ok_or_else(|| Erreur::interdit("cle.organisme", message))
}

fn trop_grand() -> Erreur {
    let message = "L’envoi dépasse 10 Mo : envoyez les dossiers en plusieurs fois.";
    Erreur::nouvelle(StatusCode::PAYLOAD_TOO_LARGE, "corps.taille", message)
}

fn illisible() -> Erreur {
    let message = "Erreur de validation : un tableau JSON de 2 000 dossiers au plus est attendu.";
    Erreur::nouvelle(StatusCode::BAD_REQUEST, "requete.corps", message)
        .avec("error", "Bad Request".into())
}

/// The answer of the test.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DossiersApprenantsEssai)]
pub struct Essai {
    /// Toujours `ok`.
    msg: &'static str,
}

/// Essayer sa clé
///
/// Répond si la clé permet d'envoyer des dossiers ; n'enregistre rien.
#[utoipa::path(
    post,
    path = "/api/v3/dossiers-apprenants/test",
    responses(
        (status = 200, description = "La clé est bonne", body = Essai),
        (status = 403, description = "La clé manque, n’est plus valable, ou n’est pas celle d’un organisme"),
        (status = 429, description = "Plus de 3 000 appels par minute"),
    )
)]
pub async fn essai(Extension(partenaire): Extension<Partenaire>) -> Result<Json<Essai>, Erreur> {
    organisme(partenaire).map(|_| Json(Essai { msg: "ok" }))
}

/// The report of a sending.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TransmissionCompteRendu)]
pub struct CompteRendu {
    /// Identifiant.
    id: String,
    /// `recue`, `traitee` ou `echec`.
    etat: String,
    /// Dossiers reçus ; la somme des suivants quand l'envoi est traité.
    recus: i64,
    /// Dossiers refusés.
    refuses: i64,
    /// Dossiers nouveaux.
    crees: i64,
    /// Dossiers qui ont changé.
    mis_a_jour: i64,
    /// Dossiers déjà connus à l'identique.
    identiques: i64,
    /// Dossiers en double dans l'envoi.
    fusionnes: i64,
    /// Ce qui est à corriger, dossier par dossier.
    #[schema(value_type = Vec<Object>)]
    erreurs: Vec<Value>,
}

/// Compte rendu d'une transmission
///
/// Ce qui a été reçu, accepté, fusionné, refusé ; chaque faute avec son dossier, son champ et son code.
#[utoipa::path(
    get,
    path = "/api/v3/transmissions/{id}",
    params(("id" = String, Path, description = "`transmission` de la réponse à l’envoi")),
    responses(
        (status = 200, description = "Le compte rendu", body = CompteRendu),
        (status = 403, description = "La clé manque, n’est plus valable, ou n’est pas celle d’un organisme"),
        (status = 404, description = "L’organisme de la clé n’a pas fait cette transmission"),
        (status = 429, description = "Plus de 120 appels par minute"),
    )
)]
pub async fn compte_rendu(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    Path(id): Path<String>,
) -> Result<Json<CompteRendu>, Erreur> {
    let organisme = organisme(partenaire)?;
    let db = etat.db.read();
    let trouvee = transmissions::trouver(db, &id).await?.filter(|t| t.organisme == organisme);
    let message = "Votre organisme n’a pas fait cette transmission.";
    let t: Transmission = trouvee.ok_or_else(|| Erreur::introuvable(message))?;
    let erreurs = fautes::lister(db, &t.id, (0, FAUTES_MAX)).await?;
    let erreurs = erreurs.into_iter().map(|f| {
        json!({
            "rang": f.rang, "id_erp_apprenant": f.id_erp, "refuse": f.refuse == 1, "champ": f.champ,
            "code": f.code, "valeur": f.valeur, "message": f.message,
        })
    });
    Ok(Json(CompteRendu {
        id: t.id,
        etat: t.etat,
        recus: t.recus,
        refuses: t.refuses,
        crees: t.crees,
        mis_a_jour: t.mis_a_jour,
        identiques: t.identiques,
        fusionnes: t.fusionnes,
        erreurs: erreurs.collect(),
    }))
}
