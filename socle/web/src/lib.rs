#![doc = include_str!("../README.md")]

pub mod controle;
pub mod couches;
pub mod debit;
pub mod document;
pub mod entetes;
pub mod erreur;
pub mod etat;
pub mod export;
pub mod guichet;
pub mod jeu;
pub mod mesures;
pub mod openapi;
pub mod page;
pub mod page_erreur;
pub mod pagination;
pub mod parametres;
pub mod plateforme;
pub mod route;
pub mod routeur;
pub mod service;
pub mod statique;

pub use erreur::Erreur;
pub use etat::{Etat, Pieces, Reglages};
pub use guichet::{Guichet, LeGuichet, Partenaire};
pub use jeu::{Cellule, Colonne, Genre, Jeu};
pub use route::{Debit, Droit, Finalite, Portee, Retrait, Route};
pub use service::{Indicateur, Service, Source, declarations};
pub use utoipa_axum::routes;
