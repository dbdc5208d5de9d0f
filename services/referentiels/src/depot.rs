//! All the SQL of the service. Only current versions are read.

pub mod certifications;
pub mod communes;
mod compact;
pub mod details;
pub mod fiche;
pub mod metiers;
pub mod missions_locales;
pub mod opco;

pub use compact::{Champs, Rangees};
