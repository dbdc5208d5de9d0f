//! The catalogue as programs read it.

pub mod entite;
mod formation;
mod modele;

pub use formation::{__path_formation, __path_formations, formation, formations};
