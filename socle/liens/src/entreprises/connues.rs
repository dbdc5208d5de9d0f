//! What the services themselves already hold of a company.

use std::sync::Arc;

use async_trait::async_trait;

/// An establishment that a service holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connue {
    /// Its SIRET.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// Postal address on one line.
    pub adresse: String,
    /// Town.
    pub ville: String,
    /// Département, by its code.
    pub departement: String,
    /// Activity.
    pub naf: String,
    /// Collective agreement.
    pub idcc: String,
    /// OPCO, as its publisher names it.
    pub opco: String,
    /// Its site.
    pub site: String,
}

/// Establishments that a service holds, by legal unit.
#[async_trait]
pub trait Connues: Send + Sync {
    /// Those of this SIREN, a hundred at most.
    ///
    /// # Errors
    /// When the database refuses.
    async fn du_siren(&self, siren: &str) -> anyhow::Result<Vec<Connue>>;
}

/// The piece that a service poses for the others.
pub type LesConnues = Arc<dyn Connues>;
