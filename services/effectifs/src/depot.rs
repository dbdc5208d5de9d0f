//! All the SQL of the service.

pub mod effectifs;
pub mod fautes;
pub mod listes;
pub mod transmissions;
