//! Publishers' formats → offers and companies.

mod api;
mod etablissements;
mod offres;
mod recruteurs;

use importer::Importeur;

/// Every importer of the service.
pub fn importeurs() -> [Importeur; 3] {
    [offres::importeur(), recruteurs::importeur(), etablissements::importeur()]
}
