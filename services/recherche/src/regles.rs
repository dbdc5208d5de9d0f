//! The pure rules of the search: what was asked, what it means, what to propose instead.

mod criteres;
mod emplois;
mod lieu;
pub mod metiers;
mod requete;
mod v1;

pub use criteres::{Criteres, Mode, TriVoulu};
pub use emplois::{CriteresEmploi, Provenance};
pub use lieu::{FRANCE, LieuCompris, Lieux, Portee, Proposition, Ville, ressemble_a_une_adresse};
pub use requete::{PAR_PAGE, RAYON_KM, cercle, requete};
pub use v1::{CriteresV1, Forme, Metiers as MetiersVoulus, Source};
