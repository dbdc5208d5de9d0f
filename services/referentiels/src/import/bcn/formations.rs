//! N_FORMATION_DIPLOME and its two sisters: diplomas, and which follows which.

use importer::{Fichier, Illisible, Ligne, Puits};
use noyau::dates::DateCivile;
use noyau::identifiants::Cfd;
use noyau::niveau::NiveauDiplome;

use super::dialecte;
use crate::import::champs::{Entier, date, niveau, requis, texte};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A diploma.
    BcnFormation, "bcn_formations", cle(cfd) {
        cfd: Cfd,
        nomenclature: &'static str,
        niveau_formation: String,
        famille: String,
        groupe_specialite: Option<String>,
        lettre_specialite: Option<String>,
        libelle_court: String,
        libelle_stat: String,
        libelle_long: String,
        ouverture: Option<DateCivile>,
        fermeture: Option<DateCivile>,
        premiere_session: Option<i64>,
        derniere_session: Option<i64>,
        nature: Option<String>,
        gestionnaire: Option<String>,
        niveau: Option<NiveauDiplome>,
    }
}

enregistrement! {
    /// A diploma that follows another, as one of the two says; `rang` is its place in that list.
    BcnFiliation, "bcn_filiations", cle(ancien, nouveau, temoin) {
        ancien: Cfd,
        nouveau: Cfd,
        temoin: &'static str,
        rang: i64,
    }
}

const COLONNES: [&str; 15] = [
    "FORMATION_DIPLOME",
    "NIVEAU_FORMATION_DIPLOME",
    "N_NIVEAU_FORMATION_DIPLOME.LIBELLE_100",
    "GROUPE_SPECIALITE",
    "LETTRE_SPECIALITE",
    "LIBELLE_COURT",
    "LIBELLE_STAT_33",
    "LIBELLE_LONG_200",
    "DATE_OUVERTURE",
    "DATE_FERMETURE",
    "DATE_PREMIERE_SESSION",
    "DATE_DERNIERE_SESSION",
    "NATURE_FORMATION_DIPLOME",
    "GESTIONNAIRE_FORMATION_DIPLOME",
    "NIVEAU_QUALIFICATION_RNCP",
];

pub fn lire_n(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    lire("N", fichier, puits)
}

/// Some accents of this table were lost before it left the BCN (they read `�`): nothing can bring
/// them back.
pub fn lire_e51(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    lire("E51", fichier, puits)
}

pub fn lire_v(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    lire("V", fichier, puits)
}

fn lire(nomenclature: &'static str, fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    dialecte(fichier)?.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match ligne.valeur::<Cfd>(0) {
            Ok(cfd) => poser(ligne, puits, cfd, nomenclature),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(
    ligne: &Ligne<'_>,
    puits: &mut Puits,
    cfd: Cfd,
    nomenclature: &'static str,
) -> Result<(), Illisible> {
    let session = |puits: &mut Puits, n| puits.facultatif(ligne.option::<Entier>(n));
    let formation = BcnFormation {
        cfd,
        nomenclature,
        niveau_formation: ligne.champ(1).to_owned(),
        famille: ligne.champ(2).to_owned(),
        groupe_specialite: texte(ligne, 3),
        lettre_specialite: texte(ligne, 4),
        libelle_court: ligne.champ(5).to_owned(),
        libelle_stat: ligne.champ(6).to_owned(),
        libelle_long: match requis(ligne, 7) {
            Ok(libelle) => libelle,
            Err(rejet) => return Ok(puits.rejeter(rejet)?),
        },
        ouverture: date(puits, ligne, 8)?,
        fermeture: date(puits, ligne, 9)?,
        premiere_session: session(puits, 10)?.map(|n| n.0),
        derniere_session: session(puits, 11)?.map(|n| n.0),
        nature: texte(ligne, 12),
        gestionnaire: texte(ligne, 13),
        niveau: niveau(puits, ligne, 14)?,
    };
    puits.poser(ligne.numero(), formation)?;
    poser_filiations(ligne, puits, cfd)
}

/// `NOUVEAU_DIPLOME_n` is the word of the old diploma, `ANCIEN_DIPLOME_n` that of the new one; the
/// link is often told by one side only. Two diplomas of the BCN follow themselves, which says
/// nothing.
fn poser_filiations(ligne: &Ligne<'_>, puits: &mut Puits, cfd: Cfd) -> Result<(), Illisible> {
    for (prefixe, temoin) in [("NOUVEAU_DIPLOME_", "ancien"), ("ANCIEN_DIPLOME_", "nouveau")] {
        for ((colonne, valeur), rang) in ligne.champs_en(prefixe).zip(1..) {
            let autre = puits.facultatif(ligne.origine.option(colonne, Some(valeur)))?;
            let Some(autre) = autre.filter(|autre| *autre != cfd) else { continue };
            let (ancien, nouveau) = if temoin == "ancien" { (cfd, autre) } else { (autre, cfd) };
            let filiation = BcnFiliation { ancien, nouveau, temoin, rang };
            puits.poser_une_fois(ligne.numero(), filiation)?;
        }
    }
    Ok(())
}
