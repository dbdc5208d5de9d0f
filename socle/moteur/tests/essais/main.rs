//! What the engine promises, on corpora small enough to be read.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

mod ecriture;
mod filtres;
mod naif;
mod outils;
mod pertinence;
mod robustesse;
