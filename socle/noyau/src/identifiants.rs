//! Identifiers that are right by construction, one small file per family.
//!
//! Each type reads a text with [`str::parse`], tolerates what people and spreadsheets do to it
//! (spaces, case), keeps one canonical spelling and explains a refusal in French. All are `Copy`
//! and travel in JSON as strings, checked again on the way in.

mod certification;
mod cfd;
mod cle_me;
mod contact;
mod court;
mod entreprise;
mod lecture;
mod mef;
mod nomenclature;
mod telephone;
mod territoire;
mod uai;

pub use certification::Rncp;
pub use cfd::Cfd;
pub use cle_me::CleMinistereEducatif;
pub use contact::Courriel;
pub use entreprise::{Siren, Siret};
pub use mef::{Mef10, MefStat11};
pub use nomenclature::{Idcc, Naf, Nda, Nsf, Rome};
pub use telephone::Telephone;
pub use territoire::{CodeCommune, CodePostal};
pub use uai::Uai;
