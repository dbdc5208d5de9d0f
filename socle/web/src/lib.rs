#![doc = include_str!("../README.md")]

pub mod acces;
pub mod consignes;
pub mod controle;
pub mod couches;
pub mod debit;
pub mod document;
pub mod entetes;
pub mod erreur;
pub mod etat;
pub mod export;
pub mod formulaire;
pub mod guichet;
pub mod jeu;
pub mod mesures;
pub mod openapi;
pub mod origine;
pub mod page;
pub mod page_erreur;
pub mod pagination;
pub mod parametres;
pub mod plateforme;
pub mod route;
pub mod routeur;
pub mod service;
pub mod session;
pub mod statique;

pub use acces::{Acces, Acteur, Action, Cible, Regle, Ressort, Role};
pub use consignes::Consignes;
pub use erreur::Erreur;
pub use etat::{Etat, Pieces, Reglages};
pub use guichet::{Guichet, LeGuichet, Partenaire};
pub use jeu::{Cellule, Colonne, Genre, Jeu};
pub use route::{Chemin, Debit, Droit, Finalite, Portee, Retrait, Route};
pub use service::{Constat, Entree, Indicateur, Niveau, Service, Sonde, Source, declarations};
pub use session::{Concierge, LeConcierge, Visite};
pub use utoipa_axum::routes;
