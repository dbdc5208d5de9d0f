//! What the services hold of the visitor, as files (GDPR, article 20).

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use conformite::dossiers::{self, Partie};
use futures::stream::{self, StreamExt};
use serde_json::{Map, Value, json};
use web::export::{self, Format};
use web::jeu::{Cellule, Colonne, Genre};
use web::{Erreur, Etat};

use super::accueil::sans_visite;
use super::dossier::declarations;
use super::{Rendu, quand, visiteur};

const fn colonne(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple: "" }
}

/// One row for each value: tables have different columns.
const COLONNES: &[Colonne] = &[
    colonne("ensemble", "Ce dont il s’agit"),
    colonne("ligne", "Numéro de la ligne dans cet ensemble"),
    colonne("donnee", "Ce que c’est"),
    colonne("valeur", "Ce que nous détenons"),
];

/// The file in this format: `json` or `csv`.
pub async fn show(
    State(etat): State<Etat>,
    Path(format): Path<String>,
    entetes: HeaderMap,
) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let Some(courriel) = visiteur(etat.db.read(), &entetes, maintenant).await? else {
        return sans_visite();
    };
    let parties = dossiers::lire(etat.db.read(), &*declarations(&etat)?, &courriel).await?;
    let mut reponse = match format.as_str() {
        "json" => en_json(&courriel, &parties, maintenant)?,
        "csv" => {
            let lignes = stream::iter(lignes(&parties).into_iter().map(Ok)).boxed();
            export::repondre(Format::Csv, "mes-donnees", COLONNES, lignes).await?
        }
        _ => return Err(Erreur::introuvable("Les formats sont json et csv.")),
    };
    let garde = HeaderValue::from_static("no-store");
    reponse.headers_mut().insert(header::CACHE_CONTROL, garde);
    Ok(reponse)
}

fn en_json(courriel: &str, parties: &[Partie], maintenant: i64) -> Result<Response, Erreur> {
    let ensembles: Vec<Value> = parties.iter().map(ensemble).collect();
    let tout = json!({ "adresse": courriel, "date": quand(maintenant), "donnees": ensembles });
    let entetes = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mes-donnees.json\""),
    ];
    Ok((entetes, serde_json::to_string_pretty(&tout)?).into_response())
}

fn ensemble(partie: &Partie) -> Value {
    let ligne = |valeurs: &Vec<Option<String>>| -> Map<String, Value> {
        let champs = partie.colonnes.iter().zip(valeurs);
        champs.map(|(c, v)| (c.nom.to_owned(), lisible(v.as_deref(), c.date).into())).collect()
    };
    let lignes: Vec<_> = partie.lignes.iter().map(ligne).collect();
    json!({ "ensemble": partie.dossier.titre, "lignes": lignes })
}

fn lisible(valeur: Option<&str>, date: bool) -> Option<String> {
    let valeur = valeur?;
    Some(if date {
        valeur.parse().map_or_else(|_| valeur.to_owned(), quand)
    } else {
        valeur.to_owned()
    })
}

fn lignes(parties: &[Partie]) -> Vec<Vec<Cellule>> {
    let mut toutes = Vec::new();
    for partie in parties {
        for (rang, valeurs) in (1_i64..).zip(&partie.lignes) {
            for (colonne, valeur) in partie.colonnes.iter().zip(valeurs) {
                toutes.push(vec![
                    partie.dossier.titre.into(),
                    Cellule::from(rang.to_string()),
                    colonne.libelle.into(),
                    lisible(valeur.as_deref(), colonne.date).into(),
                ]);
            }
        }
    }
    toutes
}
