//! Open data sets: what a service publishes as a table, with the meaning of each column.
//!
//! From the declaration come the page of the data set, its dictionary, its Table Schema, its entry
//! in the DCAT catalogue, its files and `compagnon export`.

use base::Lecture;
use futures::stream::BoxStream;
use serde_json::Value;

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cellule {
    /// Unknown, or without object.
    Vide,
    /// Text.
    Texte(String),
    /// Whole number.
    Entier(i64),
    /// Number.
    Nombre(f64),
    /// Yes or no.
    Booleen(bool),
}

/// Rows as they come, each with one value a column.
pub type Lignes = BoxStream<'static, anyhow::Result<Vec<Cellule>>>;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    /// Text; codes are text, with their leading zeros.
    Texte,
    /// Whole number.
    Entier,
    /// Number.
    Nombre,
    /// `AAAA-MM-JJ`.
    Date,
    /// Yes or no.
    Booleen,
}

impl Genre {
    /// Its type in a Table Schema.
    pub fn table_schema(self) -> &'static str {
        match self {
            Genre::Texte => "string",
            Genre::Entier => "integer",
            Genre::Nombre => "number",
            Genre::Date => "date",
            Genre::Booleen => "boolean",
        }
    }

    /// What the dictionary says.
    pub fn libelle(self) -> &'static str {
        match self {
            Genre::Texte => "texte",
            Genre::Entier => "nombre entier",
            Genre::Nombre => "nombre",
            Genre::Date => "date",
            Genre::Booleen => "oui ou non",
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Colonne {
    /// Its name in the files.
    pub nom: &'static str,
    /// What it holds.
    pub genre: Genre,
    /// What it means, in French.
    pub description: &'static str,
    /// A value it could have.
    pub exemple: &'static str,
}

impl Colonne {
    /// A column of text of a file that is no open data set: its meaning is enough.
    pub const fn texte(nom: &'static str, description: &'static str) -> Self {
        Colonne { nom, genre: Genre::Texte, description, exemple: "" }
    }

    /// The same, of whole numbers.
    pub const fn entier(nom: &'static str, description: &'static str) -> Self {
        Colonne { nom, genre: Genre::Entier, description, exemple: "" }
    }
}

/// An open data set.
#[derive(Clone, Copy)]
pub struct Jeu {
    /// Its name in addresses, e.g. `organismes`.
    pub code: &'static str,
    /// Its title, in French.
    pub titre: &'static str,
    /// What it holds and what it leaves out, in French.
    pub description: &'static str,
    /// How often it changes, in French.
    pub frequence: &'static str,
    /// The sources of imports and the subjects of events it is made from: its freshness.
    pub sources: &'static [&'static str],
    /// Its columns, in order.
    pub colonnes: &'static [Colonne],
    /// Reads its rows.
    pub lignes: fn(Lecture) -> Lignes,
}

impl From<Option<String>> for Cellule {
    fn from(valeur: Option<String>) -> Self {
        valeur.map_or(Cellule::Vide, Cellule::Texte)
    }
}

impl From<&str> for Cellule {
    fn from(valeur: &str) -> Self {
        Cellule::Texte(valeur.to_owned())
    }
}

impl From<String> for Cellule {
    fn from(valeur: String) -> Self {
        Cellule::Texte(valeur)
    }
}

impl From<i64> for Cellule {
    fn from(valeur: i64) -> Self {
        Cellule::Entier(valeur)
    }
}

impl From<Option<i64>> for Cellule {
    fn from(valeur: Option<i64>) -> Self {
        valeur.map_or(Cellule::Vide, Cellule::Entier)
    }
}

impl From<Option<f64>> for Cellule {
    fn from(valeur: Option<f64>) -> Self {
        valeur.map_or(Cellule::Vide, Cellule::Nombre)
    }
}

impl From<bool> for Cellule {
    fn from(valeur: bool) -> Self {
        Cellule::Booleen(valeur)
    }
}

impl Cellule {
    /// As JSON.
    pub fn json(self) -> Value {
        match self {
            Cellule::Vide => Value::Null,
            Cellule::Texte(texte) => Value::String(texte),
            Cellule::Entier(n) => Value::from(n),
            Cellule::Nombre(n) => Value::from(n),
            Cellule::Booleen(b) => Value::from(b),
        }
    }
}
