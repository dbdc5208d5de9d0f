//! What may happen to an account, without any database.

pub mod double;
pub mod etat;
pub mod identite;
pub mod jeton;
pub mod observation;
