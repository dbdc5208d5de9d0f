//! Reading the publishers' files, one module per format.

mod champs;
mod convention;
mod corrections;
mod lignes;
mod prepa;
mod rco;
mod referentiel_api;
mod reseau;

use importer::{Importeur, Table};

/// Order of loading: after communes, trades and certifications, before trainings.
const RANG: u16 = 40;

/// What a file that describes organisations may fill.
const TABLES: &[&Table] = &[
    &lignes::ORGANISMES,
    &lignes::UAIS,
    &lignes::RELATIONS,
    &lignes::LIEUX,
    &lignes::RESEAUX,
    &lignes::CERTIFICATIONS,
    &lignes::CONTACTS,
];

/// The files this service reads.
pub fn importeurs() -> Vec<Importeur> {
    vec![
        referentiel_api::IMPORTEUR,
        reseau::IMPORTEUR,
        prepa::IMPORTEUR,
        convention::IMPORTEUR,
        rco::IMPORTEUR,
        corrections::IMPORTEUR,
    ]
}
