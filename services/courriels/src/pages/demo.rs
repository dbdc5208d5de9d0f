//! In a demonstration: every mail, readable by anyone, since its people are invented.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base::Lecture;
use courrier::porte::{self, Ligne};
use noyau::dates::Instant;
use web::page::Lien;
use web::{Erreur, Etat};

use super::administration::{Actes, Demande, libelle};
use super::vues::UnCourriel;
use super::{cadre, html, inconnu, page};

const TITRE: &str = "Les courriels de la démonstration";

/// Elsewhere than in a demonstration there is nothing here.
fn en_demo(etat: &Etat) -> Result<(), Erreur> {
    let rien = || Erreur::introuvable("Il n’y a rien à cette adresse.");
    etat.reglages.demo.then_some(()).ok_or_else(rien)
}

/// The list, newest first.
pub async fn liste(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let demande = Demande::lire(requete.as_deref(), "/demo/courriels");
    let mut vue = demande.repondre(&etat, &db, TITRE, actes).await?;
    vue.fil = vec![Lien::new("Accueil", "/")];
    vue.chapo = "Ce site est une démonstration : aucun courriel ne part vers de vraies personnes. \
                 Chacun se lit ici, comme son destinataire le verrait."
        .to_owned();
    html(&vue)
}

fn actes(ligne: &Ligne) -> Actes {
    Actes { lire: Some(lien(ligne)), relancer: None }
}

fn lien(ligne: &Ligne) -> String {
    format!("/demo/courriels/{}", ligne.id)
}

/// One of them.
pub async fn show(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let ligne = porte::trouver(&db, &id).await?.ok_or_else(inconnu)?;
    let message =
        porte::relire(&db, &etat.reglages.coffre, &etat.reglages.habillage(), &id).await?;
    let titre = message.as_ref().map_or_else(|| ligne.modele.clone(), |m| m.sujet.clone());
    let depuis = Instant::from_ms(ligne.depose_le);
    let chemin = lien(&ligne);
    html(&UnCourriel {
        page: page(&etat, &format!("{titre} : courriel de la démonstration"), &chemin),
        fil: vec![Lien::new("Accueil", "/"), Lien::new(TITRE, "/demo/courriels")],
        titre,
        faits: vec![
            ("À".to_owned(), ligne.adresse.clone()),
            ("Déposé".to_owned(), depuis.long()),
            ("État".to_owned(), libelle(&ligne.etat).to_owned()),
        ],
        cadre: message.as_ref().map(|_| format!("{chemin}/corps")),
        texte: message.map(|m| m.texte).unwrap_or_default(),
        pieces: pieces(&db, &id, &chemin).await?,
    })
}

async fn pieces(db: &Lecture, id: &str, chemin: &str) -> Result<Vec<Lien>, Erreur> {
    let jointes = porte::pieces(db, id).await?.into_iter().enumerate();
    Ok(jointes.map(|(rang, p)| Lien::new(p.nom, format!("{chemin}/piece/{rang}"))).collect())
}

/// One of its files, always saved, never opened by the browser.
pub async fn piece(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    Path((id, rang)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let rang: usize = rang.parse().map_err(|_| inconnu())?;
    let jointe = porte::pieces(&db, &id).await?.into_iter().nth(rang).ok_or_else(inconnu)?;
    let entetes = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&jointe.genre)?),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment")),
    ];
    Ok((entetes, jointe.octets).into_response())
}

/// Its HTML, for the frame.
pub async fn corps(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let message =
        porte::relire(&db, &etat.reglages.coffre, &etat.reglages.habillage(), &id).await?;
    Ok(cadre(&message.ok_or_else(inconnu)?.html))
}
