//! Text: folding for comparison, French typography for display.

mod affichage;
mod casse;
mod pli;

pub use affichage::{accord, decimal, distance, nombre, pluriel};
pub use casse::titre_propre;
pub use pli::{mots, plier, slug};
