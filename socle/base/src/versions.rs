//! Versions of imported data.
//!
//! Rows arrive under a numbered version that nobody reads yet; one small transaction then makes
//! it the current one. Readers join on the current version:
//! `WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')`.

mod lecture;

use sqlx::FromRow;

pub use lecture::{
    Filtre, RejetNote, chercher, compter, courantes, flux_des_rejets, rejets, rejets_gardes,
    sources, une,
};

use crate::evenements::publier;
use crate::{Db, ErreurBase, Lecture, Table, Transaction, Valeur, lots};

/// Subject of the event that tells that a data set has a new current version.
pub const SUJET_COURANTE: &str = "version.courante";

/// A running import beats at least this often; silent for longer, it is held for dead.
pub const SILENCE_MAX_MS: i64 = 60_000;

/// One attempt to import a file.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Version {
    /// Number of the version; grows with time.
    pub id: i64,
    /// Source named on the command line, e.g. `rome`.
    pub source: String,
    /// Data set that the file replaces, e.g. `rome/appellations`.
    pub jeu: String,
    /// Name of the file, without its folder.
    pub fichier: String,
    /// SHA-256 of the file and of the version of the code that reads it.
    pub empreinte: String,
    /// `en_cours`, `courante`, `remplacee`, `refusee` or `interrompue`.
    pub statut: String,
    /// Records read.
    pub lus: i64,
    /// Rows stored.
    pub stockes: i64,
    /// Records rejected.
    pub rejetes: i64,
    /// When it began (ms since 1970).
    pub debut: i64,
    /// When it ended, if it did.
    pub fin: Option<i64>,
    /// Why it was refused or interrupted.
    pub motif: Option<String>,
}

const COLONNES: &str = "SELECT id, source, jeu, fichier, empreinte, statut, lus, stockes, rejetes, \
                        debut, fin, motif FROM versions ";

/// What identifies the file about to be imported.
#[derive(Clone, Debug)]
pub struct Depot<'a> {
    /// Source, e.g. `rome`.
    pub source: &'a str,
    /// Data set, e.g. `rome/appellations`.
    pub jeu: &'a str,
    /// File name.
    pub fichier: &'a str,
    /// Fingerprint.
    pub empreinte: &'a str,
    /// Who imports, as `machine:pid`.
    pub processus: &'a str,
}

/// The three counts of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comptes {
    /// Records read.
    pub lus: i64,
    /// Rows stored.
    pub stockes: i64,
    /// Records rejected.
    pub rejetes: i64,
}

/// Why a record was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejet {
    /// Line of the file (or rank of the record), from 1.
    pub ligne: i64,
    /// Column or field.
    pub colonne: String,
    /// The value found there.
    pub valeur: String,
    /// Stable code of the rule, e.g. `siret.cle`.
    pub regle: String,
    /// The rule in French, for the person who will correct the file.
    pub message: String,
}

