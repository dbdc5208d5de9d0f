//! In a demonstration: one click signs in as an example of each role.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use web::page::{Lien, Page};
use web::session::{COOKIE, poser_cookie};
use web::{Erreur, Etat, Role};

use super::{appareil, avec_cookie, fil, html, page, vers};
use crate::actes::ouvrir_une_session;
use crate::demonstration::courriel_de;
use crate::depot::personnes;
use crate::regles::jeton::SESSION_MS;

/// The page that offers the examples.
#[derive(Clone, Debug, Template)]
#[template(path = "demo_connexion.html")]
pub struct Exemples {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Code and name of each role.
    pub roles: Vec<(&'static str, &'static str)>,
}

impl Exemples {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let page = Page::nouvelle("Entrer comme un exemple");
        Exemples { page, fil: fil(), roles: roles() }
    }
}

fn roles() -> Vec<(&'static str, &'static str)> {
    Role::TOUS.into_iter().map(|r| (r.code(), r.libelle())).collect()
}

/// Elsewhere than in a demonstration there is nothing here.
fn en_demo(etat: &Etat) -> Result<(), Erreur> {
    let rien = || Erreur::introuvable("Il n’y a rien à cette adresse.");
    etat.reglages.demo.then_some(()).ok_or_else(rien)
}

/// The examples.
pub async fn show(State(etat): State<Etat>) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let page = page(&etat, "Entrer comme un exemple", "/demo/connexion");
    html(&Exemples { page, fil: fil(), roles: roles() })
}

/// Signs in as one of them, its second factor taken as given.
pub async fn submit(
    State(etat): State<Etat>,
    Path(role): Path<String>,
    entetes: HeaderMap,
) -> Result<Response, Erreur> {
    en_demo(&etat)?;
    let role = Role::lire(&role).ok_or_else(|| Erreur::introuvable("Ce rôle n’existe pas."))?;
    let personne = personnes::par_courriel(etat.db.read(), &courriel_de(role)).await?;
    let personne = personne.ok_or_else(|| Erreur::introuvable("Cet exemple n’existe pas."))?;
    let agent = entetes.get(header::USER_AGENT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    let maintenant = etat.horloge.maintenant().ms();
    let appareil = appareil::nommer(agent);
    let mut tx = etat.db.write().await?;
    let secret =
        ouvrir_une_session(&mut tx, &personne.id, &appareil, Some(maintenant), maintenant).await?;
    tx.commit().await?;
    let cookie = poser_cookie(COOKIE, &secret, SESSION_MS / 1000, &etat.reglages.adresse);
    avec_cookie(vers("/espace"), &cookie)
}
