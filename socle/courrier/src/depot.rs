//! All the SQL of the crate: the queue, the health of addresses, what the pages list.

mod adresses;
mod file;
mod listes;
mod pieces;

pub use adresses::{
    LigneAdresse, Opposition, RetourNote, effacer_l_adresse, enterrer, est_arretee, mortes,
    noter_le_retour, opposer, pourquoi_refuser, rebondir, ressusciter, retrouver, sante, vivre,
};
pub use file::{
    AEnvoyer, Nouveau, abandonner, ajouter, du, finis, liste_de, parti, prendre, refuser, relancer,
    remettre, reprendre,
};
pub use listes::{Critere, EnAttente, Ligne, attente, compter, corps, lister, relire};
pub use pieces::lire as pieces;
