//! Streaming readers for the publishers' formats.

pub mod csv;
pub mod json;
pub mod souple;
pub mod xlsx;
pub mod zip;

use std::str::FromStr;

use base::versions::Rejet;
use noyau::ValeurInvalide;

pub use self::csv::{Csv, Ligne};

/// Where a value comes from: what a reject needs to be useful.
#[derive(Clone, Copy, Debug)]
pub struct Origine {
    /// Line of the file, or rank of the record, from 1.
    pub ligne: i64,
}

impl Origine {
    /// Parses a value; the reject names the line, the column, the value and the rule.
    pub fn valeur<T>(&self, colonne: &str, texte: &str) -> Result<T, Rejet>
    where
        T: FromStr<Err = ValeurInvalide>,
    {
        texte.trim().parse().map_err(|e: ValeurInvalide| Rejet {
            ligne: self.ligne,
            colonne: colonne.to_owned(),
            valeur: couper(texte),
            regle: e.regle.to_owned(),
            message: e.message,
        })
    }

    /// Parses a value that may be absent (empty, `null`).
    pub fn option<T>(&self, colonne: &str, texte: Option<&str>) -> Result<Option<T>, Rejet>
    where
        T: FromStr<Err = ValeurInvalide>,
    {
        match texte.map(str::trim) {
            None | Some("" | "null" | "NULL") => Ok(None),
            Some(t) => self.valeur(colonne, t).map(Some),
        }
    }

    /// A reject for a rule of the service itself.
    pub fn rejet(&self, colonne: &str, valeur: &str, regle: &str, message: &str) -> Rejet {
        Rejet {
            ligne: self.ligne,
            colonne: colonne.to_owned(),
            valeur: couper(valeur),
            regle: regle.to_owned(),
            message: message.to_owned(),
        }
    }

    /// A value that must be there.
    pub fn requis<'a>(&self, colonne: &str, texte: Option<&'a str>) -> Result<&'a str, Rejet> {
        texte
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .ok_or_else(|| self.rejet(colonne, "", "requis", "cette valeur est obligatoire"))
    }
}

/// A reject keeps enough of a value to find it, not a page.
fn couper(valeur: &str) -> String {
    valeur.chars().take(200).collect()
}
