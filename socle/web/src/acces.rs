//! Who may do what: roles, the territory or organisation each holds them for, actions and their
//! rules, and the one function that decides.
//!
//! A service declares its [`Action`]s: the matrix page, the guard of the routes and the tests all
//! read the same declarations. Nothing is allowed that no rule says; an unknown role, an empty
//! territory, a target that does not say where it is: each refuses.

mod acteur;
mod action;
mod ressort;
mod role;

pub use acteur::{Acces, Acteur, Habilitation, Observation, Refus};
pub use action::{Action, Perimetre, Regle};
pub use ressort::{Cible, GenreDeRessort, Ressort};
pub use role::Role;
