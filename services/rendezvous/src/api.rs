//! What partners ask: the link of the form of a training, if it takes requests from them.

use axum::body::Bytes;
use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Erreur, Etat, Partenaire};

use crate::actes;
use crate::depot::formations::{self, Cle, Formation};
use crate::pages::demander;
use crate::refus::Refus;
use crate::regles::portail::Portail;

/// What the public API says of a training that takes no request.
const FERMEE: &str = "Appointment request not available";

/// The same in the words of La bonne alternance's API v1.
const FERMEE_V1: &str = "Prise de rendez-vous non disponible.";

/// La formation, par l’un de ses trois identifiants.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct IdentifiantDeFormation {
    /// Clé ministère éducatif.
    #[schema(example = "088281P01313885594860007038855948600070-67118#L01")]
    cle_ministere_educatif: Option<String>,
    /// IdentifiantDeFormation Parcoursup.
    parcoursup_id: Option<String>,
    /// IdentifiantDeFormation Onisep.
    onisep_id: Option<String>,
}

impl IdentifiantDeFormation {
    /// Exactly one of the three.
    fn cle(&self) -> Result<Cle<'_>, Erreur> {
        let trois = [
            self.cle_ministere_educatif.as_deref().map(Cle::Formation),
            self.parcoursup_id.as_deref().map(Cle::Parcoursup),
            self.onisep_id.as_deref().map(Cle::Onisep),
        ];
        let mut donnes = trois.into_iter().flatten();
        match (donnes.next(), donnes.next()) {
            (Some(cle), None) => Ok(cle),
            _ => Err(Erreur::parametre(
                "cle_ministere_educatif",
                "donnez un identifiant et un seul : cle_ministere_educatif, parcoursup_id ou onisep_id",
            )),
        }
    }
}

/// Demande de la première version.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DemandeDeContexteV1 {
    /// Clé ministère éducatif.
    id_cle_ministere_educatif: Option<String>,
    /// IdentifiantDeFormation Parcoursup.
    id_parcoursup: Option<String>,
    /// IdentifiantDeFormation Onisep.
    id_action_formation: Option<String>,
    /// Le site d’où vient la personne : parcoursup, lba, onisep, jeune_1_solution ou affelnet.
    #[schema(example = "onisep")]
    referrer: String,
}

/// Le lien, et de quoi présenter la formation.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContexteDeRendezVous {
    /// Nom de l’établissement formateur.
    etablissement_formateur_entreprise_raison_sociale: String,
    /// Intitulé de la formation.
    intitule_long: String,
    /// Adresse du lieu de formation.
    lieu_formation_adresse: String,
    /// Code postal du lieu de formation.
    code_postal: String,
    /// SIRET de l’établissement formateur.
    etablissement_formateur_siret: String,
    /// Code formation diplôme.
    cfd: String,
    /// Commune du lieu de formation.
    localite: String,
    /// Clé ministère éducatif ; à défaut, l’identifiant de la formation au catalogue.
    cle_ministere_educatif: String,
    /// Adresse du formulaire.
    form_url: String,
}

/// La même, avec les numéros RCO.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContexteDeRendezVousV1 {
    /// Numéros RCO : formation, action, certification.
    id_rco_formation: Option<String>,
    #[serde(flatten)]
    contexte: ContexteDeRendezVous,
}

/// La formation ne reçoit pas de demande depuis ce site.
#[derive(Debug, Serialize, ToSchema)]
pub struct RendezVousIndisponible {
    /// Pourquoi.
    error: &'static str,
}

/// Le lien, ou pourquoi il n’y en a pas.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum LienDeRendezVous {
    /// La formation reçoit des demandes.
    Lien(Box<ContexteDeRendezVous>),
    /// Elle n’en reçoit pas.
    Indisponible(RendezVousIndisponible),
}

/// La même pour la première version.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum LienDeRendezVousV1 {
    /// La formation reçoit des demandes.
    Lien(Box<ContexteDeRendezVousV1>),
    /// Elle n’en reçoit pas.
    Indisponible(RendezVousIndisponible),
}

