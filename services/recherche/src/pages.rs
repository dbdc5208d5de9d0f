//! The pages of the search.

pub mod accueil;
mod carte;
mod compris;
mod entreprise;
mod fiche;
mod filtres;
mod formation;
mod issues;
mod offre;
pub mod resultats;

pub use entreprise::show as entreprise;
pub use filtres::valeur_de_niveau;
pub use formation::show as formation;
pub use offre::show as offre;

use askama::Template;
use axum::response::Html;
use web::Erreur;

/// A rendered page.
pub(crate) type Rendu = Result<Html<String>, Erreur>;

/// Renders a view.
pub(crate) fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}
