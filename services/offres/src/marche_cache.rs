//! The job that foresees hirings: from the company file, its hirings and those of the sectors to the
//! company file that the import reads, with a forecast on each line. No database is opened. Each file
//! is walked through line after line: what stays in memory is one number for each establishment that
//! hired, and one for each activity and trade.

mod ecriture;

use std::collections::{HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use importer::{Csv, Fichier, Illisible, Ligne};
use noyau::identifiants::{Naf, Rome, Siret};

use crate::import::etablissements as colonnes;
use crate::regles::prevision::{Coefficients, Ecartee, Secteurs, embauches, prevoir};
use crate::regles::taille;

/// The three files.
#[derive(Clone, Copy, Debug)]
pub struct Entrees<'a> {
    /// Companies: the format of the import.
    pub etablissements: &'a Path,
    /// `siret;embauches`: hirings of each establishment in twelve months.
    pub embauches: &'a Path,
    /// `rome;naf;embauches` and, when it is known, `embauches_avant`: hirings of each activity in each
    /// trade.
    pub contrats: &'a Path,
}

/// What was read, kept, left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Companies read.
    pub lues: i64,
    /// Those that have a forecast.
    pub retenues: i64,
    /// Those whose activity is unknown, or hires nobody.
    pub secteur_inconnu: i64,
    /// Those for which too few hirings are foreseen.
    pub sous_le_seuil: i64,
    /// Those for which no trade stands out.
    pub sans_metier: i64,
    /// Companies that came already.
    pub doublons: i64,
    /// Lines of the three files that could not be read.
    pub illisibles: i64,
}

/// Foresees hirings, and writes the companies that are kept in the order of their file. The same files
/// and coefficients give the same bytes.
///
/// # Errors
/// When a file is not what it must be, or when the answer cannot be written.
pub fn scorer(
    entrees: Entrees<'_>,
    c: &Coefficients,
    sortie: impl Write,
) -> Result<Bilan, Illisible> {
    let mut bilan = Bilan::default();
    let passees = lire_embauches(entrees.embauches, &mut bilan)?;
    let mut secteurs = lire_contrats(entrees.contrats, &mut bilan)?;
    completer(entrees.etablissements, &passees, &mut secteurs)?;
    ecrire(entrees.etablissements, c, (&passees, &secteurs), (sortie, &mut bilan))?;
    Ok(bilan)
}

fn lire_embauches(chemin: &Path, bilan: &mut Bilan) -> Result<HashMap<Siret, i64>, Illisible> {
    let mut passees = HashMap::new();
    let fichier = Fichier::nouveau(chemin);
    Csv::POINT_VIRGULE.lire(&fichier, &["siret", "embauches"], |ligne| {
        match (siret(ligne, 0), embauches(ligne.champ(1))) {
            (Some(siret), Some(n)) => *passees.entry(siret).or_default() += n,
            _ => bilan.illisibles += 1,
        }
        Ok(())
    })?;
    Ok(passees)
}

fn lire_contrats(chemin: &Path, bilan: &mut Bilan) -> Result<Secteurs, Illisible> {
    let mut secteurs = Secteurs::new();
    let (requises, facultatives) = (["rome", "naf", "embauches"], ["embauches_avant"]);
    let fichier = Fichier::nouveau(chemin);
    Csv::POINT_VIRGULE.lire_avec(&fichier, &requises, &facultatives, |ligne| {
        let (Ok(rome), Ok(naf)) = (ligne.champ(0).parse::<Rome>(), ligne.champ(1).parse::<Naf>())
        else {
            bilan.illisibles += 1;
            return Ok(());
        };
        let Some(recentes) = embauches(ligne.champ(2)) else {
            bilan.illisibles += 1;
            return Ok(());
        };
        let secteur = secteurs.entry(naf).or_default();
        *secteur.metiers.entry(rome).or_default() += recentes;
        secteur.recentes += recentes;
        if let Some(avant) = embauches(ligne.champ(3)) {
            secteur.avant += avant;
            secteur.comparees += recentes;
        }
        Ok(())
    })?;
    Ok(secteurs)
}

/// First reading of the companies: how many each sector has, and what they hired.
fn completer(
    chemin: &Path,
    passees: &HashMap<Siret, i64>,
    secteurs: &mut Secteurs,
) -> Result<(), Illisible> {
    let mut vues = HashSet::new();
    parcourir(chemin, |ligne| {
        let (Some(siret), Some(naf)) = (siret(ligne, colonnes::SIRET), naf(ligne)) else {
            return Ok(());
        };
        if let Some(secteur) = secteurs.get_mut(&naf).filter(|_| vues.insert(siret)) {
            secteur.etablissements += 1;
            secteur.embauches += passees.get(&siret).copied().unwrap_or_default();
        }
        Ok(())
    })
}

/// Second reading: a line for each company that is kept.
fn ecrire(
    chemin: &Path,
    c: &Coefficients,
    (passees, secteurs): (&HashMap<Siret, i64>, &Secteurs),
    (sortie, bilan): (impl Write, &mut Bilan),
) -> Result<(), Illisible> {
    let mut sortie = ecriture::Sortie::ouvrir(sortie)?;
    let mut vues = HashSet::new();
    parcourir(chemin, |ligne| {
        bilan.lues += 1;
        let Some(siret) = siret(ligne, colonnes::SIRET) else {
            bilan.illisibles += 1;
            return Ok(());
        };
        if !vues.insert(siret) {
            bilan.doublons += 1;
            return Ok(());
        }
        let secteur = naf(ligne).and_then(|naf| secteurs.get(&naf));
        let taille = taille(colonnes::champ(ligne, colonnes::EFFECTIF).unwrap_or_default());
        let passees = passees.get(&siret).copied().unwrap_or_default();
        match prevoir(c, secteur, (siret, taille.unwrap_or_default(), passees)) {
            Ok(prevision) => {
                bilan.retenues += 1;
                sortie.ecrire(ligne, &prevision)?;
            }
            Err(Ecartee::SecteurInconnu) => bilan.secteur_inconnu += 1,
            Err(Ecartee::SousLeSeuil) => bilan.sous_le_seuil += 1,
            Err(Ecartee::SansMetier) => bilan.sans_metier += 1,
        }
        Ok(())
    })?;
    Ok(sortie.finir()?)
}

fn parcourir(
    chemin: &Path,
    traiter: impl FnMut(&Ligne<'_>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let fichier = Fichier::nouveau(chemin);
    Csv::POINT_VIRGULE.lire_avec(&fichier, &colonnes::COLONNES, &colonnes::FACULTATIVES, traiter)
}

fn siret(ligne: &Ligne<'_>, rang: usize) -> Option<Siret> {
    Siret::complete_par_zeros(ligne.champ(rang)).ok()
}

fn naf(ligne: &Ligne<'_>) -> Option<Naf> {
    colonnes::champ(ligne, colonnes::NAF)?.parse().ok()
}
