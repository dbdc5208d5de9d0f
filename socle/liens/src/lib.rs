#![doc = include_str!("../README.md")]

pub mod adresses;
mod erreur;
mod http;
pub mod identite;

pub use erreur::ErreurLien;
pub use http::client_http;
