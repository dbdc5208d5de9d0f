//! Checked value types, vocabularies, territories, civil dates, text folding, clock. Pure: no I/O, no async.
//!
//! A value of these types is right by construction: parse once at the door (a form, a file, an
//! API), then pass the type. A refusal is a [`ValeurInvalide`]: a stable rule code for machines and
//! a French sentence for the person, about the very value that was given.
//!
//! ```
//! use noyau::identifiants::Siret;
//!
//! let siret: Siret = "130 025 265 00013".parse()?;
//! assert_eq!(siret.siren().as_str(), "130025265");
//!
//! let refus = "130025265".parse::<Siret>().unwrap_err();
//! assert_eq!(refus.regle, "siret.longueur");
//! assert!(refus.message.contains("ajoutez les 5 chiffres"));
//! # Ok::<(), noyau::ValeurInvalide>(())
//! ```

pub mod dates;
pub mod effectif;
pub mod erreur;
pub mod geo;
pub mod horloge;
pub mod identifiants;
pub mod niveau;
mod tables;
pub mod territoires;
pub mod texte;

pub use erreur::ValeurInvalide;
