//! Rules about certifications. Pure.

pub mod continuite;
pub mod conversion;
pub mod couverture;
pub mod eligibilite;
pub mod filiation;
pub mod validite;
pub mod verdict;
