//! Checked value types, vocabularies, territories, civil dates, text folding, clock. Pure: no I/O, no async.

pub mod erreur;
pub mod geo;
pub mod identifiants;
pub mod texte;

pub use erreur::ValeurInvalide;
