//! Rules about certifications. Pure.

pub mod eligibilite;
pub mod filiation;
pub mod validite;
