//! The search: trade, training, offers and the hidden job market around a person.

pub mod vues;
