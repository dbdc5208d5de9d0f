//! What other services may ask of the catalogue.

mod differences;
mod formations;
mod reperes;

pub use crate::regles::formation::{Etablissement, Formation, Lieu, Precision, Session};
pub use differences::{Changement, Differences, derniere_livraison, differences};
pub(crate) use formations::formations;
pub use formations::{Fiche, Formations, formation, formations_proches, pour_chaque};
pub use reperes::Reperes;
