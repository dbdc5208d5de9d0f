//! The vocabularies as programs read them.

mod certification;
mod conversion;

pub use certification::{__path_certifications, certifications};
pub use conversion::{__path_conversion, conversion};
