//! The list of organisations with UAI and SIRET published by the *tableau de bord de
//! l'apprentissage* for the préparation à l'apprentissage.

use importer::{Apercu, Arret, Csv, Fichier, Illisible, Importeur, Ligne, Puits, sans_ordre};
use noyau::identifiants::Siret;

use super::champs::{date_du_nom, poser_uai};
use super::lignes::{Adresse, Organisme};
use crate::regles::vocabulaire::StatutUai;

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/prepa-apprentissage",
    titre: "Liste d'organismes avec UAI et SIRET (tableau de bord de l'apprentissage)",
    attendu: "un CSV en UTF-8 séparé par « ; » avec uai, siret, raison_sociale, nature, prepa_apprentissage",
    rang: super::RANG,
    revision: 1,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

const COLONNES: [&str; 7] =
    ["uai", "siret", "raison_sociale", "enseigne", "nature", "adresse", "prepa_apprentissage"];
const UAI: usize = 0;
const SIRET: usize = 1;
const RAISON_SOCIALE: usize = 2;
const ENSEIGNE: usize = 3;
const NATURE: usize = 4;
const ADRESSE: usize = 5;

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&COLONNES)
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let date = date_du_nom(&fichier.nom());
    Csv::POINT_VIRGULE.lire(fichier, &COLONNES, |ligne| {
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

fn poser(puits: &mut Puits, ligne: &Ligne<'_>, organisme: Organisme) -> Result<(), Arret> {
    let siret = organisme.siret;
    let organisme = Organisme {
        raison_sociale: ligne.texte(RAISON_SOCIALE).map(str::to_owned),
        enseigne: ligne.texte(ENSEIGNE).map(str::to_owned),
        nature: puits.facultatif(ligne.option(NATURE))?,
        adresse: Adresse::lue(ligne.texte(ADRESSE)),
        ..organisme
    };
    if !puits.poser_nouveau(ligne.numero(), organisme)? {
        return Ok(());
    }
    poser_uai(puits, ligne.origine, siret, ("uai", ligne.texte(UAI)), StatutUai::Declaree)
}
