//! The service through the real import runner, on every database of the machine.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod commun;
mod couples;
mod decisions;
mod donnees_reelles;
mod imports;
mod porte;
