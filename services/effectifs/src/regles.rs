//! What is decided without a database.

pub mod accompagnement;
pub mod age;
pub mod annee;
pub mod corrige;
pub mod dossier;
pub mod doublons;
pub mod faute;
pub mod fichier;
pub mod fusion;
pub mod historique;
pub mod mois;
pub mod motif;
pub mod reseau;
pub mod secret;
pub mod secteur;
pub mod sifa;
pub mod situation;
pub mod voeux;
