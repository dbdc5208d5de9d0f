//! Tables as files: CSV, XLSX, NDJSON, written row by row in constant memory.

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use rust_xlsxwriter::{Format as Mise, Workbook};
use tokio::io::AsyncReadExt;

use crate::erreur::Erreur;
use crate::jeu::{Cellule, Colonne, Lignes};

/// Rows written together in one piece of an answer.
const PAQUET: usize = 500;

/// Size of the pieces of a file that is sent.
const MORCEAU: usize = 64 * 1024;

/// Most rows of a sheet of XLSX, its heading apart.
const LIGNES_XLSX: u32 = 1_048_575;

/// Format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text for spreadsheets: UTF-8 with its mark, `;`, one heading.
    Csv,
    /// A workbook of one sheet.
    Xlsx,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// Every format.
    pub const TOUS: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Ndjson];

    /// Extension of the file.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Ndjson => "ndjson",
        }
    }

    /// The format of this extension.
    pub fn lire(extension: &str) -> Option<Format> {
        Format::TOUS.into_iter().find(|f| f.extension() == extension)
    }

    /// Media type.
    pub fn genre(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Ndjson => "application/x-ndjson",
        }
    }
}

/// The format that the address names at its end, `/liste.csv` or `/liste/csv`: one handler serves every format of a file.
impl<S: Send + Sync> FromRequestParts<S> for Format {
    type Rejection = Erreur;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Erreur> {
        let extension = parts.uri.path().rsplit(['.', '/']).next().unwrap_or_default();
        Format::lire(extension).ok_or_else(|| Erreur::introuvable("Ce format n’existe pas."))
    }
}

/// Pieces of a file.
pub type Morceaux = BoxStream<'static, anyhow::Result<Bytes>>;

/// A table as the pieces of a file.
pub async fn ecrire(
    format: Format,
    colonnes: &'static [Colonne],
    lignes: Lignes,
) -> anyhow::Result<Morceaux> {
    Ok(match format {
        Format::Csv => csv(colonnes, lignes),
        Format::Ndjson => ndjson(colonnes, lignes),
        Format::Xlsx => xlsx(colonnes, lignes).await?,
    })
}

/// A table as an answer that the browser saves under this name (without extension). A failure on
/// the way cuts the answer short, so that nobody takes half a file for the whole.
pub async fn repondre(
    format: Format,
    nom: &str,
    colonnes: &'static [Colonne],
    lignes: Lignes,
) -> Result<Response, Erreur> {
    let morceaux = ecrire(format, colonnes, lignes).await?;
    let morceaux = morceaux.inspect_err(|e| tracing::error!(cause = ?e, "an export was cut short"));
    let disposition = format!("attachment; filename=\"{nom}.{}\"", format.extension());
    let entetes = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.genre())),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition)?),
    ];
    Ok((entetes, Body::from_stream(morceaux)).into_response())
}

/// The same with rows that are all there.
pub async fn envoyer(
    format: Format,
    nom: &str,
    colonnes: &'static [Colonne],
    lignes: Vec<Vec<Cellule>>,
) -> Result<Response, Erreur> {
    repondre(format, nom, colonnes, stream::iter(lignes.into_iter().map(Ok)).boxed()).await
}

fn csv(colonnes: &'static [Colonne], lignes: Lignes) -> Morceaux {
    let tete = stream::once(async move {
        let noms = colonnes.iter().map(|c| Cellule::from(c.nom)).collect();
        let mut octets = "\u{feff}".as_bytes().to_vec();
        octets.extend(rangees(vec![noms])?);
        Ok(Bytes::from(octets))
    });
    let corps =
        lignes.try_chunks(PAQUET).map(|paquet| Ok(Bytes::from(rangees(paquet.map_err(|e| e.1)?)?)));
    tete.chain(corps).boxed()
}

fn rangees(lignes: Vec<Vec<Cellule>>) -> anyhow::Result<Vec<u8>> {
    let mut ecrivain = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for ligne in lignes {
        ecrivain.write_record(ligne.iter().map(texte_csv))?;
    }
    Ok(ecrivain.into_inner()?)
}

fn texte_csv(cellule: &Cellule) -> String {
    match cellule {
        Cellule::Vide => String::new(),
        Cellule::Texte(texte) => desamorcer(texte),
        Cellule::Entier(n) => n.to_string(),
        Cellule::Nombre(n) => n.to_string(),
        Cellule::Booleen(b) => if *b { "oui" } else { "non" }.to_owned(),
    }
}

/// A spreadsheet runs a cell that begins like a formula: an apostrophe makes it plain text. Signed
/// numbers and phone numbers are left alone.
fn desamorcer(texte: &str) -> String {
    let formule = match texte.bytes().next() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => !texte[1..].bytes().all(|b| b.is_ascii_digit() || b" .,".contains(&b)),
        _ => false,
    };
    if formule { format!("'{texte}") } else { texte.to_owned() }
}

fn ndjson(colonnes: &'static [Colonne], lignes: Lignes) -> Morceaux {
    let objet = |ligne: Vec<Cellule>| {
        let champs = colonnes.iter().zip(ligne).map(|(c, v)| (c.nom.to_owned(), v.json()));
        let objet: serde_json::Map<_, _> = champs.collect();
        serde_json::to_string(&objet)
    };
    let paquets = lignes.try_chunks(PAQUET).map(move |paquet| {
        let mut texte = String::new();
        for ligne in paquet.map_err(|e| e.1)? {
            texte += &objet(ligne)?;
            texte.push('\n');
        }
        Ok(Bytes::from(texte))
    });
    paquets.boxed()
}

