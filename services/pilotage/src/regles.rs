//! The pure rules: what may be shown of a count, and what is kept of an opinion.

mod avis;
mod mesures;
mod secret;

pub use avis::{Avis, Faute, Note, TEXTE_MAX, Trouve, expurger, parcours};
pub use mesures::{Mesure, libelle, libelle_dans, mesure, mesures};
pub use secret::{SEUIL, masquer};
