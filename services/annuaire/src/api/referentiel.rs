//! The routes of the référentiel UAI–SIRET, API v1.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use noyau::identifiants::{Siret, Uai};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use web::export::{self, Format};
use web::{Erreur, Etat};

use super::filtres::Demande;
use crate::export::{ORGANISMES, lignes};
use crate::pages::perimetre;
use crate::porte::{Organisme, PorteurUai, Registres, organismes_par_uai};
use crate::regles::fusion::{Adresse, Relation, UaiConnue};
use crate::regles::situation::{Anomalie, Situation};
use crate::regles::vocabulaire::{GenreRelation, StatutUai};

/// Where the page stands.
#[derive(Serialize, ToSchema)]
pub struct PaginationApi {
    page: usize,
    resultats_par_page: usize,
    nombre_de_page: usize,
    total: usize,
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct ListeReponse {
    /// Les organismes, réduits aux champs demandés.
    #[schema(value_type = Vec<Object>)]
    organismes: Vec<Value>,
    pagination: PaginationApi,
}

/// Organismes de formation
///
/// Les listes se donnent séparées par des virgules. Un paramètre inconnu est refusé.
#[utoipa::path(
    get,
    path = "/api/v1/organismes",
    params(
        ("sirets" = Option<String>, Query, description = "SIRET, ou SIREN pour tous ses établissements"),
        ("uais" = Option<String>, Query, description = "true, false ou une liste d'UAI validés"),
        ("uai_potentiels" = Option<String>, Query, description = "true, false ou une liste d'UAI"),
        ("natures" = Option<String>, Query, description = "responsable, formateur, responsable_formateur, inconnue"),
        ("etat_administratif" = Option<String>, Query, description = "actif ou fermé"),
        ("qualiopi" = Option<bool>, Query, description = "Certifié pour l'apprentissage"),
        ("anomalies" = Option<bool>, Query, description = "Avec ou sans anomalie"),
        ("relations" = Option<String>, Query, description = "true, false, ou responsable->formateur, formateur->responsable, entreprise"),
        ("numero_declaration_activite" = Option<String>, Query, description = "true, false ou une liste"),
        ("reseaux" = Option<String>, Query, description = "Codes des réseaux"),
        ("departements" = Option<String>, Query, description = "Codes des départements"),
        ("academies" = Option<String>, Query, description = "Codes des académies"),
        ("regions" = Option<String>, Query, description = "Codes des régions"),
        ("text" = Option<String>, Query, description = "Nom, SIREN, SIRET ou UAI"),
        ("page" = Option<usize>, Query, description = "À partir de 1"),
        ("items_par_page" = Option<usize>, Query, description = "1 à 1 000 ; 10 par défaut"),
        ("ordre" = Option<String>, Query, description = "asc ou desc, sur le SIRET"),
        ("champs" = Option<String>, Query, description = "Champs à garder, avec des points : siret,adresse.region.code"),
    ),
    responses(
        (status = 200, description = "La page", body = ListeReponse),
        (status = 400, description = "Un paramètre est inconnu ou sa valeur impossible"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn lister(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Json<ListeReponse>, Erreur> {
    let demande = Demande::lire(&adresse.unwrap_or_default())?;
    let registre = Registres::de(&etat).await?;
    let mut retenus: Vec<&Organisme> =
        registre.organismes.iter().filter(|o| demande.retient(o)).collect();
    if !demande.croissant {
        retenus.reverse();
    }
    let debut = (demande.page - 1) * demande.par_page;
    let page = retenus.iter().skip(debut).take(demande.par_page);
    Ok(Json(ListeReponse {
        organismes: page.map(|o| projeter(decrire(o), &demande.champs)).collect(),
        pagination: PaginationApi {
            page: demande.page,
            resultats_par_page: demande.par_page,
            nombre_de_page: retenus.len().div_ceil(demande.par_page),
            total: retenus.len(),
        },
    }))
}

/// The list as a CSV file, whole: the page asked changes nothing.
pub async fn csv(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Csv).await
}

/// The list as a spreadsheet, whole.
pub async fn xlsx(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Xlsx).await
}

async fn fichier(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    format: Format,
) -> Result<Response, Erreur> {
    let demande = Demande::lire(&adresse.unwrap_or_default())?;
    let registre = Registres::de(&etat).await?;
    let tous = registre.organismes.iter().enumerate();
    let rangs = tous.filter(|(_, o)| demande.retient(o)).map(|(rang, _)| rang).collect();
    export::repondre(format, "organismes", ORGANISMES, lignes(registre, rangs)).await
}

/// Un organisme par son SIRET
#[utoipa::path(
    get,
    path = "/api/v1/organismes/{siret}",
    params(("siret" = String, Path, description = "SIRET, 14 chiffres")),
    responses(
        (status = 200, description = "L'organisme", body = Object),
        (status = 400, description = "Le SIRET n'a pas la forme ou la clé attendue"),
        (status = 404, description = "SIRET inconnu"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "L'annuaire n'est pas prêt"),
    )
)]
pub async fn organisme(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
) -> Result<Json<Value>, Erreur> {
    let siret: Siret =
        siret.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre("siret", &e.message))?;
    let registre = Registres::de(&etat).await?;
    let trouve = registre.get(&siret).ok_or_else(|| Erreur::introuvable("Siret inconnu"))?;
    Ok(Json(decrire(trouve)))
}

