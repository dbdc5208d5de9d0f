//! « Je donne mon avis ».

use axum::Form;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::evenements;
use serde::Deserialize;
use ulid::Ulid;
use web::document::{Document, Section};
use web::page::Lien;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::{page, rendre};
use crate::depot::{self, LigneAvis};
use crate::regles::{Avis, Faute, parcours};
use crate::vues::Formulaire;

/// What the form sends. `site_web` is filled by robots only: no one sees it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Envoi {
    parcours: String,
    note: String,
    trouve: String,
    texte: String,
    site_web: String,
}

/// Shows the form, for the page that the reader comes from.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<impl IntoResponse, Erreur> {
    let lus = Parametres::lire(adresse.as_deref());
    let parcours = parcours(lus.texte("parcours").unwrap_or_default()).to_owned();
    rendre(&formulaire(&etat, Envoi { parcours, ..Envoi::default() }, None))
}

/// Takes an opinion.
pub async fn submit(
    State(etat): State<Etat>,
    Form(envoi): Form<Envoi>,
) -> Result<Response, Erreur> {
    let merci = Redirect::to("/avis/merci").into_response();
    if !envoi.site_web.is_empty() {
        // A robot: it is thanked like anyone, and nothing is kept.
        return Ok(merci);
    }
    match Avis::lire(&envoi.parcours, &envoi.note, &envoi.trouve, &envoi.texte) {
        Ok(avis) => {
            garder(&etat, avis).await?;
            Ok(merci)
        }
        Err(faute) => {
            let html = rendre(&formulaire(&etat, envoi, Some(faute)))?;
            Ok((StatusCode::BAD_REQUEST, html).into_response())
        }
    }
}

/// Thanks, and shows where to go on.
pub async fn merci(State(etat): State<Etat>) -> Result<impl IntoResponse, Erreur> {
    let mut page = page(&etat, "Merci pour votre avis", "/avis/merci");
    page.indexable = false;
    let suite = Section {
        liens: vec![
            Lien::new("Revenir à la recherche", "/recherche"),
            Lien::new("Voir ce que disent les avis reçus", "/statistiques#avis"),
        ],
        ..Section::texte("Et maintenant", &[])
    };
    let chapo =
        "Votre réponse compte parmi les autres ; personne ne peut savoir qu’elle vient de vous.";
    rendre(&Document::nouveau(page, chapo, vec![suite]))
}

fn formulaire(etat: &Etat, envoi: Envoi, faute: Option<Faute>) -> Formulaire {
    let titre = if faute.is_some() { "Erreur : donner mon avis" } else { "Donner mon avis" };
    let mut page = page(etat, titre, "/avis");
    page.description = "Dites en une minute ce qui vous a aidé et ce qui vous a gêné.".to_owned();
    let Envoi { parcours, note, trouve, texte, .. } = envoi;
    Formulaire { page, parcours, note, trouve, texte, faute }
}

async fn garder(etat: &Etat, avis: Avis) -> anyhow::Result<()> {
    let maintenant = etat.horloge.maintenant();
    let jour = maintenant.date().to_string();
    let mut tx = etat.db.write().await?;
    depot::ajouter(&mut tx, &jour, "avis.note", avis.note.cle(), 1).await?;
    depot::ajouter(&mut tx, &jour, "avis.parcours", avis.parcours, 1).await?;
    if let Some(trouve) = avis.trouve {
        depot::ajouter(&mut tx, &jour, "avis.trouve", trouve.cle(), 1).await?;
    }
    let id = Ulid::new().to_string();
    if !avis.texte.is_empty() {
        let ligne = LigneAvis {
            instant: maintenant.ms(),
            parcours: avis.parcours.to_owned(),
            note: avis.note.cle().to_owned(),
            texte: avis.texte,
        };
        depot::garder_avis(&mut tx, &id, &ligne).await?;
    }
    let contenu = serde_json::json!({ "parcours": avis.parcours, "note": avis.note.cle() });
    evenements::publier(&mut tx, "pilotage.avis", &id, &contenu, maintenant.ms()).await?;
    Ok(tx.commit().await?)
}