/// The rows go to a temporary file as they come; the workbook is closed when they are all there.
async fn xlsx(colonnes: &'static [Colonne], mut lignes: Lignes) -> anyhow::Result<Morceaux> {
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet_with_constant_memory()?;
    let gras = Mise::new().set_bold();
    feuille.set_freeze_panes(1, 0)?;
    for (rang, colonne) in (0u16..).zip(colonnes) {
        feuille.write_string_with_format(0, rang, colonne.nom, &gras)?;
    }
    let mut rangee = 0;
    while let Some(ligne) = lignes.try_next().await? {
        rangee += 1;
        anyhow::ensure!(rangee <= LIGNES_XLSX, "a sheet holds {LIGNES_XLSX} rows");
        for (rang, cellule) in (0u16..).zip(ligne) {
            match cellule {
                Cellule::Vide => continue,
                Cellule::Texte(texte) => feuille.write_string(rangee, rang, texte)?,
                Cellule::Entier(n) => feuille.write_number(rangee, rang, n as f64)?,
                Cellule::Nombre(n) => feuille.write_number(rangee, rang, n)?,
                Cellule::Booleen(b) => feuille.write_boolean(rangee, rang, b)?,
            };
        }
    }
    let fichier = tokio::task::spawn_blocking(move || -> anyhow::Result<std::fs::File> {
        let mut fichier = tempfile::tempfile()?;
        classeur.save_to_writer(&mut fichier)?;
        std::io::Seek::rewind(&mut fichier)?;
        Ok(fichier)
    });
    Ok(decouper(tokio::fs::File::from_std(fichier.await??)))
}

fn decouper(fichier: tokio::fs::File) -> Morceaux {
    let lire = |mut fichier: tokio::fs::File| async move {
        let mut morceau = vec![0; MORCEAU];
        let lus = fichier.read(&mut morceau).await?;
        morceau.truncate(lus);
        anyhow::Ok((lus > 0).then_some((Bytes::from(morceau), fichier)))
    };
    stream::try_unfold(fichier, lire).boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jeu::Genre;

    const COLONNES: &[Colonne] = &[
        Colonne { nom: "siret", genre: Genre::Texte, description: "SIRET", exemple: "1" },
        Colonne { nom: "places", genre: Genre::Entier, description: "Places", exemple: "12" },
        Colonne { nom: "qualiopi", genre: Genre::Booleen, description: "Marque", exemple: "oui" },
    ];

    fn lignes() -> Lignes {
        let rangees = [
            vec!["00123".into(), 12.into(), true.into()],
            vec!["=1+1".into(), Cellule::Vide, false.into()],
        ];
        stream::iter(rangees.map(Ok)).boxed()
    }

    async fn lire(format: Format) -> Vec<u8> {
        let morceaux: Vec<Bytes> =
            ecrire(format, COLONNES, lignes()).await.unwrap().try_collect().await.unwrap();
        morceaux.concat()
    }

    #[tokio::test]
    async fn a_csv_file_opens_in_a_spreadsheet_and_runs_nothing() {
        let texte = String::from_utf8(lire(Format::Csv).await).unwrap();
        assert_eq!(texte, "\u{feff}siret;places;qualiopi\n00123;12;oui\n'=1+1;;non\n");
    }

    #[tokio::test]
    async fn an_ndjson_file_has_one_object_a_line() {
        let texte = String::from_utf8(lire(Format::Ndjson).await).unwrap();
        let lues: Vec<serde_json::Value> =
            texte.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lues[0], serde_json::json!({"siret": "00123", "places": 12, "qualiopi": true}));
        assert_eq!(lues[1]["places"], serde_json::Value::Null);
        assert_eq!(lues.len(), 2);
    }

    #[tokio::test]
    async fn a_workbook_keeps_leading_zeros() {
        let octets = lire(Format::Xlsx).await;
        let mut classeur: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(octets)).unwrap();
        let feuille = calamine::Reader::worksheet_range_at(&mut classeur, 0).unwrap().unwrap();
        assert_eq!(feuille.get_value((1, 0)).unwrap(), &calamine::Data::String("00123".into()));
        assert_eq!(feuille.get_value((1, 1)).unwrap(), &calamine::Data::Float(12.0));
        assert_eq!(feuille.height(), 3);
    }

    #[tokio::test]
    async fn a_failure_on_the_way_is_a_failure_of_the_file() {
        for format in Format::TOUS {
            let ratee = stream::iter([Ok(vec!["1".into()]), Err(anyhow::anyhow!("cut"))]).boxed();
            let fini = match ecrire(format, COLONNES, ratee).await {
                Ok(morceaux) => morceaux.try_collect::<Vec<_>>().await.map(drop),
                Err(erreur) => Err(erreur),
            };
            assert!(fini.is_err(), "{format:?}");
        }
    }

    #[tokio::test]
    async fn the_format_is_that_of_the_address() {
        let cas = [
            ("/effectifs/jeunes.csv?q=a.xlsx", Some(Format::Csv)),
            ("/dpo/exports/demandes/xlsx", Some(Format::Xlsx)),
            ("/liste.pdf", None),
            ("/liste", None),
        ];
        for (adresse, attendu) in cas {
            let (mut parts, ()) = axum::http::Request::get(adresse).body(()).unwrap().into_parts();
            let lu = Format::from_request_parts(&mut parts, &()).await;
            assert_eq!(lu.ok(), attendu, "{adresse}");
        }
    }

    #[test]
    fn what_looks_like_a_formula_becomes_text() {
        let cas = [
            ("=A1", "'=A1"),
            ("@x", "'@x"),
            ("+33 6 12", "+33 6 12"),
            ("-1,5", "-1,5"),
            ("-cmd", "'-cmd"),
            ("été", "été"),
            ("", ""),
        ];
        for (texte, attendu) in cas {
            assert_eq!(desamorcer(texte), attendu);
        }
    }
}
