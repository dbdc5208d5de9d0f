//! All the SQL of the service.

pub mod canaux;
pub mod correspondances;
pub mod demandes;
pub mod formations;
pub mod gestionnaires;
pub mod liens;
pub mod listes;
pub mod modeles;
pub mod suivi;
