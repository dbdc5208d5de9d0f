//! Packs the text examples that publishers deliver as workbooks or archives.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The folder of the examples.
pub fn exemples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("exemples")
}

/// An archive like that of France compétences: one CSV for each example, accents of names spelled
/// in a legacy encoding (they become `?` here). `sans` names a part to leave out.
pub fn archive_rncp(vers: &Path, sans: Option<&str>) {
    let mut archive = ZipWriter::new(File::create(vers).unwrap());
    for chemin in fichiers(&exemples().join("rncp")) {
        let partie = chemin.file_stem().unwrap().to_string_lossy().into_owned();
        if sans == Some(&partie) {
            continue;
        }
        let partie = partie.replace(|c: char| !c.is_ascii(), "?");
        let nom = format!("export_fiches_CSV_{partie}_2024_02_22.csv");
        archive.start_file(nom, SimpleFileOptions::default()).unwrap();
        archive.write_all(&fs::read(chemin).unwrap()).unwrap();
    }
    archive.finish().unwrap();
}

/// A workbook: one sheet for each CSV of an example folder.
pub fn classeur(exemple: &str, vers: &Path) {
    let feuilles = fichiers(&exemples().join(exemple));
    let noms: Vec<String> =
        feuilles.iter().map(|f| f.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let mut archive = ZipWriter::new(File::create(vers).unwrap());
    let mut poser = |nom: &str, contenu: &str| {
        archive.start_file(nom, SimpleFileOptions::default()).unwrap();
        archive.write_all(contenu.as_bytes()).unwrap();
    };
    poser("[Content_Types].xml", TYPES);
    poser("_rels/.rels", &relations([("officeDocument", "xl/workbook.xml".to_owned())]));
    poser("xl/workbook.xml", &sommaire(&noms));
    let cibles = (1..=noms.len()).map(|n| ("worksheet", format!("worksheets/sheet{n}.xml")));
    poser("xl/_rels/workbook.xml.rels", &relations(cibles));
    for (n, chemin) in feuilles.iter().enumerate() {
        let texte = fs::read_to_string(chemin).unwrap();
        poser(&format!("xl/worksheets/sheet{}.xml", n + 1), &feuille(&texte));
    }
    archive.finish().unwrap();
}

fn fichiers(dossier: &Path) -> Vec<PathBuf> {
    let mut fichiers: Vec<PathBuf> =
        fs::read_dir(dossier).unwrap().map(|entree| entree.unwrap().path()).collect();
    fichiers.sort();
    fichiers
}

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"#;

const LIENS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relations<'a>(cibles: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let liens: String = (1..)
        .zip(cibles)
        .map(|(n, (genre, cible))| {
            format!(r#"<Relationship Id="rId{n}" Type="{LIENS}/{genre}" Target="{cible}"/>"#)
        })
        .collect();
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{liens}</Relationships>"#
    )
}

fn sommaire(noms: &[String]) -> String {
    let feuilles: String = (1..)
        .zip(noms)
        .map(|(n, nom)| {
            let nom = echapper(nom);
            format!(r#"<sheet name="{nom}" sheetId="{n}" r:id="rId{n}"/>"#)
        })
        .collect();
    format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{LIENS}"><sheets>{feuilles}</sheets></workbook>"#
    )
}

/// What looks like a number is one, as spreadsheets do: leading zeros are lost.
fn feuille(csv: &str) -> String {
    let rangees: String = (1..)
        .zip(csv.lines())
        .map(|(ligne, texte)| {
            let cellules: String =
                ('A'..='Z').zip(texte.split(';')).map(|(c, v)| cellule(c, ligne, v)).collect();
            format!(r#"<row r="{ligne}">{cellules}</row>"#)
        })
        .collect();
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rangees}</sheetData></worksheet>"#
    )
}

fn cellule(colonne: char, ligne: usize, valeur: &str) -> String {
    if valeur.is_empty() {
        return String::new();
    }
    if let Ok(nombre) = valeur.parse::<f64>() {
        return format!(r#"<c r="{colonne}{ligne}"><v>{nombre}</v></c>"#);
    }
    let texte = echapper(valeur);
    format!(r#"<c r="{colonne}{ligne}" t="inlineStr"><is><t>{texte}</t></is></c>"#)
}

fn echapper(texte: &str) -> String {
    texte.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
