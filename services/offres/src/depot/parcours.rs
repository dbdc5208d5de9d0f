//! Where a walk through the current versions of a table is.

/// Below every key.
const AVANT_TOUT: i64 = i64::MIN;

/// A walk: which version, and the last key read in it.
#[derive(Debug)]
pub struct Parcours {
    versions: Vec<i64>,
    apres: (i64, String),
}

/// The next page to read: the rows of a version after a key.
#[derive(Debug)]
pub struct Position {
    /// Version read.
    pub version: i64,
    /// Geographic key of the last row read.
    pub cle: i64,
    /// Identifier of the last row read.
    pub id: String,
}

impl Parcours {
    /// At the start of the first of these versions.
    pub fn nouveau(mut versions: Vec<i64>) -> Self {
        versions.reverse();
        Parcours { versions, apres: (AVANT_TOUT, String::new()) }
    }

    /// What to read next; `None` at the end.
    pub fn position(&self) -> Option<Position> {
        let version = *self.versions.last()?;
        Some(Position { version, cle: self.apres.0, id: self.apres.1.clone() })
    }

    /// Goes past the last row of a page, or to the next version after an empty page.
    pub fn avancer(&mut self, derniere: Option<(i64, String)>) {
        if derniere.is_none() {
            self.versions.pop();
        }
        self.apres = derniere.unwrap_or((AVANT_TOUT, String::new()));
    }
}
