//! The pages.

pub mod employeur;
pub mod lot;
pub mod mes_candidatures;
pub mod modeles;
pub mod partie;
pub mod postuler;
pub mod recues;
pub mod repondre;
pub mod reponse;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use noyau::dates::Instant;
use web::ecran::Ecran;
use web::page::Page;
use web::{Erreur, Etat};

/// A rendered page, or a refusal.
pub type Rendu = Result<Response, Erreur>;

/// The layout of a page that search engines leave aside.
pub fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page.recherche = false;
    page
}

/// Renders a view.
pub fn html(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?).into_response())
}

/// Renders a page made of parts; 400 when something is to be corrected.
pub fn ecran(vue: &Ecran) -> Rendu {
    let statut = if vue.fautif() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    ecran_avec(statut, vue)
}

/// The same with a status.
pub fn ecran_avec(statut: StatusCode, vue: &Ecran) -> Rendu {
    Ok((statut, Html(vue.render()?)).into_response())
}

/// Leads elsewhere after a form, so that going back does not send it again.
pub fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

/// What holds a secret in its address tells it to nobody, and what is someone's own is kept by no
/// cache.
pub fn discrete(mut reponse: Response) -> Response {
    let entetes = reponse.headers_mut();
    entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reponse
}

/// A date of the database, in words.
pub fn quand(ms: i64) -> String {
    Instant::from_ms(ms).long()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courriels::exemple;
    use crate::depot::candidatures::Ligne;

    fn fautes(html: &str) -> Vec<String> {
        web::controle::fautes(html)
    }

    #[test]
    fn every_page_of_answer_is_sound() {
        let cachee = Ligne { anonyme: 1, ..exemple() };
        for ligne in [exemple(), cachee] {
            for vue in reponse::exemples(&ligne) {
                assert_eq!(fautes(&vue.render().unwrap()), Vec::<String>::new());
            }
        }
    }

    #[test]
    fn every_list_is_sound_full_and_empty() {
        for pleine in [true, false] {
            for html in [
                mes_candidatures::exemple(pleine).render(),
                recues::exemple(pleine).render(),
                postuler::exemple(pleine).render(),
            ] {
                assert_eq!(fautes(&html.unwrap()), Vec::<String>::new());
            }
        }
    }
}