/// Opens a version. Fails when another import of the same data set is alive.
pub async fn ouvrir(
    tx: &mut Transaction,
    depot: &Depot<'_>,
    maintenant: i64,
) -> Result<i64, ErreurBase> {
    let vivant: Option<i64> = sqlx::query_scalar(
        "SELECT id FROM versions WHERE jeu = $1 AND statut = 'en_cours' AND battement > $2",
    )
    .bind(depot.jeu)
    .bind(maintenant - SILENCE_MAX_MS)
    .fetch_optional(&mut **tx)
    .await?;
    if vivant.is_some() {
        return Err(ErreurBase::ImportEnCours(depot.jeu.to_owned()));
    }
    let sql = "SELECT COALESCE(MAX(id), 0) + 1 FROM versions";
    let id: i64 = sqlx::query_scalar(sql).fetch_one(&mut **tx).await?;
    sqlx::query(
        "INSERT INTO versions (id, source, jeu, fichier, empreinte, processus, statut, debut, battement)
         VALUES ($1, $2, $3, $4, $5, $6, 'en_cours', $7, $7)",
    )
    .bind(id)
    .bind(depot.source)
    .bind(depot.jeu)
    .bind(depot.fichier)
    .bind(depot.empreinte)
    .bind(depot.processus)
    .bind(maintenant)
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

/// Who is importing this data set at the moment, as far as the database knows: version and
/// `machine:pid`. A caller that knows the process to be dead buries it with [`abandonner`].
pub async fn en_cours(db: &Lecture, jeu: &str) -> Result<Vec<(i64, String)>, ErreurBase> {
    let sql = "SELECT id, processus FROM versions WHERE jeu = $1 AND statut = 'en_cours'";
    Ok(sqlx::query_as(sql).bind(jeu).fetch_all(db.pool()).await?)
}

/// Tells that the import is alive, and where it is.
pub async fn battre(
    tx: &mut Transaction,
    id: i64,
    comptes: Comptes,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "UPDATE versions SET battement = $2, lus = $3, stockes = $4, rejetes = $5 WHERE id = $1",
    )
    .bind(id)
    .bind(maintenant)
    .bind(comptes.lus)
    .bind(comptes.stockes)
    .bind(comptes.rejetes)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes the version current: from the commit on, every reader sees it whole. The event tells
/// the other services.
pub async fn basculer(
    tx: &mut Transaction,
    id: i64,
    jeu: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query("UPDATE versions SET statut = 'remplacee' WHERE jeu = $1 AND statut = 'courante'")
        .bind(jeu)
        .execute(&mut **tx)
        .await?;
    sqlx::query("UPDATE versions SET statut = 'courante', fin = $2 WHERE id = $1")
        .bind(id)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    publier(tx, SUJET_COURANTE, jeu, &serde_json::json!({ "version": id }), maintenant).await
}

/// Ends a version that will never be current: `refusee` by the guard or `interrompue`.
pub async fn abandonner(
    tx: &mut Transaction,
    id: i64,
    statut: &str,
    motif: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query("UPDATE versions SET statut = $2, motif = $3, fin = $4 WHERE id = $1")
        .bind(id)
        .bind(statut)
        .bind(motif)
        .bind(maintenant)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes that the rows of a version have been deleted.
pub async fn marquer_purgee(tx: &mut Transaction, id: i64) -> Result<(), ErreurBase> {
    sqlx::query("UPDATE versions SET purgee = 1 WHERE id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Versions whose rows can go: dead ones, and those replaced by two or more successors (the one
/// just replaced stays, so that two successive files can be compared).
pub async fn a_purger(
    db: &Lecture,
    jeu: &str,
    maintenant: i64,
) -> Result<Vec<Version>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE jeu = $1 AND purgee = 0 AND (
            statut IN ('refusee', 'interrompue')
            OR (statut = 'en_cours' AND battement <= $2)
            OR (statut = 'remplacee' AND id < (
                SELECT MAX(id) FROM versions WHERE jeu = $1 AND statut = 'remplacee')))
         ORDER BY id"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(requete.bind(jeu).bind(maintenant - SILENCE_MAX_MS).fetch_all(db.pool()).await?)
}

/// The current version of a data set.
pub async fn courante(db: &Lecture, jeu: &str) -> Result<Option<Version>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE jeu = $1 AND statut = 'courante'");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(jeu).fetch_optional(db.pool()).await?)
}

/// The version made from this very file, if it was ever current.
pub async fn deja_importee(
    db: &Lecture,
    jeu: &str,
    empreinte: &str,
) -> Result<Option<Version>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE jeu = $1 AND empreinte = $2 AND statut IN ('courante', 'remplacee')
         ORDER BY id DESC LIMIT 1"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(requete.bind(jeu).bind(empreinte).fetch_optional(db.pool()).await?)
}

/// Every attempt, newest first.
pub async fn lister(db: &Lecture, limite: i64) -> Result<Vec<Version>, ErreurBase> {
    let sql = format!("{COLONNES} ORDER BY id DESC LIMIT $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(limite).fetch_all(db.pool()).await?)
}

/// A mark that changes whenever any data set changes: what caches and ETags are keyed on.
pub async fn marque(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COALESCE(MAX(id), 0) FROM versions WHERE statut = 'courante'";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// A mark that changes whenever a data set of one of these sources changes.
pub async fn marque_de(db: &Lecture, sources: &[&str]) -> Result<i64, ErreurBase> {
    let places: Vec<String> = (1..=sources.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT COALESCE(MAX(id), 0) FROM versions WHERE statut = 'courante' AND source IN ({})",
        places.join(", ")
    );
    let requete = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    let requete = sources.iter().fold(requete, |r, source| r.bind(source.to_string()));
    Ok(requete.fetch_one(db.pool()).await?)
}

/// Keeps the rejects of a version; `premier` is the rank of the first one.
pub async fn noter_rejets(
    tx: &mut Transaction,
    version: i64,
    premier: i64,
    rejets: &[Rejet],
) -> Result<(), ErreurBase> {
    let lignes: Vec<Vec<Valeur>> = rejets.iter().zip(premier..).map(valeurs_du_rejet).collect();
    lots::inserer(tx, &REJETS, version, &lignes).await?;
    Ok(())
}

const REJETS: Table = Table {
    nom: "rejets",
    colonnes: &["rang", "ligne", "colonne", "valeur", "regle", "message"],
    cle: &["rang"],
};

fn valeurs_du_rejet((rejet, rang): (&Rejet, i64)) -> Vec<Valeur> {
    let textes = [&rejet.colonne, &rejet.valeur, &rejet.regle, &rejet.message];
    let textes = textes.map(|t| Valeur::Texte(t.clone()));
    [Valeur::Entier(rang), Valeur::Entier(rejet.ligne)].into_iter().chain(textes).collect()
}

/// Marks as interrupted the imports that a crash left behind. Called when the program starts.
pub async fn enterrer_les_morts(db: &Db, maintenant: i64) -> Result<u64, ErreurBase> {
    let mut tx = db.write().await?;
    let faits = sqlx::query(
        "UPDATE versions SET statut = 'interrompue', motif = 'arrêt du programme', fin = $1
         WHERE statut = 'en_cours' AND battement <= $2",
    )
    .bind(maintenant)
    .bind(maintenant - SILENCE_MAX_MS)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(faits.rows_affected())
}
