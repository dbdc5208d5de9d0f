//! The JSON of the directory.

mod changements;
mod filtres;
mod partenaires;
mod referentiel;

pub use changements::{__path_changements, changements};
pub use partenaires::{__path_exporter, __path_recherche, exporter, recherche};
pub(crate) use referentiel::decrire;
pub use referentiel::{
    __path_couverture, __path_lister, __path_organisme, __path_uai, couverture, csv, lister,
    organisme, uai, xlsx,
};
