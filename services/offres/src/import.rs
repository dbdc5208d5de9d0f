//! Publishers' formats → offers and companies.

mod api;
pub mod etablissements;
mod offres;
pub mod previsions;
mod recruteurs;

use importer::Importeur;

/// Every importer of the service.
pub fn importeurs() -> [Importeur; 3] {
    [offres::importeur(), recruteurs::importeur(), etablissements::importeur()]
}
