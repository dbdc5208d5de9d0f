//! Perimeters of Parcoursup and Affelnet: which trainings each platform may show, by rules that are
//! data, evaluated by one pure function that says why.

mod campagne;
mod evaluation;
mod fiche;
mod fichier;
mod nom;
mod regle;
mod remplacement;
mod statut;

pub use campagne::Campagne;
pub use evaluation::{Decision, Essai, Explication, evaluer};
pub use fiche::{CodeControle, Fiche};
pub use fichier::{ReglesInvalides, lire};
pub use nom::Nom;
pub use regle::{Champ, Clause, Condition, Operateur, Regle};
pub use remplacement::{Remplacement, remplacer};
pub use statut::{Plateforme, Statut};

#[cfg(test)]
mod essais;
