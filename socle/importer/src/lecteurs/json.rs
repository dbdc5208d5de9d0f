//! JSON arrays and NDJSON, one record at a time.

use std::io::{BufRead, Read};

use serde::de::DeserializeOwned;
use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ValueType};

use super::Origine;
use crate::{Fichier, Illisible};

/// Longest line accepted in NDJSON: a record, not a whole file on one line.
const LIGNE_MAX: u64 = 4 * 1024 * 1024;

/// Reads the records of a JSON file: an array, or an array under a root key, or one record a line
/// (NDJSON). A record that does not have the announced shape goes to `traiter` as an error text.
pub fn lire<T: DeserializeOwned>(
    fichier: &Fichier,
    traiter: impl FnMut(Origine, Result<T, String>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let apercu = fichier.apercu()?;
    if est_ndjson(&apercu.texte()) {
        return lire_lignes(fichier.ouvrir()?, traiter);
    }
    lire_tableau(fichier.ouvrir()?, traiter)
}

/// NDJSON: the first line is a whole object by itself.
fn est_ndjson(texte: &str) -> bool {
    let premiere = texte.lines().next().unwrap_or_default().trim();
    premiere.starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(premiere).is_ok()
        && texte.lines().nth(1).is_none_or(|l| l.is_empty() || l.starts_with('{'))
}

/// Reads one record a line.
pub fn lire_lignes<T: DeserializeOwned>(
    mut flux: impl BufRead,
    mut traiter: impl FnMut(Origine, Result<T, String>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut ligne = Vec::new();
    for numero in 1.. {
        ligne.clear();
        if (&mut flux).take(LIGNE_MAX).read_until(b'\n', &mut ligne)? == 0 {
            return Ok(());
        }
        if ligne.len() as u64 == LIGNE_MAX {
            return Err(Illisible::format(format!("ligne {numero} : plus de 4 Mo sur une ligne")));
        }
        let texte = std::str::from_utf8(&ligne).map_err(|_| pas_utf8(numero))?;
        let texte = texte.trim_start_matches('\u{feff}').trim();
        if texte.is_empty() {
            continue;
        }
        let lu = serde_json::from_str(texte).map_err(|e| expliquer(&e));
        traiter(Origine { ligne: numero }, lu)?;
    }
    Ok(())
}

/// Reads the elements of an array, wherever the first array of the file is.
pub fn lire_tableau<T: DeserializeOwned>(
    flux: impl Read,
    mut traiter: impl FnMut(Origine, Result<T, String>) -> Result<(), Illisible>,
) -> Result<(), Illisible> {
    let mut lecteur = JsonStreamReader::new(sans_bom(flux)?);
    descendre(&mut lecteur).map_err(illisible)?;
    lecteur.begin_array().map_err(illisible)?;
    let mut rang = 0;
    while lecteur.has_next().map_err(illisible)? {
        rang += 1;
        let brut: serde_json::Value = lecteur.deserialize_next().map_err(|e| {
            Illisible::format(format!(
                "enregistrement {rang} : JSON mal formé ou fichier tronqué ({e})"
            ))
        })?;
        let lu = serde_json::from_value(brut).map_err(|e| expliquer(&e));
        traiter(Origine { ligne: rang }, lu)?;
    }
    lecteur.end_array().map_err(illisible)
}

fn descendre<R: Read>(lecteur: &mut JsonStreamReader<R>) -> Result<(), ReaderError> {
    while lecteur.peek()? == ValueType::Object {
        lecteur.begin_object()?;
        lecteur.next_name()?;
        while !matches!(lecteur.peek()?, ValueType::Array | ValueType::Object) {
            lecteur.skip_value()?;
            lecteur.next_name()?;
        }
    }
    Ok(())
}

fn sans_bom(mut flux: impl Read) -> Result<impl Read, Illisible> {
    let mut debut = [0u8; 3];
    let mut lus = 0;
    while lus < 3 {
        match flux.read(&mut debut[lus..])? {
            0 => break,
            n => lus += n,
        }
    }
    let garde = if debut == [0xEF, 0xBB, 0xBF] { Vec::new() } else { debut[..lus].to_vec() };
    Ok(std::io::Cursor::new(garde).chain(flux))
}

fn illisible(erreur: ReaderError) -> Illisible {
    match erreur {
        ReaderError::IoError { error, .. } if error.kind() == std::io::ErrorKind::InvalidData => {
            pas_utf8(0)
        }
        ReaderError::IoError { error, .. } => Illisible::Lecture(error),
        autre => Illisible::format(format!("JSON mal formé ou fichier tronqué : {autre}")),
    }
}

fn pas_utf8(ligne: i64) -> Illisible {
    Illisible::format(format!(
        "ligne {ligne} : le texte n'est pas en UTF-8 (sans doute du Latin-1)"
    ))
}

fn expliquer(erreur: &serde_json::Error) -> String {
    format!("l'enregistrement n'a pas la forme attendue : {erreur}")
}
