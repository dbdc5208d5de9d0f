#![doc = include_str!("../README.md")]

pub mod adresses;
pub mod antivirus;
pub mod entreprises;
mod erreur;
mod http;
pub mod identite;
mod memoire;

pub use erreur::ErreurLien;
pub use http::client_http;
pub(crate) use http::reessayer;
