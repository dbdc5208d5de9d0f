//! N_NIVEAU_FORMATION_DIPLOME: the families of diplomas (first three characters of a CFD).

use importer::{Fichier, Illisible, Ligne, Puits};
use noyau::dates::DateCivile;
use noyau::niveau::NiveauDiplome;

use super::dialecte;
use crate::import::champs::{date, niveau, requis, texte};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A family of diplomas.
    BcnNiveau, "bcn_niveaux", cle(code) {
        code: String,
        interministeriel: Option<String>,
        libelle_court: String,
        libelle: String,
        niveau: Option<NiveauDiplome>,
        ouverture: Option<DateCivile>,
        fermeture: Option<DateCivile>,
    }
}

const COLONNES: [&str; 7] = [
    "NIVEAU_FORMATION_DIPLOME",
    "NIVEAU_INTERMINISTERIEL",
    "LIBELLE_COURT",
    "LIBELLE_100",
    "NIVEAU_QUALIFICATION_RNCP",
    "DATE_OUVERTURE",
    "DATE_FERMETURE",
];

pub fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    dialecte(fichier)?.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match requis(ligne, 0) {
            Ok(code) => poser(ligne, puits, code),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(ligne: &Ligne<'_>, puits: &mut Puits, code: String) -> Result<(), Illisible> {
    let famille = BcnNiveau {
        code,
        interministeriel: texte(ligne, 1),
        libelle_court: ligne.champ(2).to_owned(),
        libelle: ligne.champ(3).to_owned(),
        niveau: niveau(puits, ligne, 4)?,
        ouverture: date(puits, ligne, 5)?,
        fermeture: date(puits, ligne, 6)?,
    };
    Ok(puits.poser(ligne.numero(), famille)?)
}