/// An organisation that holds a UAI.
#[derive(Serialize, ToSchema)]
pub struct PorteurApi {
    siret: String,
    /// validee, probable, declaree ou potentielle ; absent pour un simple lieu.
    statut: Option<&'static str>,
    /// C'est l'UAI d'un de ses lieux de formation.
    son_lieu: bool,
}

/// The holders of a UAI.
#[derive(Serialize, ToSchema)]
pub struct UaiReponse {
    uai: String,
    organismes: Vec<PorteurApi>,
}

/// Les organismes auxquels une source donne un UAI
#[utoipa::path(
    get,
    path = "/api/v1/uais/{uai}",
    params(("uai" = String, Path, description = "UAI, 7 chiffres et une lettre")),
    responses(
        (status = 200, description = "Les organismes", body = UaiReponse),
        (status = 400, description = "L'UAI n'a pas la forme ou la clé attendue"),
        (status = 404, description = "UAI inconnu"),
        (status = 429, description = "Trop de demandes"),
    )
)]
pub async fn uai(
    State(etat): State<Etat>,
    Path(uai): Path<String>,
) -> Result<Json<UaiReponse>, Erreur> {
    let uai: Uai =
        uai.parse().map_err(|e: noyau::ValeurInvalide| Erreur::parametre("uai", &e.message))?;
    let porteurs = organismes_par_uai(etat.db.read(), &uai).await?;
    if porteurs.is_empty() {
        return Err(Erreur::introuvable("UAI inconnu"));
    }
    let un = |p: PorteurUai| PorteurApi {
        siret: p.siret.to_string(),
        statut: p.statut.map(StatutUai::code),
        son_lieu: p.son_lieu,
    };
    let organismes = porteurs.into_iter().map(un).collect();
    Ok(Json(UaiReponse { uai: uai.to_string(), organismes }))
}

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
    let tous = registre.organismes.iter();
    let valide = |o: &&Organisme| Situation::de(o) == Situation::Validee;
    Ok(Json(CouvertureReponse {
        organismes: registre.organismes.len(),
        total: tous.clone().filter(|o| perimetre(o)).count(),
        valides: tous.clone().filter(|o| perimetre(o)).filter(valide).count(),
        uai_existant: tous.filter(valide).count(),
    }))
}

/// The organisation as the référentiel writes it, with sources and dates; no mailbox.
pub fn decrire(o: &Organisme) -> Value {
    let dit =
        |f: &Option<crate::regles::fusion::Fait<String>>| f.as_ref().map(|f| f.valeur.clone());
    let reseaux: Vec<Value> = o.reseaux.iter().map(|r| json!({ "code": r })).collect();
    let genre = |voulu: &str| -> Vec<Value> {
        let ceux = o.certifications.iter().filter(|c| c.genre == voulu);
        ceux.map(|c| json!({ "code": c.code, "type": c.genre, "label": c.libelle })).collect()
    };
    json!({
        "siret": o.siret.as_str(),
        "uai": o.uai_validee().map(|u| u.to_string()),
        "raison_sociale": dit(&o.raison_sociale),
        "enseigne": dit(&o.enseigne),
        "nature": o.nature().code(),
        "etat_administratif": if o.ouvert() { "actif" } else { "fermé" },
        "siege_social": o.siege_social.as_ref().map(|f| f.valeur),
        "qualiopi": o.qualiopi.as_ref().map(|f| f.valeur),
        "numero_declaration_activite": dit(&o.nda),
        "adresse": o.adresse.as_ref().map(|f| adresse(&f.valeur)),
        "reseaux": reseaux,
        "uai_potentiels": o.uais.iter().map(potentiel).collect::<Vec<_>>(),
        "relations": o.relations.iter().map(relation).collect::<Vec<_>>(),
        "lieux_de_formation": o.lieux.iter().map(lieu).collect::<Vec<_>>(),
        "certifications": genre("rncp"),
        "diplomes": genre("cfd"),
        "_meta": {
            "uai_probable": probable(o),
            "anomalies": Anomalie::de(o).iter().map(|a| json!({
                "key": a.code(), "details": a.libelle(), "correction": a.interlocuteur(),
            })).collect::<Vec<_>>(),
        },
    })
}

