//! A file that travels with a mail.

use std::fmt;

use sqlx::FromRow;

/// A file joined to a mail. `Debug` shows its size, never what it holds.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct Piece {
    /// Name of the file, as the reader saves it.
    pub nom: String,
    /// Its media type: `application/pdf`, `text/calendar; charset=utf-8; method=PUBLISH`.
    pub genre: String,
    /// What it holds.
    pub octets: Vec<u8>,
}

impl Piece {
    /// A file; its name is made one line.
    pub fn new(nom: &str, genre: impl Into<String>, octets: Vec<u8>) -> Self {
        let nom = nom.split(char::is_control).collect::<Vec<_>>().join(" ");
        Piece { nom, genre: genre.into(), octets }
    }
}

impl fmt::Debug for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Piece({}, {} bytes)", self.genre, self.octets.len())
    }
}
