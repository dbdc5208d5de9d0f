//! What other services may ask of the directory.

mod decision;
mod lecture;
mod organisme;
mod organisme_api;
mod organismes;
mod rapprochement;
mod registre;

pub use decision::{RefusDecision, Validation, valider_uai};
pub use organisme::{
    Certification, Contact, Lieu, Organisme, PorteurUai, organisme, organismes, organismes_par_uai,
    uai_corrigee,
};
pub use organisme_api::{AdresseApi, OrganismeApi, OrganismesApi, PointApi};
pub use organismes::{OrganismeLeger, Organismes, centre_d_exemple};

pub use crate::depot::reseaux;
pub use crate::regles::fusion::Adresse;
pub use crate::regles::rapprochement::{EtatSiret, Recherche};
pub(crate) use rapprochement::ligne;
pub use rapprochement::rechercher;

pub(crate) use registre::{Registre, Registres, Trouves};
