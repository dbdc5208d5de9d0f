//! What the services hold of one person, found from the proof of a mailbox: read, corrected,
//! erased (GDPR, articles 15 to 17 and 20). Names of tables and columns come from declarations in
//! the code, never from a request.

use base::{ErreurBase, Lecture, Transaction};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::retention::{Vide, gels};
use crate::{Declarations, DonneePersonnelle};

/// Where a person's rows are, and what erasing them means.
#[derive(Clone, Copy)]
pub struct Dossier {
    /// Table.
    pub table: &'static str,
    /// What it is to the person, in French: "Vos demandes de contact".
    pub titre: &'static str,
    /// Line of the register; a legal hold on it keeps the rows.
    pub traitement: &'static str,
    /// How a row is found.
    pub trouver: Trouver,
    /// What erasing means.
    pub effacement: Effacement,
    /// Columns shown besides those declared as personal: name and label.
    pub montre: &'static [(&'static str, &'static str)],
    /// Columns that hold an instant in ms since 1970: name and label.
    pub dates: &'static [(&'static str, &'static str)],
    /// What people read instead of a code of `montre`; none for a value that is read as it is.
    pub mots: fn(&str) -> Option<&'static str>,
    /// Columns of text that the person may correct by themselves: name and label.
    pub modifiables: &'static [(&'static str, &'static str)],
    /// Keeps in step what the service derives from them, once corrected.
    pub apres_correction: Option<ApresCorrection>,
    /// Whether its rows also speak of someone else: they are erased with the rest, and not shown.
    pub muet: bool,
}

/// What a service does in the transaction of a correction, told the mailbox.
pub type ApresCorrection =
    for<'a> fn(&'a mut Transaction, &'a str) -> BoxFuture<'a, Result<(), ErreurBase>>;

impl std::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Dossier({})", self.table)
    }
}

/// How a row is found from a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouver {
    /// This column holds it.
    Courriel(&'static str),
    /// A column refers to the row of another table that holds it.
    Par {
        /// Column that refers.
        colonne: &'static str,
        /// Table it refers to.
        table: &'static str,
        /// Column it refers to.
        cle: &'static str,
        /// Column of the mailbox in that table.
        courriel: &'static str,
    },
}

/// What erasing means for a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effacement {
    /// The row goes.
    Ligne,
    /// These columns lose their value.
    Vider(&'static [Vide]),
    /// It must stay; the person is told why.
    Conserver(&'static str),
}

/// A table whose rows hold a mailbox and are deleted at the person's request.
pub const fn par_courriel(table: &'static str, colonne: &'static str) -> Dossier {
    Dossier {
        table,
        titre: "",
        traitement: "",
        trouver: Trouver::Courriel(colonne),
        effacement: Effacement::Ligne,
        montre: &[],
        dates: &[],
        mots: |_| None,
        modifiables: &[],
        apres_correction: None,
        muet: false,
    }
}

/// A column as the person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colonne {
    /// Its name in the database, and in the files.
    pub nom: &'static str,
    /// What it is, in French.
    pub libelle: &'static str,
    /// Whether it holds an instant in ms since 1970.
    pub date: bool,
}

/// What one table holds of a person.
#[derive(Clone, Debug)]
pub struct Partie {
    /// Where it comes from.
    pub dossier: Dossier,
    /// Its columns.
    pub colonnes: Vec<Colonne>,
    /// Its rows: one value a column.
    pub lignes: Vec<Vec<Option<String>>>,
    /// Why a legal hold keeps it, if one does.
    pub gel: Option<String>,
}

/// What erasing did to one table.
#[derive(Clone, Debug)]
pub struct Efface {
    /// Where.
    pub dossier: Dossier,
    /// Rows deleted, or blanked.
    pub lignes: u64,
    /// Why they stay, when they do.
    pub conserve: Option<String>,
}

impl Dossier {
    /// Its columns: those declared as personal, then the others it shows; the mailbox, which the
    /// person knows, comes last.
    pub fn colonnes(&self, personnes: &[DonneePersonnelle]) -> Vec<Colonne> {
        let siennes = personnes.iter().filter(|p| p.table == self.table);
        let siennes = siennes.map(|p| (p.colonne, p.nature, false));
        let montre = self.montre.iter().map(|(nom, libelle)| (*nom, *libelle, false));
        let dates = self.dates.iter().map(|(nom, libelle)| (*nom, *libelle, true));
        let toutes = siennes.chain(montre).chain(dates);
        let mut colonnes: Vec<Colonne> =
            toutes.map(|(nom, libelle, date)| Colonne { nom, libelle, date }).collect();
        colonnes.sort_by_key(|c| self.trouver == Trouver::Courriel(c.nom));
        colonnes
    }

    /// The rows of the mailbox `$1`, given in lower case.
    fn condition(&self) -> String {
        match self.trouver {
            Trouver::Courriel(colonne) => format!("lower({colonne}) = $1"),
            Trouver::Par { colonne, table, cle, courriel } => {
                format!(
                    "{colonne} IN (SELECT x.{cle} FROM {table} x WHERE lower(x.{courriel}) = $1)"
                )
            }
        }
    }

