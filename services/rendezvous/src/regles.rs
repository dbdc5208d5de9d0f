//! What is decided without a database.

pub mod assiduite;
pub mod calendrier;
pub mod contact;
pub mod motif;
pub mod ouverture;
pub mod ouvres;
pub mod portail;
pub mod saison;
pub mod suivi;
