#![doc = include_str!("../README.md")]

mod controle;
pub mod porte;
mod regles;
