//! What is decided without a database.

pub mod age;
pub mod annee;
pub mod dossier;
pub mod faute;
pub mod fichier;
pub mod fusion;
pub mod historique;
pub mod secret;
pub mod secteur;
pub mod situation;
