#![doc = include_str!("../README.md")]

mod connexion;
#[cfg(feature = "essai")]
pub mod essai;
pub mod evenements;
mod flux;
pub mod lots;
pub mod migrations;
mod partage;
pub mod remise;
pub mod versions;

pub use connexion::{Db, ErreurBase, Lecture, Moteur, Transaction};
pub use evenements::Evenement;
pub use flux::flux;
pub use lots::{Table, Valeur};
pub use migrations::{Migration, Migrations};
pub use sqlx;
