//! The JSON of the directory.

mod filtres;
mod partenaires;
mod referentiel;

pub use partenaires::{__path_exporter, __path_recherche, exporter, recherche};
pub use referentiel::{
    __path_couverture, __path_lister, __path_organisme, __path_uai, couverture, csv, lister,
    organisme, uai, xlsx,
};
