//! Pure rules: what a training is, the controls of an import, completion, comparison.

pub mod completer;
pub mod controles;
pub mod differences;
pub mod formation;
pub mod perimetres;
