//! CSV in the publishers' dialects.

use std::io::Read;
use std::str::FromStr;

use ::csv::{ErrorKind, ReaderBuilder, StringRecord};
use base::versions::Rejet;
use encoding_rs_io::DecodeReaderBytesBuilder;
use noyau::ValeurInvalide;

use super::Origine;
use crate::{Fichier, Illisible};

/// The dialect of a CSV file.
#[derive(Clone, Copy, Debug)]
pub struct Csv {
    separateur: u8,
    latin1: bool,
}

impl Csv {
    /// `;` and strict UTF-8 (a BOM is accepted).
    pub const POINT_VIRGULE: Csv = Csv { separateur: b';', latin1: false };
    /// `,` and strict UTF-8 (a BOM is accepted).
    pub const VIRGULE: Csv = Csv { separateur: b',', latin1: false };

    /// The same dialect in ISO-8859-1 (in fact its superset Windows-1252); a UTF-8 BOM still wins.
    pub const fn latin1(self) -> Csv {
        Csv { latin1: true, ..self }
    }

    /// Reads a file and hands each line over. `colonnes` are the columns needed, by name: a line
    /// is then read by their ranks.
    pub fn lire(
        self,
        fichier: &Fichier,
        colonnes: &[&'static str],
        traiter: impl FnMut(&Ligne<'_>) -> Result<(), Illisible>,
    ) -> Result<(), Illisible> {
        self.lire_flux(fichier.ouvrir()?, colonnes, traiter)
    }

    /// Same as [`Csv::lire`], with columns that some editions of the file lack: their ranks come
    /// after those of `colonnes`, and they read as empty when absent.
    pub fn lire_avec(
        self,
        fichier: &Fichier,
        colonnes: &[&'static str],
        facultatives: &[&'static str],
        traiter: impl FnMut(&Ligne<'_>) -> Result<(), Illisible>,
    ) -> Result<(), Illisible> {
        self.parcourir(fichier.ouvrir()?, colonnes, facultatives, traiter)
    }

    /// Same as [`Csv::lire`], from any stream (a file inside an archive).
    pub fn lire_flux(
        self,
        flux: impl Read,
        colonnes: &[&'static str],
        traiter: impl FnMut(&Ligne<'_>) -> Result<(), Illisible>,
    ) -> Result<(), Illisible> {
        self.parcourir(flux, colonnes, &[], traiter)
    }

    fn parcourir(
        self,
        flux: impl Read,
        colonnes: &[&'static str],
        facultatives: &[&'static str],
        mut traiter: impl FnMut(&Ligne<'_>) -> Result<(), Illisible>,
    ) -> Result<(), Illisible> {
        let encodage = self.latin1.then_some(encoding_rs::WINDOWS_1252);
        let flux = DecodeReaderBytesBuilder::new()
            .encoding(encodage)
            .utf8_passthru(true)
            .strip_bom(true)
            .bom_override(true)
            .build(flux);
        let mut lecteur =
            ReaderBuilder::new().delimiter(self.separateur).flexible(true).from_reader(flux);
        let entetes = lecteur.headers().map_err(illisible)?.clone();
        let mut rangs = reperer(&entetes, colonnes)?;
        rangs.extend(facultatives.iter().map(|c| rang(&entetes, c).unwrap_or(ABSENTE)));
        let noms = [colonnes, facultatives].concat();
        let mut champs = StringRecord::new();
        while lecteur.read_record(&mut champs).map_err(illisible)? {
            let ligne = champs.position().map_or(0, |p| p.line() as i64);
            let origine = Origine { ligne };
            traiter(&Ligne {
                origine,
                champs: &champs,
                colonnes: &noms,
                rangs: &rangs,
                entetes: &entetes,
            })?;
        }
        Ok(())
    }
}

/// One line, read by the ranks of the columns asked for.
#[derive(Debug)]
pub struct Ligne<'a> {
    /// Where it is in the file.
    pub origine: Origine,
    champs: &'a StringRecord,
    colonnes: &'a [&'static str],
    rangs: &'a [usize],
    entetes: &'a StringRecord,
}

/// Rank of a column that the file does not have: no record is that long.
const ABSENTE: usize = usize::MAX;

impl Ligne<'_> {
    /// The value of the n-th column asked for, trimmed; empty when the line is short.
    pub fn champ(&self, n: usize) -> &str {
        self.champs.get(self.rangs[n]).unwrap_or_default().trim()
    }

    /// Same, `None` when empty.
    pub fn texte(&self, n: usize) -> Option<&str> {
        Some(self.champ(n)).filter(|t| !t.is_empty())
    }

    /// The n-th column, which must hold something.
    pub fn requis(&self, n: usize) -> Result<&str, Rejet> {
        self.origine.requis(self.colonnes[n], self.texte(n))
    }

    /// Parses the n-th column.
    pub fn valeur<T: FromStr<Err = ValeurInvalide>>(&self, n: usize) -> Result<T, Rejet> {
        self.origine.valeur(self.colonnes[n], self.champ(n))
    }

    /// Parses the n-th column, which may be empty.
    pub fn option<T: FromStr<Err = ValeurInvalide>>(&self, n: usize) -> Result<Option<T>, Rejet> {
        self.origine.option(self.colonnes[n], Some(self.champ(n)))
    }

    /// The columns whose names begin so, and their values: for lists spread over numbered columns.
    /// Empty values are left out.
    pub fn champs_en(&self, prefixe: &str) -> impl Iterator<Item = (&str, &str)> {
        let noms = self.entetes.iter().map(str::trim);
        noms.zip(self.champs.iter().map(str::trim))
            .filter(move |(nom, valeur)| nom.starts_with(prefixe) && !valeur.is_empty())
    }

    /// Number of the line.
    pub fn numero(&self) -> i64 {
        self.origine.ligne
    }

    /// All the raw fields, for what has no fixed column.
    pub fn brut(&self) -> &StringRecord {
        self.champs
    }
}

fn rang(entetes: &StringRecord, colonne: &str) -> Option<usize> {
    entetes.iter().position(|e| e.trim().trim_matches('`') == colonne)
}

fn reperer(entetes: &StringRecord, colonnes: &[&'static str]) -> Result<Vec<usize>, Illisible> {
    let trouvees: Vec<Option<usize>> = colonnes.iter().map(|c| rang(entetes, c)).collect();
    let manquantes: Vec<&str> =
        colonnes.iter().zip(&trouvees).filter(|(_, t)| t.is_none()).map(|(c, _)| *c).collect();
    if manquantes.is_empty() {
        return Ok(trouvees.into_iter().flatten().collect());
    }
    let recues: Vec<&str> = entetes.iter().take(8).collect();
    Err(Illisible::format(format!(
        "colonnes absentes : {} ; la première ligne commence par : {}",
        manquantes.join(", "),
        recues.join(", ")
    )))
}

fn illisible(erreur: ::csv::Error) -> Illisible {
    match erreur.into_kind() {
        ErrorKind::Io(e) => Illisible::Lecture(e),
        ErrorKind::Utf8 { pos, .. } => {
            let ligne = pos.map_or(0, |p| p.line());
            Illisible::format(format!(
                "ligne {ligne} : le texte n'est pas en UTF-8 (sans doute du Latin-1) ; \
                 enregistrez le fichier en UTF-8 puis recommencez"
            ))
        }
        autre => Illisible::format(format!("CSV mal formé : {autre:?}")),
    }
}
