//! XLSX sheets.

use std::collections::HashMap;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};

use super::Origine;
use crate::{Fichier, Illisible};

/// Names of the sheets.
pub fn feuilles(fichier: &Fichier) -> Result<Vec<String>, Illisible> {
    let classeur: Xlsx<_> = open_workbook(fichier.chemin()).map_err(illisible)?;
    Ok(classeur.sheet_names())
}

/// Reads a sheet whose header line holds all `colonnes` (matched without regard to line breaks
/// and double spaces), and hands over each line below it.
pub fn lire(
    fichier: &Fichier,
    feuille: &str,
    colonnes: &[&'static str],
    mut traiter: impl FnMut(&Rangee<'_>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut classeur: Xlsx<_> = open_workbook(fichier.chemin()).map_err(illisible)?;
    let plage = classeur.worksheet_range(feuille).map_err(illisible)?;
    let (entete, rangs) = reperer(&plage, feuille, colonnes)?;
    let decalage = plage.start().map_or(0, |(ligne, _)| ligne as i64);
    for (n, cellules) in plage.rows().enumerate().skip(entete + 1) {
        let origine = Origine { ligne: decalage + n as i64 + 1 };
        traiter(&Rangee { origine, cellules, rangs: &rangs })?;
    }
    Ok(())
}

/// A line of a sheet.
#[derive(Debug)]
pub struct Rangee<'a> {
    /// Where it is.
    pub origine: Origine,
    cellules: &'a [Data],
    rangs: &'a [usize],
}

impl Rangee<'_> {
    /// The n-th column asked for, as text, trimmed: dates as `YYYY-MM-DD`, whole numbers without
    /// a decimal point.
    pub fn champ(&self, n: usize) -> String {
        self.cellules.get(self.rangs[n]).map(texte).unwrap_or_default()
    }

    /// The n-th column as a number.
    pub fn nombre(&self, n: usize) -> Option<f64> {
        match self.cellules.get(self.rangs[n])? {
            Data::Int(v) => Some(*v as f64),
            Data::Float(v) => Some(*v),
            autre => texte(autre).replace(',', ".").parse().ok(),
        }
    }
}

fn texte(cellule: &Data) -> String {
    match cellule {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(d) => {
            let (an, mois, jour, ..) = d.to_ymd_hms_milli();
            format!("{an:04}-{mois:02}-{jour:02}")
        }
        Data::Float(v) if v.fract() == 0.0 && v.abs() < 1e15 => format!("{}", *v as i64),
        autre => autre.to_string().trim().to_owned(),
    }
}

fn reperer(
    plage: &Range<Data>,
    feuille: &str,
    colonnes: &[&'static str],
) -> Result<(usize, Vec<usize>), Illisible> {
    for (n, cellules) in plage.rows().enumerate().take(20) {
        let noms: HashMap<String, usize> =
            cellules.iter().enumerate().map(|(i, c)| (resserrer(&texte(c)), i)).collect();
        let rangs: Option<Vec<usize>> =
            colonnes.iter().map(|c| noms.get(&resserrer(c)).copied()).collect();
        if let Some(rangs) = rangs {
            return Ok((n, rangs));
        }
    }
    Err(Illisible::format(format!(
        "feuille « {feuille} » : aucune ligne d'en-tête ne porte les colonnes {}",
        colonnes.join(", ")
    )))
}

fn resserrer(texte: &str) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn illisible(erreur: calamine::XlsxError) -> Illisible {
    Illisible::format(format!("classeur illisible ou tronqué : {erreur}"))
}
