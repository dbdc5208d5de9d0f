//! Régions, académies and départements: codes, names, and which holds which.
//!
//! Sources: INSEE, *code officiel géographique* 2026; Éducation nationale for the académies (the
//! académies of Caen and Rouen became Normandie in 2020). Overseas collectivités without a région
//! stand as their own région, as geo.api.gouv.fr does.

mod academie;
mod departement;
mod noms;
mod region;

pub use academie::Academie;
pub use departement::Departement;
pub use region::Region;
