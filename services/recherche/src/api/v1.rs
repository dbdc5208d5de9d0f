//! What the public APIs before this one answered, in their shapes.

mod emplois;
mod ensemble;
mod formations;
mod jobs;
mod metiers;
mod modele;

pub use emplois::{__path_emplois, emplois};
pub use ensemble::{__path_ensemble, ensemble};
pub use formations::{
    __path_formation, __path_formations, __path_par_region, formation, formations, par_region,
};
pub use jobs::{
    __path_entreprise, __path_jobs, __path_matcha, __path_offre_de_partenaire,
    __path_offre_france_travail, entreprise, jobs, matcha, offre_de_partenaire,
    offre_france_travail,
};
pub use metiers::{
    __path_intitules, __path_metiers, __path_par_etablissement, __path_par_formation, __path_tous,
    intitules, metiers, par_etablissement, par_formation, tous,
};
