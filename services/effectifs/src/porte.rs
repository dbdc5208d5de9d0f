//! What the command line and other services may ask of the enrolments.

pub use crate::controle::{Bilan, controler};
pub use crate::traitement::tout as traiter;
