//! The pages of the accounts.

pub mod appareil;
pub mod compte;
pub mod connexion;
pub mod courriel;
pub mod demo;
pub mod double;
pub mod ecarts;
pub mod espace;
pub mod habilitations;
pub mod inscription;
pub mod oidc;
pub mod organisation;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use web::formulaire::PageFormulaire;
use web::page::{Lien, Page};
use web::{Erreur, Etat};

/// A page that is not kept by search engines.
pub(crate) fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page.recherche = false;
    page
}

pub(crate) fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/")]
}

pub(crate) fn fil_du_compte() -> Vec<Lien> {
    vec![Lien::new("Mon espace", "/espace"), Lien::new("Mon compte", "/compte")]
}

/// A page that is one form.
pub(crate) fn formulaire(vue: PageFormulaire) -> Result<Response, Erreur> {
    Ok(Html(vue.rendre()?).into_response())
}

pub(crate) fn html(vue: &impl Template) -> Result<Response, Erreur> {
    Ok(Html(vue.render()?).into_response())
}

/// Shows the form again, with what is wrong.
pub(crate) fn refaire(texte: String) -> Response {
    (axum::http::StatusCode::BAD_REQUEST, Html(texte)).into_response()
}

/// Leads elsewhere after a form, so that going back does not send it again.
pub(crate) fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// Sets a cookie on an answer.
pub(crate) fn avec_cookie(mut reponse: Response, cookie: &str) -> Result<Response, Erreur> {
    reponse.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(cookie)?);
    Ok(reponse)
}

/// What holds a secret in its address tells it to nobody.
pub(crate) fn discrete(mut reponse: Response) -> Response {
    let entetes = reponse.headers_mut();
    entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reponse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_sound() {
        let pages = [
            ("connexion", connexion::Connexion::exemple().render()),
            ("écarts", ecarts::Ecarts::exemple().render()),
            ("compte", compte::Compte::exemple().render()),
            ("espace", espace::Espace::exemple().render()),
            ("démonstration", demo::Exemples::exemple().render()),
            ("second facteur", double::Installation::exemple().render()),
            ("secours", double::Secours::exemple().render()),
            ("inscription", inscription::Choix::exemple().render()),
            ("étape", inscription::Etape::exemple().render()),
            ("demandes", habilitations::Demandes::exemple().render()),
            ("organisation", organisation::Fiche::exemple().render()),
            ("organisations", organisation::Liste::exemple().render()),
            ("revue", organisation::revue::Revue::exemple().render()),
        ];
        for (nom, html) in pages {
            assert_eq!(web::controle::fautes(&html.unwrap()), Vec::<String>::new(), "{nom}");
        }
    }
}
