//! The counts of the référentiel's API v1.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{RawQuery, State};
use noyau::dates::Instant;
use noyau::identifiants::Siret;
use noyau::territoires::Academie;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use crate::depot::changements::arrivees;
use crate::pages::perimetre;
use crate::porte::{Organisme, Registre, Registres};
use crate::regles::situation::Situation;
use crate::regles::vocabulaire::Nature;

/// Coverage of the country.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouvertureReponse {
    /// Organismes connus.
    organismes: usize,
    /// Ouverts et certifiés Qualiopi.
    total: usize,
    /// Parmi ceux-ci, ceux dont l'UAI est validé.
    valides: usize,
    /// Organismes dont l'UAI est validé, dans ce périmètre ou non.
    uai_existant: usize,
}

/// Couverture des UAI
#[utoipa::path(
    get,
    path = "/api/v1/stats/couverture",
    responses(
        (status = 200, description = "Les comptes", body = CouvertureReponse),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn couverture(State(etat): State<Etat>) -> Result<Json<CouvertureReponse>, Erreur> {
    let registre = Registres::de(&etat).await?;
    let tous = registre.organismes.iter().map(AsRef::<Organisme>::as_ref);
    let valide = |o: &&Organisme| Situation::de(o) == Situation::Validee;
    Ok(Json(CouvertureReponse {
        organismes: registre.organismes.len(),
        total: tous.clone().filter(|o| perimetre(o)).count(),
        valides: tous.clone().filter(|o| perimetre(o)).filter(valide).count(),
        uai_existant: tous.filter(valide).count(),
    }))
}

/// Counts of the country, then of each académie.
#[derive(Serialize, ToSchema)]
pub struct RepartitionReponse {
    /// Le compte de chaque valeur.
    #[schema(value_type = Object)]
    national: Value,
    /// Les mêmes comptes, avec « academie » : `{code, nom}`. Le code est false sans adresse.
    #[schema(value_type = Vec<Object>)]
    academies: Vec<Value>,
}

/// Organismes par nature
///
/// Comptes de chaque nature, pour la France et par académie.
#[utoipa::path(
    get,
    path = "/api/v1/stats/natures",
    responses(
        (status = 200, description = "Les comptes", body = RepartitionReponse),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn natures(State(etat): State<Etat>) -> Result<Json<RepartitionReponse>, Erreur> {
    let registre = Registres::de(&etat).await?;
    let codes = NATURES.map(Nature::code);
    Ok(Json(repartir(&registre, &codes, |_| true, |o| o.nature().code())))
}

/// État de validation des UAI
///
/// Parmi les organismes ouverts et certifiés Qualiopi : UAI validé, à valider, à renseigner.
#[utoipa::path(
    get,
    path = "/api/v1/stats/validation",
    params(("natures" = Option<String>, Query, description = "Natures à compter, séparées par des virgules ; toutes par défaut")),
    responses(
        (status = 200, description = "Les comptes", body = RepartitionReponse),
        (status = 400, description = "Une nature n'existe pas"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn validation(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<RepartitionReponse>, Erreur> {
    let parametres = Parametres::lire(adresse.as_deref());
    let lire =
        |texte: &str| texte.parse::<Nature>().map_err(|e| Erreur::parametre("natures", &e.message));
    let voulues: Vec<Nature> =
        parametres.liste("natures").into_iter().map(lire).collect::<Result<_, _>>()?;
    let registre = Registres::de(&etat).await?;
    let compte =
        |o: &Organisme| perimetre(o) && (voulues.is_empty() || voulues.contains(&o.nature()));
    Ok(Json(repartir(&registre, &["VALIDE", "A_VALIDER", "A_RENSEIGNER"], compte, |o| {
        match Situation::de(o) {
            Situation::Validee => "VALIDE",
            Situation::AVerifier => "A_VALIDER",
            Situation::AIdentifier => "A_RENSEIGNER",
        }
    })))
}

/// Counts by nature of what is certified and what is not.
#[derive(Serialize, ToSchema)]
pub struct QualiopiApi {
    nature: &'static str,
    qualiopi: usize,
    non_qualiopi: usize,
}

/// Certification Qualiopi par nature
#[utoipa::path(
    get,
    path = "/api/v1/stats/qualiopi",
    responses(
        (status = 200, description = "Les comptes", body = Vec<QualiopiApi>),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn qualiopi(State(etat): State<Etat>) -> Result<Json<Vec<QualiopiApi>>, Erreur> {
    let registre = Registres::de(&etat).await?;
    let compter = |nature: Nature, voulu: bool| {
        let de_la_nature = registre.organismes.iter().filter(|o| o.nature() == nature);
        de_la_nature.filter(|o| o.qualiopi.as_ref().is_some_and(|q| q.valeur == voulu)).count()
    };
    let comptes = NATURES.map(|nature| QualiopiApi {
        nature: nature.code(),
        qualiopi: compter(nature, true),
        non_qualiopi: compter(nature, false),
    });
    Ok(Json(comptes.into()))
}

/// Open and closed.
#[derive(Serialize, ToSchema)]
pub struct EtatsReponse {
    actif: usize,
    #[serde(rename = "fermé")]
    ferme: usize,
}

/// Organismes ouverts et fermés
#[utoipa::path(
    get,
    path = "/api/v1/stats/etat_administratif",
    responses(
        (status = 200, description = "Les comptes", body = EtatsReponse),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn etat_administratif(State(etat): State<Etat>) -> Result<Json<EtatsReponse>, Erreur> {
    let registre = Registres::de(&etat).await?;
    let actif = registre.organismes.iter().filter(|o| o.ouvert()).count();
    Ok(Json(EtatsReponse { actif, ferme: registre.organismes.len() - actif }))
}

/// Organisations that came in a month.
#[derive(Serialize, ToSchema)]
pub struct MoisApi {
    annee: i32,
    mois: u32,
    total: usize,
}

/// Nouveaux organismes, mois par mois
///
/// Responsables certifiés Qualiopi, par mois d'entrée dans l'annuaire.
#[utoipa::path(
    get,
    path = "/api/v1/stats/nouveaux",
    responses(
        (status = 200, description = "Les comptes", body = Vec<MoisApi>),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn nouveaux(State(etat): State<Etat>) -> Result<Json<Vec<MoisApi>>, Erreur> {
    let registre = Registres::de(&etat).await?;
    let compte = |siret: &str| {
        let organisme = siret.parse::<Siret>().ok().and_then(|s| registre.get(&s));
        organisme.is_some_and(|o| {
            let signe = matches!(o.nature(), Nature::Responsable | Nature::ResponsableFormateur);
            signe && o.qualiopi.as_ref().is_some_and(|q| q.valeur)
        })
    };
    let mut mois: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    for (siret, instant) in arrivees(etat.db.read(), 0).await? {
        if compte(&siret) {
            let jour = Instant::from_ms(instant).date();
            *mois.entry((jour.annee(), jour.mois())).or_default() += 1;
        }
    }
    let un = |((annee, mois), total)| MoisApi { annee, mois, total };
    Ok(Json(mois.into_iter().map(un).collect()))
}

const NATURES: [Nature; 4] =
    [Nature::Formateur, Nature::Inconnue, Nature::Responsable, Nature::ResponsableFormateur];

/// Counts of each value, for the country and by académie, in the order of their names.
fn repartir(
    registre: &Registre,
    valeurs: &[&'static str],
    compte: impl Fn(&Organisme) -> bool,
    valeur: impl Fn(&Organisme) -> &'static str,
) -> RepartitionReponse {
    let zero = || valeurs.iter().map(|v| (*v, 0_usize)).collect::<BTreeMap<_, _>>();
    let (mut national, mut academies) = (zero(), BTreeMap::new());
    for o in registre.organismes.iter().filter(|o| compte(o)) {
        let code = o.adresse.as_ref().and_then(|a| a.valeur.academie.as_deref());
        let academie = code.and_then(Academie::par_code);
        let cle = academie.map_or(("Inconnu", None), |a| (a.nom, Some(a.code)));
        let ici = academies.entry(cle).or_insert_with(zero);
        for comptes in [&mut national, ici] {
            *comptes.entry(valeur(o)).or_default() += 1;
        }
    }
    let academies = academies.into_iter().map(|((nom, code), comptes)| {
        let mut ligne = json!(comptes);
        ligne["academie"] = json!({ "code": code.map_or(json!(false), |c| json!(c)), "nom": nom });
        ligne
    });
    RepartitionReponse { national: json!(national), academies: academies.collect() }
}
