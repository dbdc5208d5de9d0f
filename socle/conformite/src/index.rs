//! The index of personal data against the real tables: what is declared exists, and what looks
//! like something of a person is declared.

use std::collections::BTreeSet;

use base::{Db, ErreurBase, Moteur};
use sqlx::FromRow;

use crate::Declarations;

/// Words that, in the name of a column, say that it may hold something of a person.
const MOTS: [&str; 33] = [
    "adresse",
    "adresses",
    "agent",
    "auteur",
    "civilite",
    "commentaire",
    "contact",
    "contacts",
    "courriel",
    "courriels",
    "destinataire",
    "email",
    "enseigne",
    "iban",
    "identite",
    "ine",
    "ip",
    "mail",
    "message",
    "motif",
    "naissance",
    "nir",
    "nom",
    "noms",
    "patronyme",
    "personne",
    "portable",
    "prenom",
    "prenoms",
    "sexe",
    "signataire",
    "telephone",
    "telephones",
];

/// A column of the database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, FromRow)]
pub struct ColonneReelle {
    /// Its table.
    pub nom_table: String,
    /// Its name.
    pub colonne: String,
}

/// A column whose name only looks like that of personal data.
#[derive(Clone, Copy, Debug)]
pub struct Exception {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub colonne: &'static str,
    /// Why it holds nothing of a person.
    pub raison: &'static str,
}

/// Every column of the database.
pub async fn colonnes(db: &Db) -> Result<Vec<ColonneReelle>, ErreurBase> {
    let sql = match db.moteur() {
        Moteur::Sqlite => {
            "SELECT m.name AS nom_table, p.name AS colonne
             FROM sqlite_master m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, p.cid"
        }
        Moteur::Postgres => {
            "SELECT CAST(table_name AS TEXT) AS nom_table, CAST(column_name AS TEXT) AS colonne
             FROM information_schema.columns WHERE table_schema = current_schema()
             ORDER BY table_name, ordinal_position"
        }
    };
    Ok(sqlx::query_as(sql).fetch_all(db.read().pool()).await?)
}

/// Whether the name of a column says that it may hold something of a person.
pub fn parle_d_une_personne(colonne: &str) -> bool {
    colonne.split('_').any(|mot| MOTS.contains(&mot))
}

/// What is wrong between the tables and the declarations, in words.
pub fn fautes(
    reelles: &[ColonneReelle],
    declarations: &Declarations,
    exceptions: &[Exception],
) -> Vec<String> {
    let paires = |t: &str, c: &str| (t.to_owned(), c.to_owned());
    let existantes: BTreeSet<_> =
        reelles.iter().map(|r| paires(&r.nom_table, &r.colonne)).collect();
    let declarees: BTreeSet<_> =
        declarations.personnes.iter().map(|p| paires(p.table, p.colonne)).collect();
    let exceptees: BTreeSet<_> = exceptions.iter().map(|e| paires(e.table, e.colonne)).collect();
    let mut fautes = Vec::new();
    for (table, colonne) in &existantes {
        let connue = declarees.contains(&(table.clone(), colonne.clone()))
            || exceptees.contains(&(table.clone(), colonne.clone()));
        if parle_d_une_personne(colonne) && !connue {
            fautes.push(format!("{table}.{colonne} is neither declared nor excepted"));
        }
    }
    for (table, colonne) in declarees.difference(&existantes) {
        fautes.push(format!("{table}.{colonne} is declared but does not exist"));
    }
    for (table, colonne) in exceptees.difference(&existantes) {
        fautes.push(format!("{table}.{colonne} is excepted but does not exist"));
    }
    for (table, colonne) in exceptees.intersection(&declarees) {
        fautes.push(format!("{table}.{colonne} is both declared and excepted"));
    }
    fautes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DonneePersonnelle;

    #[test]
    fn names_that_speak_of_a_person() {
        let cas = [
            ("courriel", true),
            ("nom_usuel", true),
            ("date_naissance", true),
            ("adresse_ip", true),
            ("nombre", false),
            ("denominateur", false),
            ("code_postal", false),
        ];
        for (colonne, attendu) in cas {
            assert_eq!(parle_d_une_personne(colonne), attendu, "{colonne}");
        }
    }

    #[test]
    fn a_column_is_declared_or_excepted_and_exists() {
        let reelle =
            |t: &str, c: &str| ColonneReelle { nom_table: t.to_owned(), colonne: c.to_owned() };
        let reelles = [reelle("contacts", "courriel"), reelle("communes", "nom")];
        let declarations = Declarations {
            personnes: vec![DonneePersonnelle {
                table: "contacts",
                colonne: "courriel",
                nature: "Adresse électronique",
            }],
            ..Declarations::default()
        };
        let nom = Exception { table: "communes", colonne: "nom", raison: "Nom d’une commune" };
        let absente = Exception { colonne: "maire", ..nom };
        assert_eq!(fautes(&reelles, &declarations, &[nom]), Vec::<String>::new());
        assert_eq!(
            fautes(&reelles, &Declarations::default(), &[nom, absente]),
            [
                "contacts.courriel is neither declared nor excepted",
                "communes.maire is excepted but does not exist"
            ]
        );
        assert_eq!(
            fautes(&reelles[1..], &declarations, &[nom]),
            ["contacts.courriel is declared but does not exist"]
        );
    }
}
