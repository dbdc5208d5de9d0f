//! The search as programs read it.

mod lieux;
mod search;
mod suggest;
pub mod v1;

pub use lieux::{__path_lieux, lieux};
pub use search::{__path_search, search};
pub use suggest::{__path_suggest, suggest};
