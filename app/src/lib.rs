//! The `compagnon` program: one binary, every service.
//!
//! This crate only assembles: the list of services ([`assembly`]), the configuration and the
//! command line. A feature never lives here.

pub mod assembly;
pub mod commands;
pub mod config;
