//! What the engine promises, on corpora small enough to be read.

mod ecriture;
mod filtres;
mod naif;
mod outils;
mod pertinence;
mod robustesse;
