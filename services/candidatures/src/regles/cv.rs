//! What a CV may be: a PDF or a DOCX, recognised by what it holds.

use std::io::Cursor;

use zip::ZipArchive;

/// Largest CV (bytes): 3 Mio, the limit that partners of the public API know.
pub const TAILLE_MAX: usize = 3 * 1024 * 1024;

/// Longest name kept of a file.
const NOM_MAX: usize = 80;

/// How far a PDF may begin after the start of its file (ISO 32000-1, annex H, note 13).
const DEBUT_MAX: usize = 1_024;

/// A CV that may be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Cv {
    /// Name of the file, fit for a mail.
    pub nom: String,
    /// Its media type.
    pub genre: &'static str,
    /// What it holds.
    pub octets: Vec<u8>,
}

impl std::fmt::Debug for Cv {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cv({}, {} bytes)", self.genre, self.octets.len())
    }
}

/// Why a file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// No file.
    Absent,
    /// More than [`TAILLE_MAX`].
    TropGrand,
    /// Neither PDF nor DOCX, by its name or by what it holds.
    Format,
}

impl Refus {
    /// What the person reads.
    pub fn phrase(self) -> &'static str {
        match self {
            Refus::Absent => "Joignez votre CV.",
            Refus::TropGrand => "Ce fichier dépasse 3 Mo : réduisez-le, ou exportez-le en PDF.",
            Refus::Format => {
                "Ce fichier n’est ni un PDF ni un DOCX. Dans votre traitement de texte, choisissez « Exporter au format PDF »."
            }
        }
    }
}

/// Media type of a PDF.
pub const PDF: &str = "application/pdf";

/// Media type of a DOCX.
pub const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Reads a file: its extension and its content must say the same.
///
/// # Errors
/// Why it is refused.
pub fn lire(nom: &str, octets: Vec<u8>) -> Result<Cv, Refus> {
    if octets.is_empty() {
        return Err(Refus::Absent);
    }
    if octets.len() > TAILLE_MAX {
        return Err(Refus::TropGrand);
    }
    let extension = nom.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let genre = match extension.as_str() {
        "pdf" if est_un_pdf(&octets) => PDF,
        "docx" if est_un_docx(&octets) => DOCX,
        _ => return Err(Refus::Format),
    };
    Ok(Cv { nom: nom_sur(nom, &extension), genre, octets })
}

fn est_un_pdf(octets: &[u8]) -> bool {
    let debut = &octets[..octets.len().min(DEBUT_MAX)];
    debut.windows(5).any(|f| f == b"%PDF-")
}

/// A ZIP that holds the document of a text, and no macro.
fn est_un_docx(octets: &[u8]) -> bool {
    if !octets.starts_with(b"PK\x03\x04") {
        return false;
    }
    let Ok(archive) = ZipArchive::new(Cursor::new(octets)) else { return false };
    let document = archive.index_for_name("word/document.xml").is_some();
    document && archive.index_for_name("word/vbaProject.bin").is_none()
}

/// A name that no system misreads: the last part of a path, letters, digits, spaces, dots, hyphens.
fn nom_sur(nom: &str, extension: &str) -> String {
    let dernier = nom.rsplit(['/', '\\']).next().unwrap_or_default();
    let sans = dernier.rsplit_once('.').map_or(dernier, |(avant, _)| avant);
    let permis = |c: char| if c.is_alphanumeric() || " -_'’.".contains(c) { c } else { '-' };
    let propre: String = sans.chars().map(permis).take(NOM_MAX).collect();
    let propre = propre.trim_matches(['.', ' ', '-']);
    let propre = if propre.is_empty() { "CV" } else { propre };
    format!("{propre}.{extension}")
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    pub(crate) fn docx(fichiers: &[&str]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for nom in fichiers {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(*nom, options).unwrap();
            archive.write_all(b"<w:document/>").unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn extension_and_content_agree() {
        let bon = docx(&["[Content_Types].xml", "word/document.xml"]);
        let cas: [(&str, Vec<u8>, Result<&str, Refus>); 12] = [
            ("cv.pdf", b"%PDF-1.7 ...".to_vec(), Ok(PDF)),
            ("CV.PDF", b"\n\n%PDF-1.4".to_vec(), Ok(PDF)),
            ("cv.docx", bon.clone(), Ok(DOCX)),
            ("cv.pdf", bon.clone(), Err(Refus::Format)),
            ("cv.docx", b"%PDF-1.7".to_vec(), Err(Refus::Format)),
            ("cv.doc", vec![0xd0, 0xcf, 0x11, 0xe0], Err(Refus::Format)),
            ("cv.exe", b"%PDF-1.7".to_vec(), Err(Refus::Format)),
            ("cv", b"%PDF-1.7".to_vec(), Err(Refus::Format)),
            ("cv.docx", docx(&["xl/workbook.xml"]), Err(Refus::Format)),
            ("cv.docx", docx(&["word/document.xml", "word/vbaProject.bin"]), Err(Refus::Format)),
            ("cv.docx", bon[..30].to_vec(), Err(Refus::Format)),
            ("cv.pdf", Vec::new(), Err(Refus::Absent)),
        ];
        for (nom, octets, attendu) in cas {
            assert_eq!(lire(nom, octets).map(|cv| cv.genre), attendu, "{nom}");
        }
    }

    #[test]
    fn three_mebibytes_exactly() {
        let de = |taille: usize| {
            let mut octets = b"%PDF-1.7".to_vec();
            octets.resize(taille, b' ');
            lire("cv.pdf", octets).map(|cv| cv.octets.len())
        };
        assert_eq!(de(TAILLE_MAX), Ok(TAILLE_MAX));
        assert_eq!(de(TAILLE_MAX + 1), Err(Refus::TropGrand));
    }

    #[test]
    fn a_name_is_only_a_name() {
        let cas = [
            ("CV Inès Le Goff.pdf", "CV Inès Le Goff.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("C:\\Users\\x\\cv.pdf", "cv.pdf"),
            ("cv\r\nBcc: a@b.fr.pdf", "cv--Bcc- a-b.fr.pdf"),
            ("....pdf", "CV.pdf"),
            ("\u{202e}fdp.pdf", "fdp.pdf"),
        ];
        for (nom, attendu) in cas {
            assert_eq!(lire(nom, b"%PDF-1.7".to_vec()).unwrap().nom, attendu, "{nom:?}");
        }
    }
}
