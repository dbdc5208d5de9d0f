//! The API of the field's software.

mod dossiers;

pub use dossiers::{
    __path_compte_rendu, __path_dossiers, __path_essai, compte_rendu, dossiers, essai,
};
