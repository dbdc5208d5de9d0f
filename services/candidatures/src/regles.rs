//! What is decided without a database.

pub mod courriel;
pub mod cv;
pub mod demande;
pub mod etat;
pub mod limites;
pub mod preuve;
pub mod reponse;
pub mod texte;
