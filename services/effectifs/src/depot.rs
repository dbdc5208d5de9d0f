//! All the SQL of the service.

pub mod agregats;
pub mod archives;
pub mod centres;
pub mod chiffres_voeux;
pub mod doublons;
pub mod effectifs;
pub mod fautes;
pub mod indicateurs;
pub mod jeunes;
pub mod listes;
mod personnes;
pub mod sifa;
pub mod suivis;
pub mod transmissions;
pub mod voeux;
