//! What is decided without a database.

pub mod annee;
pub mod historique;
pub mod situation;
