//! All the SQL of the service.

pub mod agregats;
pub mod effectifs;
pub mod fautes;
pub mod indicateurs;
pub mod listes;
pub mod transmissions;