    /// What refers to a row goes before the row.
    fn ordre(&self) -> u8 {
        u8::from(matches!(self.trouver, Trouver::Courriel(_)))
    }
}

/// A mailbox as it is compared.
fn plie(courriel: &str) -> String {
    courriel.trim().to_lowercase()
}

/// Everything the services hold of the person who has this mailbox; tables without a row are left
/// out.
pub async fn lire(
    db: &Lecture,
    declarations: &Declarations,
    courriel: &str,
) -> Result<Vec<Partie>, ErreurBase> {
    let mut parties = Vec::new();
    for dossier in declarations.dossiers.iter().filter(|d| !d.muet) {
        let colonnes = dossier.colonnes(&declarations.personnes);
        let lignes = lignes(db, dossier, &colonnes, courriel).await?;
        if !lignes.is_empty() {
            let gel = gels::motif(db, dossier.traitement).await?;
            parties.push(Partie { dossier: *dossier, colonnes, lignes, gel });
        }
    }
    Ok(parties)
}

async fn lignes(
    db: &Lecture,
    dossier: &Dossier,
    colonnes: &[Colonne],
    courriel: &str,
) -> Result<Vec<Vec<Option<String>>>, ErreurBase> {
    let textes: Vec<String> = colonnes.iter().map(|c| format!("CAST({} AS TEXT)", c.nom)).collect();
    let sql = format!(
        "SELECT {} FROM {} WHERE {}",
        textes.join(", "),
        dossier.table,
        dossier.condition()
    );
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(plie(courriel));
    let lues: Vec<AnyRow> = requete.fetch_all(db.pool()).await?;
    let valeurs = |ligne: &AnyRow| (0..colonnes.len()).map(|n| ligne.try_get(n)).collect();
    Ok(lues.iter().map(valeurs).collect::<Result<_, sqlx::Error>>()?)
}

/// Erases what the services hold of a person, in the caller's transaction; says what it did table
/// by table. What a legal hold or the law keeps is left whole.
pub async fn effacer(
    tx: &mut Transaction,
    db: &Lecture,
    declarations: &Declarations,
    courriel: &str,
) -> Result<Vec<Efface>, ErreurBase> {
    let mut dossiers = declarations.dossiers.clone();
    dossiers.sort_by_key(Dossier::ordre);
    let mut faits = Vec::new();
    for dossier in dossiers {
        let conserve = match dossier.effacement {
            Effacement::Conserver(pourquoi) => Some(pourquoi.to_owned()),
            _ => gels::motif(db, dossier.traitement).await?,
        };
        let lignes = match conserve {
            Some(_) => compter(tx, &dossier, courriel).await?,
            None => executer(tx, &dossier, courriel).await?,
        };
        if lignes > 0 {
            faits.push(Efface { dossier, lignes, conserve });
        }
    }
    Ok(faits)
}

async fn compter(
    tx: &mut Transaction,
    dossier: &Dossier,
    courriel: &str,
) -> Result<u64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) FROM {} WHERE {}", dossier.table, dossier.condition());
    let requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(plie(courriel));
    let nombre: i64 = requete.fetch_one(&mut **tx).await?;
    Ok(u64::try_from(nombre).unwrap_or_default())
}

async fn executer(
    tx: &mut Transaction,
    dossier: &Dossier,
    courriel: &str,
) -> Result<u64, ErreurBase> {
    let (table, condition) = (dossier.table, dossier.condition());
    let sql = match dossier.effacement {
        Effacement::Vider(vides) => {
            let vides: Vec<String> = vides.iter().map(Vide::affectation).collect();
            format!("UPDATE {table} SET {} WHERE {condition}", vides.join(", "))
        }
        Effacement::Ligne | Effacement::Conserver(_) => {
            format!("DELETE FROM {table} WHERE {condition}")
        }
    };
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(plie(courriel));
    Ok(requete.execute(&mut **tx).await?.rows_affected())
}

/// Corrects a column that the person may correct; returns how many rows changed, none when the
/// column is not one of those.
pub async fn corriger(
    tx: &mut Transaction,
    dossier: &Dossier,
    courriel: &str,
    colonne: &str,
    valeur: &str,
) -> Result<u64, ErreurBase> {
    let Some((colonne, _)) = dossier.modifiables.iter().find(|(nom, _)| *nom == colonne) else {
        return Ok(0);
    };
    let (table, condition) = (dossier.table, dossier.condition());
    let sql = format!("UPDATE {table} SET {colonne} = $2 WHERE {condition}");
    let courriel = plie(courriel);
    let requete = sqlx::query(AssertSqlSafe(sql)).bind(&courriel).bind(valeur);
    let faites = requete.execute(&mut **tx).await?.rows_affected();
    if let Some(suite) = dossier.apres_correction {
        suite(tx, &courriel).await?;
    }
    Ok(faites)
}
