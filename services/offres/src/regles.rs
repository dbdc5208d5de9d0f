//! What the service decides, without a database or a network.

mod boite;
pub mod cloture;
mod dates;
pub mod delegation;
pub mod doublon;
mod employeur;
pub mod garde;
mod lieux;
mod localisation;
pub mod mandat;
pub mod marche_cache;
mod nature;
pub mod prevision;
pub mod propos;
mod repere;
mod sceau;
mod texte;
pub mod vie;
mod vocabulaire;

pub use boite::{Declare, boite_permise};
pub use dates::{est_visible, expiration_par_defaut, type_de_debut};
pub use employeur::{ENSEIGNE_INCONNUE, est_un_geiq, nom_affichable, taille};
pub use localisation::{Localisation, situer, situer_dans_la_commune};
pub use nature::{Nature, ORIGINE_DU_SITE, RECRUTEURS, nature, sous_type};
pub use repere::repere;
pub use sceau::Sceau;
pub use texte::{adresse_web, texte_simple, titre_sans_redite};
pub use vocabulaire::{Contrat, Precision, Statut, Teletravail, TypeDebut};
