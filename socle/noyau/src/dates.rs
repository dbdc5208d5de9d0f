//! Civil dates, school years and instants, as the calendar of Paris knows them.

mod annee_scolaire;
mod civile;
mod instant;
mod noms;

pub use annee_scolaire::AnneeScolaire;
pub use civile::DateCivile;
pub use instant::Instant;
