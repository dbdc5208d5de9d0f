//! Pure rules: what a training is, the controls of an import and of a sheet, completion, comparison,
//! the search of the catalogue.

pub mod completer;
pub mod contacts;
pub mod controles;
pub mod criteres;
pub mod differences;
pub mod examen;
pub mod formation;
pub mod mefs;
pub mod perimetres;
pub mod proches;
pub mod requete;
pub mod territoire;
pub mod vivier;
