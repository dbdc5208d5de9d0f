//! The vocabularies as programs read them.

pub mod geographie;
