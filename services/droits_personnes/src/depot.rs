//! All the SQL of the service.

pub mod demandes;
pub mod incidents;
pub mod liens;
