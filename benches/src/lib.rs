//! What the benchmarks share.

pub mod mesure;
