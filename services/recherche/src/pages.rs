//! The pages of the search.

pub mod accueil;
mod carte;
mod compris;
mod entreprise;
mod filtres;
mod fiche;
mod formation;
mod issues;
mod offre;
pub mod resultats;

pub use entreprise::show as entreprise;
pub use formation::show as formation;
pub use offre::show as offre;
pub use filtres::valeur_de_niveau;

use askama::Template;
use axum::response::Html;
use web::Erreur;

/// A rendered page.
pub(crate) type Rendu = Result<Html<String>, Erreur>;

/// Renders a view.
pub(crate) fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}
