//! The publishers' formats, one file each, and the list of what can be imported.

mod bcn;
mod certifinfo;
mod champs;
mod communes;
mod ecartes;
mod enregistrement;
mod idcc;
mod kit;
mod missions_locales;
mod npec;
mod rncp;
mod rome;

pub use ecartes::ecartes;

use importer::Importeur;

/// Every data set of this service.
pub fn importeurs() -> Vec<Importeur> {
    let mut tous: Vec<Importeur> = communes::IMPORTEURS.into();
    tous.extend(rome::importeurs());
    tous.extend(bcn::IMPORTEURS);
    tous.extend(rncp::IMPORTEURS);
    tous.extend(kit::IMPORTEURS);
    tous.extend(certifinfo::IMPORTEURS);
    tous.extend(idcc::IMPORTEURS);
    tous.extend(missions_locales::IMPORTEURS);
    tous.extend(npec::IMPORTEURS);
    tous
}
