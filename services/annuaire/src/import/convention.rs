//! CFA under a regional or national convention, from the RAMSESE register of the ministry of
//! education (natures 600 and 610).

use importer::{Apercu, Arret, Csv, Fichier, Illisible, Importeur, Ligne, Puits, sans_ordre};
use noyau::identifiants::Siret;

use super::champs::{date_du_nom, poser_uai};
use super::lignes::{Adresse, Organisme};
use crate::regles::vocabulaire::StatutUai;

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/cfa-convention",
    titre: "CFA sous convention régionale ou nationale (RAMSESE, ministère de l'Éducation nationale)",
    attendu: "un CSV en ISO-8859-1 séparé par « ; » avec numero_uai, denomination_principale, numero_siren_siret_uai",
    rang: super::RANG,
    revision: 1,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

const COLONNES: [&str; 8] = [
    "numero_uai",
    "numero_siren_siret_uai",
    "denomination_principale",
    "patronyme_uai",
    "adresse_uai",
    "code_postal_uai",
    "localite_acheminement_uai",
    "commune",
];
const UAI: usize = 0;
const SIRET: usize = 1;
const DENOMINATION: usize = 2;
const PATRONYME: usize = 3;
const ADRESSE: usize = 4;
const CODE_POSTAL: usize = 5;
const LOCALITE: usize = 6;
const COMMUNE: usize = 7;

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&COLONNES)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let date = date_du_nom(&fichier.nom());
    Csv::POINT_VIRGULE.latin1().lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match ligne.valeur::<Siret>(SIRET) {
            Ok(siret) => {
                let organisme = Organisme { date_source: date, ..Organisme::nouveau(siret) };
                Ok(poser(puits, ligne, organisme)?)
            }
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

/// A CFA with several antennas comes once per UAI: the first line describes the organisation, each
/// line adds its UAI.
fn poser(puits: &mut Puits, ligne: &Ligne<'_>, organisme: Organisme) -> Result<(), Arret> {
    let siret = organisme.siret;
    let organisme = Organisme {
        raison_sociale: nom(ligne),
        adresse: Adresse {
            texte: ligne.texte(ADRESSE).map(str::to_owned),
            code_postal: puits.facultatif(ligne.option(CODE_POSTAL))?,
            commune: puits.facultatif(ligne.option(COMMUNE))?,
            localite: ligne.texte(LOCALITE).map(str::to_owned),
            point: None,
        },
        ..organisme
    };
    puits.poser_une_fois(ligne.numero(), organisme)?;
    poser_uai(puits, ligne.origine, siret, ("numero_uai", ligne.texte(UAI)), StatutUai::Declaree)
}

/// `CTRE DE FORMATION D'APPRENTIS` and `CECOF BERNARD PALISSY` are two halves of one name.
fn nom(ligne: &Ligne<'_>) -> Option<String> {
    let moities: Vec<&str> =
        [DENOMINATION, PATRONYME].into_iter().filter_map(|n| ligne.texte(n)).collect();
    (!moities.is_empty()).then(|| moities.join(" "))
}
