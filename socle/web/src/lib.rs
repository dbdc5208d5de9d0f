//! Route table with rights, the Service contract, layout, errors, limits, OpenAPI.

pub mod page;
pub mod page_erreur;
pub mod pagination;
pub mod statique;