fn probable(o: &Organisme) -> Option<String> {
    let dite = |u: &&UaiConnue| u.dites.iter().any(|d| d.statut == StatutUai::Probable);
    o.uais.iter().find(dite).map(|u| u.uai.to_string())
}

fn potentiel(u: &UaiConnue) -> Value {
    let sources: Vec<&str> = u.dites.iter().map(|d| d.provenance.jeu.as_str()).collect();
    let date = u.dites.iter().map(|d| d.provenance.date).max();
    json!({
        "uai": u.uai.as_str(),
        "statut": u.statut.code(),
        "sources": sources,
        "date_collecte": date.map(|d| d.to_string()),
    })
}

fn relation(r: &Relation) -> Value {
    let genre = match r.genre {
        GenreRelation::ResponsableDe => "responsable->formateur",
        GenreRelation::FormateurDe => "formateur->responsable",
        GenreRelation::Entreprise => "entreprise",
    };
    json!({
        "type": genre,
        "siret": r.siret.as_str(),
        "label": r.nom,
        "sources": [r.provenance.jeu],
        "date_collecte": r.provenance.date.to_string(),
    })
}

fn lieu(l: &crate::porte::Lieu) -> Value {
    json!({
        "code": l.code,
        "uai": l.uai.map(|u| u.to_string()),
        "uai_fiable": l.uai_fiable,
        "adresse": adresse(&l.adresse),
        "sources": [l.provenance.jeu],
        "date_collecte": l.provenance.date.to_string(),
    })
}

fn adresse(a: &Adresse) -> Value {
    let code = |c: &Option<String>| c.as_ref().map(|c| json!({ "code": c }));
    let geojson = a.point.map(|(lat, lon)| {
        json!({
            "type": "Feature",
            "geometry": { "type": "Point", "coordinates": [lon, lat] },
            "properties": {},
        })
    });
    json!({
        "label": a.texte,
        "code_postal": a.code_postal,
        "code_insee": a.commune,
        "localite": a.localite,
        "departement": code(&a.departement),
        "academie": code(&a.academie),
        "region": code(&a.region),
        "geojson": geojson,
    })
}

/// Keeps the fields asked; all of them when none is.
fn projeter(valeur: Value, champs: &[String]) -> Value {
    if champs.is_empty() {
        return valeur;
    }
    let mut garde = Map::new();
    for champ in champs {
        let chemin: Vec<&str> = champ.split('.').collect();
        copier(&valeur, &mut garde, &chemin);
    }
    Value::Object(garde)
}

fn copier(source: &Value, cible: &mut Map<String, Value>, chemin: &[&str]) {
    let Some((nom, reste)) = chemin.split_first() else { return };
    let Some(valeur) = source.get(*nom) else { return };
    if reste.is_empty() || !valeur.is_object() {
        cible.insert((*nom).to_owned(), valeur.clone());
        return;
    }
    let fils = cible.entry(*nom).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(fils) = fils {
        copier(valeur, fils, reste);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::projeter;

    #[test]
    fn only_the_fields_asked_are_kept() {
        let tout =
            json!({ "siret": "1", "adresse": { "region": { "code": "53" }, "localite": "X" } });
        let champs = |texte: &str| texte.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(projeter(tout.clone(), &[]), tout);
        let garde = projeter(tout, &champs("siret,adresse.region.code,absent"));
        assert_eq!(garde, json!({ "siret": "1", "adresse": { "region": { "code": "53" } } }));
    }
}
