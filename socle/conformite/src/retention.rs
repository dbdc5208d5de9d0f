//! The retention engine: runs the rules that say how long data is kept.
//!
//! Deletion is the default; a rule may blank columns instead. Rows go in short batches, the same
//! run twice changes nothing more, each run leaves a report, and a legal hold stops it. Sources:
//! GDPR articles 5.1.e and 18.

pub(crate) mod gels;
mod passage;
mod preavis;
mod rapport;

use base::{ErreurBase, Moteur, Transaction};
use futures::future::BoxFuture;

use crate::Traitement;

pub use gels::{Gel, geler, gels, lever};
pub use passage::passer;
pub use rapport::{Passage, derniers, purger};

/// Milliseconds of a day.
pub(crate) const JOUR_MS: i64 = 86_400_000;

/// What happens to a row whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is deleted.
    Effacer,
    /// These columns lose their value; the row stays, with nothing that leads back to a person.
    Vider(&'static [Vide]),
    /// The journal: its oldest part is cut, see [`crate::journal::couper`].
    CouperLeJournal,
}

/// A column that loses its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vide {
    /// The column.
    pub colonne: &'static str,
    /// What it holds afterwards: a fixed text, or nothing.
    pub texte: Option<&'static str>,
}

impl Vide {
    /// `colonne = value`.
    pub(crate) fn affectation(&self) -> String {
        let valeur =
            self.texte.map_or("NULL".to_owned(), |t| format!("'{}'", t.replace('\'', "''")));
        format!("{} = {valeur}", self.colonne)
    }

    /// Whether the column still holds something.
    pub(crate) fn reste(&self) -> String {
        match self.texte {
            None => format!("{} IS NOT NULL", self.colonne),
            Some(t) => format!("{} <> '{}'", self.colonne, t.replace('\'', "''")),
        }
    }
}

/// Posts the mail that warns a person: transaction, mailbox, day of the end (ms), now.
pub type Poster =
    for<'a> fn(&'a mut Transaction, &'a str, i64, i64) -> BoxFuture<'a, Result<(), ErreurBase>>;

/// A warning before data goes.
#[derive(Clone, Copy)]
pub struct Preavis {
    /// Days between the warning and the end.
    pub jours: u32,
    /// Column of the mailbox.
    pub courriel: &'static str,
    /// Posts the mail.
    pub poster: Poster,
}

impl std::fmt::Debug for Preavis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Preavis({} days)", self.jours)
    }
}

/// How long rows of a table are kept, and what becomes of them. Names come from declarations in
/// the code, never from a request.
#[derive(Clone, Debug)]
pub struct Regle {
    /// Line of the register.
    pub traitement: &'static str,
    /// Table.
    pub table: &'static str,
    /// Column, or expression, that dates a row (ms since 1970); a row without date stays.
    pub date: &'static str,
    /// Days that a row is kept.
    pub jours: u32,
    /// What becomes of it.
    pub action: Action,
    /// Column that names a row, text, for holds and warnings.
    pub cle: Option<&'static str>,
    /// Warning before; asks for `cle`.
    pub preavis: Option<Preavis>,
}

impl Regle {
    /// What a line of the register says: delete.
    pub fn du_registre(traitement: &Traitement) -> Regle {
        let conservation = traitement.conservation;
        Regle {
            traitement: traitement.code,
            table: conservation.echeance.table,
            date: conservation.echeance.colonne,
            jours: conservation.jours,
            action: Action::Effacer,
            cle: None,
            preavis: None,
        }
    }

    /// The instant before which rows have expired.
    pub fn limite(&self, maintenant: i64) -> i64 {
        maintenant - i64::from(self.jours) * JOUR_MS
    }

    /// Rows dated before `$1` that still hold something.
    fn echus(&self) -> String {
        let (table, date) = (self.table, self.date);
        match self.action {
            Action::Vider(vides) => {
                let restes: Vec<String> = vides.iter().map(Vide::reste).collect();
                format!("FROM {table} WHERE {date} < $1 AND ({})", restes.join(" OR "))
            }
            Action::Effacer | Action::CouperLeJournal => {
                format!("FROM {table} WHERE {date} < $1")
            }
        }
    }

    /// The statement that treats at most `$2` rows dated before `$1`, but for those that `sauf`
    /// leaves out.
    fn traiter(&self, moteur: Moteur, sauf: &str) -> String {
        let adresse = match moteur {
            Moteur::Sqlite => "rowid",
            Moteur::Postgres => "ctid",
        };
        let table = self.table;
        let lesquelles = format!("{adresse} IN (SELECT {adresse} {}{sauf} LIMIT $2)", self.echus());
        match self.action {
            Action::Vider(vides) => {
                let vides: Vec<String> = vides.iter().map(Vide::affectation).collect();
                format!("UPDATE {table} SET {} WHERE {lesquelles}", vides.join(", "))
            }
            Action::Effacer | Action::CouperLeJournal => {
                format!("DELETE FROM {table} WHERE {lesquelles}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIDES: &[Vide] = &[
        Vide { colonne: "nom", texte: Some("l'inconnu") },
        Vide { colonne: "telephone", texte: None },
    ];

    fn regle(action: Action) -> Regle {
        Regle {
            traitement: "essai",
            table: "contacts",
            date: "vu_le",
            jours: 2,
            action,
            cle: None,
            preavis: None,
        }
    }

    #[test]
    fn expiry_counts_whole_days_back() {
        assert_eq!(regle(Action::Effacer).limite(200_000_000), 200_000_000 - 172_800_000);
    }

    #[test]
    fn what_is_run_is_what_the_rule_says() {
        let cas = [
            (
                Action::Effacer,
                Moteur::Sqlite,
                "DELETE FROM contacts WHERE rowid IN (SELECT rowid FROM contacts WHERE vu_le < $1 LIMIT $2)",
            ),
            (
                Action::Vider(VIDES),
                Moteur::Postgres,
                "UPDATE contacts SET nom = 'l''inconnu', telephone = NULL WHERE ctid IN (SELECT ctid FROM contacts WHERE vu_le < $1 AND (nom <> 'l''inconnu' OR telephone IS NOT NULL) LIMIT $2)",
            ),
        ];
        for (action, moteur, attendu) in cas {
            assert_eq!(regle(action).traiter(moteur, ""), attendu);
        }
    }
}
