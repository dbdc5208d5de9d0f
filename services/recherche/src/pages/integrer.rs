//! The page where a partner composes the search to put in its own pages.

use axum::extract::{RawQuery, State};
use web::Etat;
use web::page::{Page, Porte};

use super::{Rendu, rendre};
use crate::regles::{Criteres, Mode, RAYON_KM};
use crate::vues::{Formulaire, Integrer};

/// Shows the form, the frame as it will be, and the code to copy.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(&adresse.unwrap_or_default(), false)?;
    let criteres = Criteres { page: 0, ..criteres };
    let rayon = criteres.rayon.unwrap_or(RAYON_KM);
    let requete = criteres.ecrire();
    let cadre = if requete.is_empty() {
        "/widget/recherche".to_owned()
    } else {
        format!("/widget/recherche?{requete}")
    };
    let mut page = Page::nouvelle("Intégrer la recherche à votre site").sur(&etat.reglages.site);
    page.description =
        "Composez un encart de recherche de formations et d’offres, puis copiez son code."
            .to_owned();
    page.chemin = "/integrer".to_owned();
    page.porte = Some(Porte::Forme);
    let site = &etat.reglages.adresse;
    rendre(&Integrer {
        page,
        code: code(site, &cadre),
        cadre,
        modes: Integrer::modes(criteres.mode.map_or("", Mode::valeur)),
        rayons: Formulaire::rayons(&rayon.to_string()),
        q: criteres.q,
        lieu: criteres.lieu,
        autorises: !etat.reglages.site.integrateurs.is_empty(),
    })
}

/// What the partner copies. The address is read as HTML: its `&` is escaped.
fn code(site: &str, cadre: &str) -> String {
    let cadre = cadre.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<div data-compagnon=\"{cadre}\"></div>\n<script src=\"{site}/widget.js\" async></script>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_cannot_break_out_of_its_attribute() {
        let dit = code("https://exemple.fr", "/widget/recherche?q=a&lieu=\"><script>");
        assert!(
            dit.starts_with("<div data-compagnon=\"/widget/recherche?q=a&amp;lieu=&quot;>"),
            "{dit}"
        );
    }
}
