//! Reading whole tables fast.
//!
//! A server that starts reads 150 000 rows of vocabulary. Row by row, the driver alone takes longer
//! than the second we give to a start; so the database joins the rows of a version in one text
//! (grouping by anything else would sort them first), and we cut it. Both engines do it alike.

use std::str::{FromStr, Split};

use base::{ErreurBase, Lecture, sqlx};

/// Between the fields of a row (ASCII "unit separator"); `$1` in the queries.
const CHAMP: char = '\u{1f}';

/// Between rows (ASCII "record separator"); `$2` in the queries.
const RANGEE: char = '\u{1e}';

/// Rows of a query, in no particular order.
#[derive(Debug)]
pub struct Rangees(Vec<String>);

impl Rangees {
    /// Runs a query of the form
    /// `SELECT string_agg(a || $1 || b, $2) FROM … GROUP BY version`, with no null among the fields.
    pub async fn lire(db: &Lecture, sql: &'static str) -> Result<Self, ErreurBase> {
        let requete = sqlx::query_scalar(sql).bind(CHAMP.to_string()).bind(RANGEE.to_string());
        Ok(Rangees(requete.fetch_all(db.pool()).await?))
    }

    /// Each row.
    pub fn iter(&self) -> impl Iterator<Item = Champs<'_>> {
        self.0
            .iter()
            .flat_map(|groupe| groupe.split(RANGEE))
            .map(|rangee| Champs(rangee.split(CHAMP)))
    }

    /// Whether there is no row at all.
    pub fn est_vide(&self) -> bool {
        self.0.is_empty()
    }
}

/// The fields of a row, taken one after the other.
#[derive(Debug)]
pub struct Champs<'a>(Split<'a, char>);

impl<'a> Champs<'a> {
    /// The next field; empty stands for null.
    pub fn texte(&mut self) -> &'a str {
        self.0.next().unwrap_or_default()
    }

    /// The next field, none when it is empty or is not of the type (what the importers stored is).
    pub fn valeur<T: FromStr>(&mut self) -> Option<T> {
        self.texte().parse().ok()
    }
}
