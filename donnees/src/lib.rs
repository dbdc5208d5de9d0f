#![doc = include_str!("../README.md")]

pub mod candidature;
mod communes;
mod diplomes;
pub mod domaines;
mod metiers;
mod noms;
mod prenoms;
mod secteurs;
mod tables;
mod textes;
mod vocabulaire;

pub mod demo;

pub use communes::{
    COMMUNES_A_ARRONDISSEMENTS, Commune, Departement, Precision, communes, departement,
    departements,
};
pub use diplomes::{Diplome, diplome, diplomes, libelle_niveau_catalogue, libelle_niveau_offre};
pub use metiers::{Metier, metier_par_rome, metiers};
pub use prenoms::prenoms;
pub use secteurs::{Secteur, opcos, secteur, secteurs};
pub use vocabulaire::{MOTS_VIDES, SYNONYMES};

/// The register of processors (GDPR, article 28): CSV, `;`, one heading.
pub const SOUS_TRAITANTS: &str = include_str!("../sous_traitants.csv");
