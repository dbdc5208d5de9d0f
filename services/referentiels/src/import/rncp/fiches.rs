//! The sheets themselves (`Standard`).

use std::io::Read;

use importer::{Csv, Illisible, Ligne, Puits, Rejet};
use noyau::dates::DateCivile;
use noyau::identifiants::Rncp;
use noyau::niveau::NiveauDiplome;

use crate::import::champs::{date, niveau, requis, texte};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A certification of the register.
    Fiche, "rncp_fiches", cle(rncp) {
        rncp: Rncp,
        intitule: String,
        abrege: Option<String>,
        abrege_intitule: Option<String>,
        niveau: Option<NiveauDiplome>,
        active: bool,
        enregistrement: Option<String>,
        decision: Option<DateCivile>,
        effet: Option<DateCivile>,
        fin_enregistrement: Option<DateCivile>,
    }
}

const COLONNES: [&str; 10] = [
    "Numero_Fiche",
    "Intitule",
    "Abrege_Libelle",
    "Abrege_Intitule",
    "Nomenclature_Europe_Niveau",
    "Actif",
    "Type_Enregistrement",
    "Date_Decision",
    "Date_Effet",
    "Date_Fin_Enregistrement",
];

pub fn lire(flux: &mut dyn Read, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire_flux(flux, &COLONNES, |ligne| {
        puits.lu();
        match cles(ligne) {
            Ok((rncp, intitule, active)) => poser(ligne, puits, rncp, intitule, active),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn cles(ligne: &Ligne<'_>) -> Result<(Rncp, String, bool), Rejet> {
    let active = match ligne.champ(5) {
        "ACTIVE" => true,
        "INACTIVE" => false,
        autre => {
            let message = "une fiche est ACTIVE ou INACTIVE";
            return Err(ligne.origine.rejet(COLONNES[5], autre, "rncp.actif", message));
        }
    };
    Ok((ligne.valeur(0)?, requis(ligne, 1)?, active))
}

fn poser(
    ligne: &Ligne<'_>,
    puits: &mut Puits,
    rncp: Rncp,
    intitule: String,
    active: bool,
) -> Result<(), Illisible> {
    let fiche = Fiche {
        rncp,
        intitule,
        abrege: texte(ligne, 2),
        abrege_intitule: texte(ligne, 3),
        niveau: niveau(puits, ligne, 4)?,
        active,
        enregistrement: texte(ligne, 6),
        decision: date(puits, ligne, 7)?,
        effet: date(puits, ligne, 8)?,
        fin_enregistrement: date(puits, ligne, 9)?,
    };
    Ok(puits.poser(ligne.numero(), fiche)?)
}
