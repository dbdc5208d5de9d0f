//! Reading the publishers' files, one module per format.

mod catalogue;
mod champs;
mod rco;

use importer::{Importeur, Table};

use crate::depot::contacts::CONTACTS;
use crate::depot::formations::FORMATIONS;
use crate::depot::sessions::SESSIONS;

/// Order of loading: after organisations and certifications.
const RANG: u16 = 50;

/// What a file of trainings fills.
const TABLES: &[&Table] = &[&FORMATIONS, &SESSIONS, &CONTACTS];

/// The files this service reads.
pub fn importeurs() -> Vec<Importeur> {
    vec![catalogue::IMPORTEUR, rco::IMPORTEUR]
}
