//! The pure rules of the search: what was asked, what it means, what to propose instead.

mod criteres;
mod lieu;
mod requete;

pub use criteres::{Criteres, Mode, TriVoulu};
pub use lieu::{Lieux, Portee, Proposition};
pub use requete::{FACETTES_COMPTEES, PAR_PAGE, RAYON_KM, requete};
