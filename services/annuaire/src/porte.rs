//! What other services may ask of the directory.

mod lecture;
mod organisme;
mod organismes;

pub use organisme::{
    Certification, Lieu, Organisme, PorteurUai, organisme, organismes_par_uai, uai_corrigee,
};
pub use organismes::{OrganismeLeger, Organismes};
