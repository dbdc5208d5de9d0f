//! XLSX sheets, one line at a time.

use std::collections::HashMap;

use calamine::{Data, Xlsx, open_workbook};

use super::Origine;
use crate::{Fichier, Illisible};

/// The header must be among the first lines: beyond, they are data.
const LIGNES_D_ENTETE: usize = 20;

/// Names of the sheets.
pub fn feuilles(fichier: &Fichier) -> Result<Vec<String>, Illisible> {
    use calamine::Reader;
    let classeur: Xlsx<_> = open_workbook(fichier.chemin()).map_err(illisible)?;
    Ok(classeur.sheet_names())
}

/// Hands over each line of a sheet that holds something, with its number from 1. Cells keep their
/// columns: the first one is column A.
pub fn parcourir(
    fichier: &Fichier,
    feuille: &str,
    mut traiter: impl FnMut(i64, &[Data]) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut classeur: Xlsx<_> = open_workbook(fichier.chemin()).map_err(illisible)?;
    let mut lecteur = classeur.worksheet_cells_reader(feuille).map_err(illisible)?;
    let (mut courante, mut cellules) = (0, Vec::new());
    while let Some(cellule) = lecteur.next_cell().map_err(illisible)? {
        let (ligne, colonne) = cellule.get_position();
        if ligne != courante {
            rendre(courante, &mut cellules, &mut traiter)?;
            courante = ligne;
        }
        let valeur = Data::from(cellule.get_value().clone());
        if valeur != Data::Empty {
            cellules.resize((colonne as usize).max(cellules.len()), Data::Empty);
            cellules.push(valeur);
        }
    }
    rendre(courante, &mut cellules, &mut traiter)
}

fn rendre(
    ligne: u32,
    cellules: &mut Vec<Data>,
    traiter: &mut impl FnMut(i64, &[Data]) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    if cellules.is_empty() {
        return Ok(());
    }
    traiter(i64::from(ligne) + 1, cellules)?;
    cellules.clear();
    Ok(())
}

/// Reads a sheet whose header line holds all `colonnes`, and hands over each line below it that
/// holds something. Names are matched without regard to case, line breaks and double spaces; one
/// that ends with `*` is matched on its beginning.
pub fn lire(
    fichier: &Fichier,
    feuille: &str,
    colonnes: &[&'static str],
    traiter: impl FnMut(&Rangee<'_>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    lire_avec(fichier, feuille, colonnes, &[], traiter)
}

/// Same as [`lire`], with columns that some editions of the sheet lack: their ranks come after
/// those of `colonnes`, and they read as empty when absent.
pub fn lire_avec(
    fichier: &Fichier,
    feuille: &str,
    colonnes: &[&'static str],
    facultatives: &[&'static str],
    mut traiter: impl FnMut(&Rangee<'_>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut rangs: Option<Vec<usize>> = None;
    let mut vues = 0;
    parcourir(fichier, feuille, |ligne, cellules| match &rangs {
        Some(rangs) => traiter(&Rangee { origine: Origine { ligne }, cellules, rangs }),
        None => {
            vues += 1;
            rangs = reperer(cellules, colonnes, facultatives);
            if rangs.is_none() && vues >= LIGNES_D_ENTETE {
                return Err(sans_entete(feuille, colonnes));
            }
            Ok(())
        }
    })?;
    if rangs.is_none() { Err(sans_entete(feuille, colonnes)) } else { Ok(()) }
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
        nombre(self.cellules.get(self.rangs[n])?)
    }
}

/// A cell as text, trimmed: dates as `YYYY-MM-DD`, whole numbers without a decimal point.
pub fn texte(cellule: &Data) -> String {
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

/// A cell as a number, whether the sheet holds it as one or as a text.
pub fn nombre(cellule: &Data) -> Option<f64> {
    match cellule {
        Data::Int(v) => Some(*v as f64),
        Data::Float(v) => Some(*v),
        autre => texte(autre).replace(',', ".").parse().ok(),
    }
}

/// Rank of a column that the sheet does not have: no line is that long.
const ABSENTE: usize = usize::MAX;

fn reperer(
    cellules: &[Data],
    colonnes: &[&'static str],
    facultatives: &[&'static str],
) -> Option<Vec<usize>> {
    let noms: HashMap<String, usize> =
        cellules.iter().enumerate().map(|(i, c)| (resserrer(&texte(c)), i)).collect();
    let rang_de = |colonne: &&str| rang(&noms, &resserrer(colonne));
    let presentes = colonnes.iter().map(rang_de);
    presentes.chain(facultatives.iter().map(|c| rang_de(c).or(Some(ABSENTE)))).collect()
}

fn rang(noms: &HashMap<String, usize>, colonne: &str) -> Option<usize> {
    match colonne.strip_suffix('*') {
        Some(debut) => {
            noms.iter().filter(|(nom, _)| nom.starts_with(debut)).map(|(_, rang)| *rang).min()
        }
        None => noms.get(colonne).copied(),
    }
}

fn sans_entete(feuille: &str, colonnes: &[&'static str]) -> Illisible {
    Illisible::format(format!(
        "feuille « {feuille} » : aucune ligne d'en-tête ne porte les colonnes {}",
        colonnes.join(", ")
    ))
}

fn resserrer(texte: &str) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn illisible(erreur: calamine::XlsxError) -> Illisible {
    Illisible::format(format!("classeur illisible ou tronqué : {erreur}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cellules(textes: &[&str]) -> Vec<Data> {
        textes.iter().map(|t| Data::String((*t).to_owned())).collect()
    }

    #[test]
    fn headers_are_matched_whole_or_on_their_beginning() {
        let entete =
            cellules(&["Code RNCP", "Date  d'applicabilité\r\n des NPEC** \n(1)", "NPEC final"]);
        type Cas<'a> = (&'a [&'static str], &'a [&'static str], Option<Vec<usize>>);
        let cas: [Cas; 5] = [
            (&["NPEC Final", "Code RNCP"], &[], Some(vec![2, 0])),
            (&["Date d'applicabilité*"], &[], Some(vec![1])),
            (&["Date d'applicabilité"], &[], None),
            (&["CPNE"], &[], None),
            (&["Code RNCP"], &["CPNE", "NPEC final"], Some(vec![0, ABSENTE, 2])),
        ];
        for (colonnes, facultatives, attendu) in cas {
            assert_eq!(reperer(&entete, colonnes, facultatives), attendu, "{colonnes:?}");
        }
    }

    #[test]
    fn cells_as_text_and_numbers() {
        let cas = [
            (Data::Float(1_022_001.0), "1022001", Some(1_022_001.0)),
            (Data::Float(6079.3333), "6079.3333", Some(6079.3333)),
            (Data::String(" 7682,5 ".to_owned()), "7682,5", Some(7682.5)),
            (Data::Empty, "", None),
        ];
        for (cellule, attendu, valeur) in cas {
            assert_eq!((texte(&cellule), nombre(&cellule)), (attendu.to_owned(), valeur));
        }
    }
}
