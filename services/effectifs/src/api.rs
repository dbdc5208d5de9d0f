//! The API: what software sends, and the public figures.

mod dossiers;
mod indicateurs;
mod voeux;

pub use dossiers::{
    __path_compte_rendu, __path_dossiers, __path_essai, compte_rendu, dossiers, essai,
};
pub use indicateurs::{__path_indicateurs, indicateurs};
pub use voeux::{__path_voeux, voeux};
