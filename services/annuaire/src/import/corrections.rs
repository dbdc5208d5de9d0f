//! UAI of training places put right by hand by the instructors of the académies, as the catalogue
//! exported them.

use importer::{Apercu, Csv, Fichier, Illisible, Importeur, Ligne, Puits, Rejet, sans_ordre};

use super::lignes::{CORRECTIONS, Correction};

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/uai-corrigees",
    titre: "UAI de lieux de formation corrigées à la main (catalogue des formations)",
    attendu: "un CSV en UTF-8 séparé par « ; » avec cle_ministere_educatif, uai_formation",
    rang: super::RANG,
    revision: 1,
    tables: &[&CORRECTIONS],
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

const COLONNES: [&str; 2] = ["cle_ministere_educatif", "uai_formation"];

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.entete().trim() == COLONNES.join(";")
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        Ok(puits.poser_ou_rejeter(ligne.numero(), correction(ligne))?)
    })
}

fn correction(ligne: &Ligne<'_>) -> Result<Correction, Rejet> {
    Ok(Correction { cle: ligne.valeur(0)?, uai: ligne.valeur(1)? })
}
