//! What decides, without a database.

pub mod double;
pub mod etat;
pub mod fournisseur;
pub mod identite;
pub mod inscription;
pub mod jeton;
pub mod observation;
pub mod opco;
pub mod validation;
