#![doc = include_str!("../README.md")]

mod classeur;
mod conformite;
mod depot;
mod enveloppe;
#[cfg(feature = "essai")]
pub mod essai;
mod expediteur;
mod file;
mod jeton;
mod lettre;
mod mesures;
mod modele;
mod piece;
pub mod porte;
mod reglages;
mod regles;
mod transport;

use base::{Migrations, migrations};

pub use classeur::{Classeur, LeClasseur};
pub use conformite::{dossiers, personnes, traitements};
pub use enveloppe::{Habillage, Message};
pub use expediteur::{Poste, tourner};
pub use file::{Depot, Sort, deposer, deposer_avec, reprendre};
pub use lettre::{Contenu, Lettre};
pub use mesures::Compteurs;
pub use modele::{Liste, Modele};
pub use piece::Piece;
pub use reglages::Reglages;
pub use regles::{Adresse, Motif};
pub use transport::{Issue, Transport};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    service: "courrier",
    fichiers: migrations![
        "0001_courriels.sql",
        "0002_sans_secret.sql",
        "0003_pieces.sql",
        "0004_references.sql"
    ],
};
