//! ROME 4.0: the CSV archive of France Travail (`unix_…_vNNN_utf8.csv`), one data set a file, and
//! the sub-domains of La bonne alternance.
//!
//! Files are told by their columns, so that the number of the version in their names does not
//! matter. Those that only repeat others (`cr_gd_dp`, `cr_gd_dp_appellations`, `item`,
//! `composition_bloc`, `descriptif_rubrique`, `type_referentiel`) have no importer.

mod competences;
mod domaines;
mod interets;
mod metiers;
mod secteurs;

use importer::{Importeur, sans_ordre};

/// All the data sets of the ROME, trades first.
pub fn importeurs() -> impl Iterator<Item = Importeur> {
    metiers::IMPORTEURS
        .into_iter()
        .chain(domaines::IMPORTEURS)
        .chain(competences::IMPORTEURS)
        .chain(interets::IMPORTEURS)
        .chain(secteurs::IMPORTEURS)
}

/// What all of them share.
const COMMUN: Importeur = Importeur {
    source: "rome",
    jeu: "",
    titre: "",
    attendu: "un CSV à virgules de l'archive ROME 4.0 de France Travail, en UTF-8, colonnes nommées",
    rang: 15,
    revision: 1,
    tables: &[],
    reconnaitre: |_| false,
    ordre: sans_ordre,
    lire: |_, _| Ok(()),
};
