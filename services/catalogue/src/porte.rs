//! What other services may ask of the catalogue.

mod differences;
mod formations;
mod reperes;

pub use crate::regles::formation::{Etablissement, Formation, Lieu, Precision, Session};
pub use differences::{Changement, Differences, derniere_livraison, differences};
pub use formations::{
    Fiche, Formations, formation, formations, formations_proches, pour_chaque, romes_d_un_organisme,
};
pub use reperes::Reperes;
