//! Pure rules: vocabularies, addresses, the probable UAI, and the merge of what publishers say.

pub mod adresse;
pub mod appartenance;
pub mod attente;
pub mod changement;
pub mod contact;
pub mod criteres;
pub mod decision;
pub mod fusion;
pub mod mandat;
pub mod rapprochement;
pub mod situation;
pub mod uai;
pub mod vocabulaire;
