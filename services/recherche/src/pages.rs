//! The pages of the search.

pub mod accueil;
mod carte;
mod compris;
mod entreprise;
mod fiche;
mod filtres;
mod formation;
mod integrer;
mod issues;
mod offre;
pub mod resultats;

pub(crate) use carte::adresse as adresse_de;
pub(crate) use compris::resume;
pub use entreprise::show as entreprise;
pub use filtres::valeur_de_niveau;
pub use formation::show as formation;
pub use integrer::show as integrer;
pub use offre::show as offre;

use askama::Template;
use axum::http::Uri;
use axum::response::Html;
use web::Erreur;

/// A rendered page.
pub(crate) type Rendu = Result<Html<String>, Erreur>;

/// Whether the page is shown inside that of a partner.
fn en_encart(ici: &Uri) -> bool {
    ici.path().starts_with("/widget/")
}

/// Renders a view.
pub(crate) fn rendre(vue: &impl Template) -> Rendu {
    Ok(Html(vue.render()?))
}
