//! Collective agreements and their opérateur de compétences (ministère du Travail).

use importer::{Csv, Enregistrement, Importeur, Ligne, Rejet, sans_ordre};
use noyau::identifiants::Idcc;

use super::champs::{requis, une_table};
use super::enregistrement::enregistrement;

enregistrement! {
    /// A collective agreement.
    Convention, "idcc_opco", cle(idcc) {
        idcc: Idcc,
        opco: String,
        libelle: String,
    }
}

/// The table of the ministry.
pub const IMPORTEURS: [Importeur; 1] = [Importeur {
    source: "idcc",
    jeu: "idcc/opco",
    titre: "Conventions collectives et opérateurs de compétences (ministère du Travail)",
    attendu: "un CSV à points-virgules en UTF-8, avec IDCC, Opérateur de compétences et Libellé",
    rang: 28,
    revision: 1,
    tables: &[Convention::TABLE],
    reconnaitre: |a| a.a_les_colonnes(&["IDCC", "Opérateur de compétences"]),
    ordre: sans_ordre,
    lire: |fichier, puits| {
        let colonnes = ["IDCC", "Opérateur de compétences", "Libellé"];
        une_table(Csv::POINT_VIRGULE, fichier, puits, &colonnes, convention)
    },
}];

/// Branches without an agreement (`na`) have nothing to be looked up by: they are rejected.
fn convention(ligne: &Ligne<'_>) -> Result<Convention, Rejet> {
    Ok(Convention { idcc: ligne.valeur(0)?, opco: requis(ligne, 1)?, libelle: requis(ligne, 2)? })
}
