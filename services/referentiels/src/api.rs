//! The vocabularies as programs read them.

mod certification;
mod conversion;
pub mod geographie;

pub use certification::{__path_certifications, certifications};
pub use conversion::{__path_conversion, conversion};
