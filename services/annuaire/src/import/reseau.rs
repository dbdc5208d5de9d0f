//! The CSV export of the référentiel, as the networks of organisations pass it on.
//!
//! Some networks keep three columns only (UAI validée, Siret, Réseaux à jour), others add up to
//! sixty numbered columns of UAI candidates.

use importer::{Apercu, Arret, Csv, Fichier, Illisible, Importeur, Ligne, Puits, sans_ordre};
use noyau::identifiants::Siret;

use super::champs::poser_uai;
use super::lignes::{Adresse, Organisme, Reseau};
use crate::regles::vocabulaire::StatutUai;

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/reseau/*",
    titre: "Organismes d'un réseau, export CSV du référentiel UAI–SIRET (un fichier par réseau)",
    attendu: "un CSV en UTF-8 séparé par « ; » avec Siret, UAI validée, Réseaux à jour",
    rang: super::RANG,
    revision: 1,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

const COLONNES: [&str; 3] = ["Siret", "UAI validée", "Réseaux à jour"];
const SIRET: usize = 0;
const UAI_VALIDEE: usize = 1;
const RESEAUX: usize = 2;

const FACULTATIVES: [&str; 10] = [
    "Raison sociale",
    "Enseigne",
    "numero_declaration_activite",
    "etat_administratif",
    "Nature",
    "Adresse",
    "Qualiopi",
    "Réseaux",
    "Date d'import",
    "UAI probable",
];
const RAISON_SOCIALE: usize = 3;
const ENSEIGNE: usize = 4;
const NDA: usize = 5;
const ETAT: usize = 6;
const NATURE: usize = 7;
const ADRESSE: usize = 8;
const QUALIOPI: usize = 9;
const RESEAUX_AVANT: usize = 10;
const DATE: usize = 11;
const UAI_PROBABLE: usize = 12;

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&COLONNES)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    Csv::POINT_VIRGULE.lire_avec(fichier, &COLONNES, &FACULTATIVES, |ligne| {
        puits.lu();
        match ligne.valeur::<Siret>(SIRET) {
            Ok(siret) => Ok(poser(puits, ligne, siret)?),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(puits: &mut Puits, ligne: &Ligne<'_>, siret: Siret) -> Result<(), Arret> {
    let organisme = Organisme {
        raison_sociale: ligne.texte(RAISON_SOCIALE).map(str::to_owned),
        enseigne: ligne.texte(ENSEIGNE).map(str::to_owned),
        nature: puits.facultatif(ligne.option(NATURE))?,
        etat: puits.facultatif(ligne.option(ETAT))?,
        qualiopi: oui_non(ligne.champ(QUALIOPI)),
        nda: puits.facultatif(ligne.option(NDA))?,
        adresse: Adresse::lue(ligne.texte(ADRESSE)),
        date_source: puits.facultatif(ligne.option(DATE))?,
        ..Organisme::nouveau(siret)
    };
    if !puits.poser_nouveau(ligne.numero(), organisme)? {
        return Ok(());
    }
    poser_reseaux(puits, ligne, siret)?;
    poser_uais(puits, ligne, siret)
}

/// `cci|cma`, in any case; the column brought up to date wins over the older one.
fn poser_reseaux(puits: &mut Puits, ligne: &Ligne<'_>, siret: Siret) -> Result<(), Arret> {
    let dits = ligne.texte(RESEAUX).or(ligne.texte(RESEAUX_AVANT)).unwrap_or_default();
    for reseau in dits.split('|').map(str::trim).filter(|r| !r.is_empty()) {
        puits.poser_une_fois(ligne.numero(), Reseau { siret, reseau: reseau.to_lowercase() })?;
    }
    Ok(())
}

fn poser_uais(puits: &mut Puits, ligne: &Ligne<'_>, siret: Siret) -> Result<(), Arret> {
    let origine = ligne.origine;
    let validee = ("UAI validée", ligne.texte(UAI_VALIDEE));
    poser_uai(puits, origine, siret, validee, StatutUai::Validee)?;
    let probable = ("UAI probable", ligne.texte(UAI_PROBABLE));
    poser_uai(puits, origine, siret, probable, StatutUai::Probable)?;
    for (colonne, valeur) in ligne.champs_en("UAI potentielle") {
        poser_uai(puits, origine, siret, (colonne, Some(valeur)), StatutUai::Potentielle)?;
    }
    Ok(())
}

fn oui_non(texte: &str) -> Option<bool> {
    match texte {
        "Oui" => Some(true),
        "Non" => Some(false),
        _ => None,
    }
}
