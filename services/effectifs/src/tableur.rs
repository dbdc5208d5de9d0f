//! Files of spreadsheets: the first sheet of a workbook, or CSV in any usual writing.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use noyau::dates::DateCivile;

/// Most lines of a file, its heading apart.
pub const LIGNES_MAX: usize = 50_000;

/// Largest workbook once unfolded, in bytes.
const DEPLIE_MAX: u64 = 300 * 1024 * 1024;

/// Most columns read.
const COLONNES_MAX: usize = 200;

/// Why a file cannot be read, in French.
pub type Illisible = &'static str;

const FORMAT: Illisible = "Ce fichier n’est ni un classeur XLSX ni un CSV.";
const TROP_LONG: Illisible = "Ce fichier a plus de 50 000 lignes : coupez-le en plusieurs.";

/// Lines of cells with their number in the file, from 1; empty lines are left out.
pub type Lignes = Vec<(i64, Vec<String>)>;

/// Reads a file.
///
/// # Errors
/// When it is not such a file, or is too long.
pub fn lire(octets: &[u8]) -> Result<Lignes, Illisible> {
    let lignes = if octets.starts_with(b"PK") { classeur(octets)? } else { csv(octets)? };
    let pleines = lignes.into_iter().filter(|(_, c)| c.iter().any(|t| !t.trim().is_empty()));
    Ok(pleines.collect())
}

fn classeur(octets: &[u8]) -> Result<Lignes, Illisible> {
    if deplie(octets)? > DEPLIE_MAX {
        return Err(TROP_LONG);
    }
    let mut classeur: Xlsx<_> = Xlsx::new(Cursor::new(octets)).map_err(|_| FORMAT)?;
    let feuille = classeur.sheet_names().into_iter().next().ok_or(FORMAT)?;
    let mut lecteur = classeur.worksheet_cells_reader(&feuille).map_err(|_| FORMAT)?;
    let mut lignes: Lignes = Vec::new();
    while let Some(cellule) = lecteur.next_cell().map_err(|_| FORMAT)? {
        let (ligne, colonne) = cellule.get_position();
        let (numero, colonne) = (i64::from(ligne) + 1, colonne as usize);
        if colonne >= COLONNES_MAX {
            continue;
        }
        if lignes.last().is_none_or(|(dernier, _)| *dernier != numero) {
            if lignes.len() > LIGNES_MAX {
                return Err(TROP_LONG);
            }
            lignes.push((numero, Vec::new()));
        }
        if let Some((_, cellules)) = lignes.last_mut() {
            cellules.resize(cellules.len().max(colonne + 1), String::new());
            cellules[colonne] = texte(&Data::from(cellule.get_value().clone()));
        }
    }
    Ok(lignes)
}

/// Size of a workbook once unfolded, as its table of contents says.
fn deplie(octets: &[u8]) -> Result<u64, Illisible> {
    let mut archive = zip::ZipArchive::new(Cursor::new(octets)).map_err(|_| FORMAT)?;
    let mut taille = 0;
    for rang in 0..archive.len() {
        taille += archive.by_index_raw(rang).map_err(|_| FORMAT)?.size();
    }
    Ok(taille)
}

fn texte(cellule: &Data) -> String {
    match cellule {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(t) | Data::DateTimeIso(t) | Data::DurationIso(t) => t.clone(),
        Data::Int(n) => n.to_string(),
        Data::Float(n) => n.to_string(),
        Data::Bool(oui) => oui.to_string(),
        Data::DateTime(quand) => jour(quand.as_f64()),
    }
}

/// A day from its number in a spreadsheet, counted from 30 December 1899; the hour is left aside.
fn jour(numero: f64) -> String {
    let Ok(origine) = DateCivile::new(1899, 12, 30) else { return String::new() };
    #[allow(clippy::cast_possible_truncation, reason = "a number of days")]
    let jours = numero.floor() as i64;
    origine.plus_jours(jours).to_string()
}

fn csv(octets: &[u8]) -> Result<Lignes, Illisible> {
    let texte = match std::str::from_utf8(octets) {
        Ok(texte) => texte.to_owned(),
        // What French spreadsheets write when they are not asked otherwise.
        Err(_) => encoding_rs::WINDOWS_1252.decode(octets).0.into_owned(),
    };
    // One line end: the reader would count lines otherwise.
    let texte = texte.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let premiere = texte.lines().next().unwrap_or_default();
    let separateur = *[b';', b'\t', b',']
        .iter()
        .max_by_key(|s| premiere.bytes().filter(|o| o == *s).count())
        .unwrap_or(&b';');
    let mut lecteur = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separateur)
        .from_reader(texte.as_bytes());
    let mut lignes = Vec::new();
    for ligne in lecteur.records() {
        let ligne = ligne.map_err(|_| FORMAT)?;
        if lignes.len() > LIGNES_MAX {
            return Err(TROP_LONG);
        }
        let numero = ligne.position().map_or(0, ::csv::Position::line);
        let cellules = ligne.iter().take(COLONNES_MAX).map(str::to_owned).collect();
        lignes.push((i64::try_from(numero).unwrap_or_default(), cellules));
    }
    Ok(lignes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_in_any_usual_writing() {
        let attendu = vec![
            (1, vec!["nom".to_owned(), "ville".to_owned()]),
            (3, vec!["Éloïse".to_owned(), "Rennes; 35".to_owned()]),
        ];
        let points = "\u{feff}nom;ville\n;\nÉloïse;\"Rennes; 35\"\n";
        assert_eq!(lire(points.as_bytes()), Ok(attendu.clone()));
        let tabulations = "nom\tville\r\n\t\r\nÉloïse\tRennes; 35\r\n";
        assert_eq!(lire(tabulations.as_bytes()), Ok(attendu.clone()));
        let (ancien, ..) = encoding_rs::WINDOWS_1252.encode(points.trim_start_matches('\u{feff}'));
        assert_eq!(lire(&ancien), Ok(attendu));
    }

    #[test]
    fn the_days_of_a_spreadsheet() {
        let cas = [(45_536.0, "2024-09-01"), (45_536.75, "2024-09-01"), (39_519.0, "2008-03-12")];
        for (numero, attendu) in cas {
            assert_eq!(jour(numero), attendu);
        }
    }

    #[test]
    fn a_workbook_is_read_as_it_is_shown() {
        let classeur = crate::modele::classeur().unwrap();
        let lignes = lire(&classeur).unwrap();
        assert_eq!(lignes[0].0, 1);
        assert!(lignes[0].1.contains(&"nom_apprenant*".to_owned()), "{:?}", lignes[0]);
        assert_eq!(lire(b"PK\x03\x04abime"), Err(FORMAT));
    }
}
