//! What the public APIs before this one answered, in their shapes.

mod emplois;

pub use emplois::{__path_emplois, emplois};
