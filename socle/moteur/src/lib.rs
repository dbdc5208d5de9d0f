#![doc = include_str!("../README.md")]

mod analyse;
mod colonnes;
mod document;
mod ecrivain;
mod erreur;
mod espace;
mod extraits;
mod fusion;
mod generation;
mod index;
mod indexation;
mod interne;
mod langue;
mod phonetique;
mod plan;
mod profils;
mod recherche;
mod reponse;
mod requete;
mod schema;
mod sigles;
mod suggestions;
mod synonymes;
mod vocabulaire;

pub use document::{Changement, Document};
pub use ecrivain::Ecrivain;
pub use erreur::{BoxErreur, Erreur};
pub use extraits::{Extrait, Morceau, extraits, mots_trouves};
pub use index::Index;
pub use langue::cle_de_mot;
pub use plan::{Departage, Facette, MotsVides, Plan, Poids, Taille};
pub use reponse::{ComptesFacette, Reponse, Resultat};
pub use requete::{FacetteVoulue, Filtre, Lieu, Requete, Sens, Tri};
pub use suggestions::{Entree, Suggestion, Suggestions};
