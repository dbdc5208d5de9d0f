//! All the SQL of the service.

pub mod candidatures;
pub mod cv;
pub mod liens;
pub mod listes;
pub mod notes;
pub mod suivi;
