//! The JSON of the directory.

mod partenaires;

pub use partenaires::{__path_exporter, __path_recherche, exporter, recherche};
