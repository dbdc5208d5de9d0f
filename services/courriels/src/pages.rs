//! The pages of the mails.

pub mod administration;
pub mod demo;
pub mod desabonnement;
pub mod modeles;
pub mod vues;

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use web::page::Page;
use web::{Erreur, Etat};

/// A page that search engines leave aside.
fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page.recherche = false;
    page
}

fn html(vue: &impl Template) -> Result<Response, Erreur> {
    Ok(Html(vue.render()?).into_response())
}

/// What a mail may do in our frame: show its styles, and lead the whole window elsewhere when its
/// reader clicks. No script, no image from outside, no form.
const POLITIQUE: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; \
     frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation";

/// The HTML of a mail, to be shown in a frame of one of our pages.
fn cadre(html: &str) -> Response {
    let html = html.replacen("<head>", "<head>\n<base target=\"_top\">", 1);
    let mut reponse = Html(html).into_response();
    let entetes = reponse.headers_mut();
    let poser = [
        (header::CONTENT_SECURITY_POLICY, POLITIQUE),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (nom, valeur) in poser {
        entetes.insert(nom, HeaderValue::from_static(valeur));
    }
    reponse
}

fn inconnu() -> Erreur {
    Erreur::introuvable("Ce courriel n’existe pas, ou plus.")
}
