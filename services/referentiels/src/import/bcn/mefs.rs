//! N_MEF: a diploma in one way of preparing it (how long, which year).

use importer::{Fichier, Illisible, Ligne, Puits, Rejet};
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Mef10, MefStat11};

use super::dialecte;
use crate::import::champs::date;
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// A module élémentaire de formation.
    BcnMef, "bcn_mefs", cle(mef) {
        mef: Mef10,
        cfd: Cfd,
        dispositif: String,
        duree: i64,
        annee: i64,
        libelle_court: String,
        libelle_long: String,
        ouverture: Option<DateCivile>,
        fermeture: Option<DateCivile>,
        mef_stat_11: Option<MefStat11>,
    }
}

const COLONNES: [&str; 7] = [
    "MEF",
    "FORMATION_DIPLOME",
    "LIBELLE_COURT",
    "LIBELLE_LONG",
    "DATE_OUVERTURE",
    "DATE_FERMETURE",
    "MEF_STAT_11",
];

pub fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    dialecte(fichier)?.lire(fichier, &COLONNES, |ligne| {
        puits.lu();
        match cles(ligne) {
            Ok((mef, cfd)) => poser(ligne, puits, mef, cfd),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

/// The five last characters of a diploma are in all of its MEF: true of the whole BCN.
fn cles(ligne: &Ligne<'_>) -> Result<(Mef10, Cfd), Rejet> {
    let (mef, cfd): (Mef10, Cfd) = (ligne.valeur(0)?, ligne.valeur(1)?);
    if mef.concerne(&cfd) {
        return Ok((mef, cfd));
    }
    let message = format!("le MEF {mef} n'est pas de la spécialité du diplôme {cfd}");
    Err(ligne.origine.rejet(COLONNES[1], cfd.as_str(), "mef.specialite", &message))
}

fn poser(ligne: &Ligne<'_>, puits: &mut Puits, mef: Mef10, cfd: Cfd) -> Result<(), Illisible> {
    let ligne_mef = BcnMef {
        mef,
        cfd,
        dispositif: mef.dispositif().to_owned(),
        duree: mef.duree().into(),
        annee: mef.annee().into(),
        libelle_court: ligne.champ(2).to_owned(),
        libelle_long: ligne.champ(3).to_owned(),
        ouverture: date(puits, ligne, 4)?,
        fermeture: date(puits, ligne, 5)?,
        mef_stat_11: puits.facultatif(ligne.option(6))?,
    };
    Ok(puits.poser(ligne.numero(), ligne_mef)?)
}
