//! The pages of the service.

pub mod affiche;
pub mod agir;
pub mod centres;
pub mod depot;
pub mod flux;
pub mod formulaire;
pub mod gerer;
pub mod importee;
pub mod lien;
pub mod liste;
pub mod listes;
pub mod lot;
pub mod metier;
pub mod moderation;
pub mod mon_entreprise;
pub mod neuve;
pub mod opco;
pub mod partenaires;
pub mod proposees;
pub mod proposition;
pub mod signaler;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use web::formulaire::PageFormulaire;
use web::page::{Lien, Page};
use web::{Erreur, Etat};

/// A page that is not kept by search engines.
pub(crate) fn page(etat: &Etat, titre: impl Into<String>, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.indexable = false;
    page.recherche = false;
    page
}

pub(crate) fn fil_des_offres() -> Vec<Lien> {
    vec![Lien::new("Mon espace", "/espace"), Lien::new("Mes offres", liste::CHEMIN)]
}

pub(crate) fn html(vue: &impl Template) -> Result<Response, Erreur> {
    Ok(Html(vue.render()?).into_response())
}

/// A page that is one form; answered 400 when something is to be corrected.
pub(crate) fn formulaire_seul(vue: PageFormulaire) -> Result<Response, Erreur> {
    let fautes = vue.formulaire.as_ref().is_some_and(|f| !f.fautifs().is_empty());
    let statut = if fautes { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    Ok((statut, Html(vue.rendre()?)).into_response())
}

/// What holds a secret in its address tells it to nobody.
pub(crate) fn discrete(reponse: Result<Response, Erreur>) -> Result<Response, Erreur> {
    let mut reponse = reponse?;
    let entetes = reponse.headers_mut();
    entetes.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(reponse)
}

/// Leads elsewhere after a form, so that going back does not send it again.
pub(crate) fn vers(adresse: &str) -> Response {
    Redirect::to(adresse).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_sound() {
        let pages = [
            ("liste", liste::Liste::exemple().render()),
            ("liste vide", liste::Liste::vide().render()),
            ("métier", metier::Metier::exemple().render()),
            ("dépôt", depot::Depot::exemple().render()),
            ("offre", gerer::Fiche::exemple().render()),
            ("centres", centres::Centres::exemple().render()),
            ("affiche", affiche::Affiche::exemple().render()),
            ("modération", moderation::File::exemple().render()),
            ("à vérifier", moderation::Examen::exemple().render()),
        ];
        for (nom, html) in pages {
            assert_eq!(web::controle::fautes(&html.unwrap()), Vec::<String>::new(), "{nom}");
        }
    }
}
