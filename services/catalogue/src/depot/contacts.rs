//! The table of contacts.

use std::collections::HashMap;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;

use crate::regles::contacts::Contacts;

/// The table.
pub static CONTACTS: Table = Table {
    nom: "formations_contacts",
    colonnes: &["formation", "courriel", "courriel_formateur", "courriel_gestionnaire"],
    cle: &["formation"],
};

/// Trainings asked for at once.
const LOT: usize = 500;

/// The contacts of a training on their way to the table.
#[derive(Debug)]
pub struct ContactsDeFormation {
    /// Identifier of the training.
    pub formation: String,
    /// Its contacts.
    pub contacts: Contacts,
}

impl Enregistrement for ContactsDeFormation {
    const TABLE: &'static Table = &CONTACTS;

    fn cle(&self) -> String {
        self.formation.clone()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let Contacts { formation, formateur, gestionnaire } = self.contacts;
        vec![self.formation.into(), formation.into(), formateur.into(), gestionnaire.into()]
    }
}

type Ligne = (String, Option<String>, Option<String>, Option<String>);

/// The contacts of these trainings in a version; a training without any is left out.
pub async fn lire(
    db: &Lecture,
    version: i64,
    ids: &[String],
) -> Result<HashMap<String, Contacts>, ErreurBase> {
    let mut lus = HashMap::with_capacity(ids.len());
    for lot in ids.chunks(LOT) {
        let places: Vec<String> = (2..lot.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT formation, courriel, courriel_formateur, courriel_gestionnaire
             FROM formations_contacts WHERE version = $1 AND formation IN ({})",
            places.join(", ")
        );
        let requete = sqlx::query_as::<_, Ligne>(AssertSqlSafe(sql)).bind(version);
        let requete = lot.iter().fold(requete, |r, id| r.bind(id));
        lus.extend(requete.fetch_all(db.pool()).await?.into_iter().map(contacts));
    }
    Ok(lus)
}

fn contacts((id, formation, formateur, gestionnaire): Ligne) -> (String, Contacts) {
    (id, Contacts { formation, formateur, gestionnaire })
}
