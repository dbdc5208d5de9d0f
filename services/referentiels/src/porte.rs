//! What the other services may call: tables held in memory, loaded at the start of a node and again
//! when a data set changes (`version.courante`), shared by `Arc`.

mod bassins;
mod certifications;
mod communes;
mod metiers;
mod missions_locales;
mod opco;
mod registre;

pub use bassins::BassinsEmploi;
pub use certifications::{Certifications, Diplome, Enregistrement, Fiche};
pub use communes::{Commune, Communes};
pub use metiers::{Exigence, Metier, Metiers, code_ogr, exigences};
pub use missions_locales::{MissionLocale, MissionsLocales};
pub use opco::Opco;
pub use registre::{
    Certification, CertificationApi, CertificationsApi, Demande, Ligne, Registre, Trouvees, modele,
};

pub use crate::regles::filiation::Suite;
pub use crate::regles::validite::{limite_de_publication, survit};
