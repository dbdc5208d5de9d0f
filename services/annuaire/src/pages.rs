//! The pages of the directory.

mod comparer;
mod controle;
mod couverture;
mod liste;
mod organisme;
mod uai;
mod uai_a_valider;

pub use comparer::show as comparer;
pub use controle::show as controle;
pub(crate) use couverture::perimetre;
pub use couverture::{csv as couverture_csv, show as couverture, xlsx as couverture_xlsx};
pub use liste::{csv as liste_csv, show as liste, xlsx as liste_xlsx};
pub use organisme::show as organisme;
pub use uai::{cible, show as uai, submit as decider_uai};
pub use uai_a_valider::{a_faire as uai_a_faire, show as uai_a_valider};

use askama::Template;
use axum::response::Html;
use noyau::identifiants::Siret;
use noyau::texte::titre_propre;
use url::form_urlencoded::parse;
use web::page::{Lien, Page, Porte};
use web::{Erreur, Etat};

use crate::porte::Organisme;

/// A rendered page.
type Rendu = Result<Html<String>, Erreur>;

fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}

fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.porte = Some(Porte::Forme);
    page
}

fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/"), Lien::new("Organismes", "/organismes")]
}

fn adresse_de(siret: &Siret) -> String {
    format!("/organisme/{siret}")
}

/// The first value of a parameter, at most 100 characters.
fn parametre(adresse: &str, nom: &str) -> String {
    let trouve = parse(adresse.as_bytes()).find(|(n, _)| n == nom);
    trouve.map(|(_, v)| v.trim().chars().take(100).collect()).unwrap_or_default()
}

/// "Rennes (35)".
fn ville(o: &Organisme) -> String {
    let Some(a) = o.adresse.as_ref().map(|f| &f.valeur) else { return String::new() };
    let localite = a.localite.as_deref().map(titre_propre).unwrap_or_default();
    match &a.departement {
        Some(code) if localite.is_empty() => format!("Département {code}"),
        Some(code) => format!("{localite} ({code})"),
        None => localite,
    }
}

/// "SIRET 900 000 001 00009 · UAI 0350000K".
fn identifiants(o: &Organisme) -> String {
    let siret = format!("SIRET {}", o.siret.affichage());
    o.uai_validee().map_or_else(|| siret.clone(), |uai| format!("{siret} · UAI {uai}"))
}