/// Générer un lien de prise de rendez-vous
///
/// Rend l'adresse du formulaire de demande de rendez-vous d'une formation, désignée par sa clé
/// ministère éducatif, son identifiant Parcoursup ou son identifiant Onisep. Une formation qui ne
/// reçoit pas de demande depuis votre site n'est pas une erreur : la réponse porte `error`.
#[utoipa::path(post, path = "/api/formation/v1/appointment/generate-link", request_body = IdentifiantDeFormation, responses(
    (status = 200, description = "Le lien, ou pourquoi il n'y en a pas", body = LienDeRendezVous),
    (status = 400, description = "Aucun identifiant, ou plusieurs"),
    (status = 401, description = "La clé manque ou n'est pas valable"),
    (status = 403, description = "La clé ne permet pas de demander des rendez-vous"),
    (status = 404, description = "Cette formation n'existe pas"),
    (status = 429, description = "Trop de demandes")
))]
pub async fn generer(
    State(etat): State<Etat>,
    Extension(partenaire): Extension<Partenaire>,
    corps: Bytes,
) -> Result<Json<LienDeRendezVous>, Erreur> {
    let identifiant: IdentifiantDeFormation = lire(&corps)?;
    let formation = trouver(&etat, identifiant.cle()?).await?;
    let portail = Portail::du_partenaire(&partenaire.nom);
    if !actes::ouverte(&etat, &formation, portail).await? {
        return Ok(Json(LienDeRendezVous::Indisponible(RendezVousIndisponible { error: FERMEE })));
    }
    Ok(Json(LienDeRendezVous::Lien(Box::new(contexte(&etat, &formation, portail)))))
}

/// Créer un contexte de prise de rendez-vous (première version)
///
/// Remplacée par `POST /api/formation/v1/appointment/generate-link`, qui demande une clé.
#[utoipa::path(post, path = "/api/appointment-request/context/create", request_body = DemandeDeContexteV1, responses(
    (status = 200, description = "Le lien, ou pourquoi il n'y en a pas", body = LienDeRendezVousV1),
    (status = 400, description = "Un identifiant manque, ou le site n'est pas connu"),
    (status = 404, description = "Cette formation n'existe pas"),
    (status = 429, description = "Trop de demandes")
))]
pub async fn creer(
    State(etat): State<Etat>,
    corps: Bytes,
) -> Result<Json<LienDeRendezVousV1>, Erreur> {
    let demande: DemandeDeContexteV1 = lire(&corps)?;
    let portail = Portail::lire(&demande.referrer.to_lowercase());
    let portail = portail.filter(|p| *p != Portail::Partenaire).ok_or_else(|| {
        Erreur::parametre("referrer", "parcoursup, lba, onisep, jeune_1_solution ou affelnet")
    })?;
    let identifiant = IdentifiantDeFormation {
        cle_ministere_educatif: demande.id_cle_ministere_educatif,
        parcoursup_id: demande.id_parcoursup,
        onisep_id: demande.id_action_formation,
    };
    let formation = trouver(&etat, identifiant.cle()?).await?;
    if !actes::ouverte(&etat, &formation, portail).await? {
        return Ok(Json(LienDeRendezVousV1::Indisponible(RendezVousIndisponible {
            error: FERMEE_V1,
        })));
    }
    let contexte = contexte(&etat, &formation, portail);
    let id_rco_formation = formation.id_rco;
    Ok(Json(LienDeRendezVousV1::Lien(Box::new(ContexteDeRendezVousV1 {
        id_rco_formation,
        contexte,
    }))))
}

fn lire<'a, T: Deserialize<'a>>(corps: &'a Bytes) -> Result<T, Erreur> {
    serde_json::from_slice(corps)
        .map_err(|e| Erreur::parametre("corps", &format!("JSON illisible ({e})")))
}

async fn trouver(etat: &Etat, cle: Cle<'_>) -> Result<Formation, Erreur> {
    let trouvee = formations::trouver(etat.db.read(), cle).await?;
    trouvee.ok_or_else(|| Refus::FormationInconnue.erreur())
}

fn contexte(etat: &Etat, f: &Formation, portail: Portail) -> ContexteDeRendezVous {
    let formulaire = demander::adresse(&f.id, portail);
    ContexteDeRendezVous {
        etablissement_formateur_entreprise_raison_sociale: f.formateur_nom.clone(),
        intitule_long: f.titre.clone(),
        lieu_formation_adresse: f.lieu_adresse.clone(),
        code_postal: f.lieu_code_postal.clone(),
        etablissement_formateur_siret: f.formateur.clone(),
        cfd: f.cfd.clone(),
        localite: f.lieu_localite.clone(),
        cle_ministere_educatif: f.cle_me.clone().unwrap_or_else(|| f.id.clone()),
        form_url: format!("{}{formulaire}", etat.reglages.adresse),
    }
}
