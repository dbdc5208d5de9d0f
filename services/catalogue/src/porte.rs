//! What other services may ask of the catalogue.

mod centres;
mod contacts;
mod differences;
mod formations;
mod rendez_vous;
mod reperes;

pub use crate::regles::contacts::Contacts;
pub use crate::regles::formation::{Etablissement, Formation, Lieu, Precision, Session};
pub use crate::regles::proches::Centre;
pub use centres::centres_proches;
pub use contacts::contacts;
pub use differences::{Changement, Differences, derniere_livraison, differences};
pub use formations::{
    Fiche, Formations, formation, formations, formations_proches, pour_chaque, romes_d_un_organisme,
};
pub use rendez_vous::{LesRendezVous, RendezVous};
pub use reperes::Reperes;
