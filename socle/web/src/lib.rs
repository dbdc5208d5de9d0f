#![doc = include_str!("../README.md")]

pub mod controle;
pub mod couches;
pub mod debit;
pub mod document;
pub mod erreur;
pub mod etat;
pub mod mesures;
pub mod openapi;
pub mod page;
pub mod page_erreur;
pub mod pagination;
pub mod plateforme;
pub mod route;
pub mod routeur;
pub mod service;
pub mod statique;

pub use erreur::Erreur;
pub use etat::{Etat, Pieces, Reglages};
pub use route::{Debit, Droit, Finalite, Route};
pub use service::{Indicateur, Service, Source};
pub use utoipa_axum::routes;
