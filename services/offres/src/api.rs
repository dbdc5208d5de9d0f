//! The public job API, in the shape that its existing clients read.

pub mod ecriture;
mod export;
mod modeles;
mod offre;
mod publication;

pub use ecriture::{__path_creer, __path_modifier, creer, modifier};
pub use export::{__path_export, __path_fichier, export, fichier, preparer};
pub use modeles::{OffreApi, RecruteurApi};
pub use offre::{__path_offre, offre};
pub use publication::{__path_publication, publication};
