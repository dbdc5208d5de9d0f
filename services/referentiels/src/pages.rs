//! The pages of the vocabularies.

pub mod certification;
pub mod certifications;

use askama::Template;
use axum::response::Html;
use noyau::niveau::NiveauDiplome;
use web::Erreur;

use crate::porte::Certification;
use crate::regles::verdict::Etat;

/// A rendered page.
pub(crate) type Rendu = Result<Html<String>, Erreur>;

/// Renders a view.
fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}

/// State in words, and the DSFR modifier of its badge.
fn badge(etat: Etat) -> (&'static str, &'static str) {
    let classe = match etat {
        Etat::Ouverte => "fr-badge--success",
        Etat::AVenir => "fr-badge--info",
        Etat::Fermee => "fr-badge--error",
    };
    (etat.libelle(), classe)
}

/// Address of the sheet of a certification.
fn adresse(certification: &Certification) -> String {
    let code = match (certification.cfd, certification.rncp) {
        (Some(cfd), Some(rncp)) => format!("{cfd}-{rncp}"),
        (Some(cfd), None) => cfd.to_string(),
        (None, Some(rncp)) => rncp.to_string(),
        (None, None) => String::new(),
    };
    format!("/certification/{code}")
}

/// "CAP, niveau 3".
fn en_mots(nature: &str, niveau: Option<NiveauDiplome>) -> String {
    let niveau = niveau.map(|n| format!("niveau {} ({})", n.numero(), n.libelle()));
    [Some(nature.to_owned()), niveau].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
