//! All the SQL of the service.

pub mod changements;
pub mod double;
pub mod entreprises;
pub mod evenements;
pub mod habilitations;
pub mod inscriptions;
pub mod invitations;
pub mod liens;
pub mod listes;
pub mod membres;
pub mod oidc;
pub mod organisations;
pub mod personnes;
pub mod sessions;
