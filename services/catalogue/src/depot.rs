//! All the SQL of the service.

pub mod contacts;
pub mod differences;
pub mod formations;
pub mod historique;
mod ligne;
pub mod livraisons;
pub mod sessions;
pub mod versions;
