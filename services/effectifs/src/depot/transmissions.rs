//! What was received, and how far it is.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A sending.
#[derive(Clone, Debug, FromRow)]
pub struct Transmission {
    /// Identifier; grows with time.
    pub id: String,
    /// SIRET of the sender.
    pub organisme: String,
    /// `ERP` or `FICHIER`.
    pub source: String,
    /// When it was received (ms since 1970).
    pub recue_le: i64,
    /// `apercu`, `recue`, `traitee` or `echec`.
    pub etat: String,
    /// Items received.
    pub recus: i64,
    /// Items refused.
    pub refuses: i64,
    /// Enrolments that were new.
    pub crees: i64,
    /// Enrolments that changed.
    pub mis_a_jour: i64,
    /// Enrolments that did not change.
    pub identiques: i64,
    /// Items about the same enrolment as another of the same sending.
    pub fusionnes: i64,
    /// When it was worked through.
    pub traitee_le: Option<i64>,
}

/// What working through a sending gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comptes {
    /// Items refused in all.
    pub refuses: i64,
    /// New enrolments.
    pub crees: i64,
    /// Changed ones.
    pub mis_a_jour: i64,
    /// Unchanged ones.
    pub identiques: i64,
    /// Items merged with another of the same sending.
    pub fusionnes: i64,
}

/// Times a sending is tried before it is put aside.
pub const ESSAIS_MAX: i64 = 5;

/// A sending to keep.
#[derive(Clone, Copy, Debug)]
pub struct NouvelEnvoi<'a> {
    /// Identifier.
    pub id: &'a str,
    /// SIRET of the sender.
    pub organisme: &'a str,
    /// `ERP` or `FICHIER`.
    pub source: &'a str,
    /// Whether it waits for the word of its sender: a file that is only looked at.
    pub apercu: bool,
    /// Items received.
    pub recus: i64,
    /// Items refused.
    pub refuses: i64,
    /// The items, JSON.
    pub contenu: &'a str,
    /// Lines of the items in their file, separated by commas; empty when their rank is all.
    pub rangs: &'a str,
}

/// Keeps what was received.
pub async fn ajouter(
    tx: &mut Transaction,
    e: &NouvelEnvoi<'_>,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO effectifs_transmissions
         (id, organisme, source, recue_le, etat, apercu, recus, refuses, rangs)
         VALUES ($1, $2, $3, $4, 'recue', $5, $6, $7, $8)",
    )
    .bind(e.id)
    .bind(e.organisme)
    .bind(e.source)
    .bind(maintenant)
    .bind(i64::from(e.apercu))
    .bind(e.recus)
    .bind(e.refuses)
    .bind(e.rangs)
    .execute(&mut **tx)
    .await?;
    let sql = "INSERT INTO effectifs_contenus (transmission, contenu) VALUES ($1, $2)";
    sqlx::query(sql).bind(e.id).bind(e.contenu).execute(&mut **tx).await?;
    Ok(())
}

/// Gives the word for a file that was looked at; one that already had it stays as it is.
pub async fn confirmer(tx: &mut Transaction, id: &str) -> Result<(), ErreurBase> {
    let sql = "UPDATE effectifs_transmissions SET apercu = 0 WHERE id = $1";
    sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// The next sending to work through: of each sender the oldest, so that they are applied in order.
pub async fn suivante(db: &Lecture, maintenant: i64) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT t.id FROM effectifs_transmissions t
               WHERE t.etat = 'recue' AND t.apercu = 0 AND t.bail <= $1 AND NOT EXISTS (
                   SELECT 1 FROM effectifs_transmissions a
                   WHERE a.etat = 'recue' AND a.apercu = 0 AND a.organisme = t.organisme AND a.id < t.id)
               ORDER BY t.id LIMIT 1";
    Ok(sqlx::query_scalar(sql).bind(maintenant).fetch_optional(db.pool()).await?)
}

/// Takes a sending until `bail`; false when another node has it. The last try but one sets it aside.
pub async fn prendre(
    tx: &mut Transaction,
    id: &str,
    bail: i64,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE effectifs_transmissions SET bail = $3, essais = essais + 1,
               etat = CASE WHEN essais >= $4 THEN 'echec' ELSE etat END
               WHERE id = $1 AND etat = 'recue' AND bail <= $2";
    let prise = sqlx::query(sql).bind(id).bind(maintenant).bind(bail).bind(ESSAIS_MAX);
    Ok(prise.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Lets anyone take a sending from this instant on (ms since 1970).
pub async fn relacher(tx: &mut Transaction, id: &str, des: i64) -> Result<(), ErreurBase> {
    let sql = "UPDATE effectifs_transmissions SET bail = $2 WHERE id = $1 AND etat = 'recue'";
    sqlx::query(sql).bind(id).bind(des).execute(&mut **tx).await?;
    Ok(())
}

/// A sending that waits, with what is in it.
#[derive(Debug, FromRow)]
pub struct EnAttente {
    /// SIRET of the sender.
    pub organisme: String,
    /// `ERP` or `FICHIER`.
    pub source: String,
    /// When it was received (ms since 1970).
    pub recue_le: i64,
    /// The items, JSON.
    pub contenu: String,
    /// Lines of the items in their file.
    pub rangs: String,
}

/// A sending that waits to be worked through.
pub async fn en_attente(db: &Lecture, id: &str) -> Result<Option<EnAttente>, ErreurBase> {
    let sql = "SELECT t.organisme, t.source, t.recue_le, c.contenu, t.rangs FROM effectifs_transmissions t
               JOIN effectifs_contenus c ON c.transmission = t.id
               WHERE t.id = $1 AND t.etat = 'recue' AND t.apercu = 0";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db.pool()).await?)
}

/// Notes that a sending was worked through; false when someone else did it first.
pub async fn terminer(
    tx: &mut Transaction,
    id: &str,
    comptes: &Comptes,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE effectifs_transmissions SET etat = 'traitee', traitee_le = $2, refuses = $3, crees = $4,
               mis_a_jour = $5, identiques = $6, fusionnes = $7 WHERE id = $1 AND etat = 'recue'";
    let faite = sqlx::query(sql)
        .bind(id)
        .bind(maintenant)
        .bind(comptes.refuses)
        .bind(comptes.crees)
        .bind(comptes.mis_a_jour)
        .bind(comptes.identiques)
        .bind(comptes.fusionnes)
        .execute(&mut **tx)
        .await?;
    Ok(faite.rows_affected() == 1)
}

const COLONNES: &str = "SELECT id, organisme, source, recue_le, CASE WHEN apercu = 1 THEN 'apercu' ELSE etat END AS etat, recus, refuses, crees, mis_a_jour, identiques, fusionnes, traitee_le FROM effectifs_transmissions";

/// One sending.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Transmission>, ErreurBase> {
    let sql = format!("{COLONNES} WHERE id = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// The sendings of one organisation, newest first, page by page from 0.
pub async fn de_l_organisme(
    db: &Lecture,
    siret: &str,
    (page, par_page): (i64, i64),
) -> Result<Vec<Transmission>, ErreurBase> {
    let sql = format!(
        "{COLONNES} WHERE organisme = $1 ORDER BY recue_le DESC, id DESC LIMIT $2 OFFSET $3"
    );
    let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    Ok(requete.bind(siret).bind(par_page).bind(page * par_page).fetch_all(db.pool()).await?)
}

/// How many sendings an organisation made.
pub async fn compter(db: &Lecture, siret: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM effectifs_transmissions WHERE organisme = $1";
    Ok(sqlx::query_scalar(sql).bind(siret).fetch_one(db.pool()).await?)
}

/// What was sent, as JSON, and the lines of its items; none once it is no longer kept.
pub async fn contenu(db: &Lecture, id: &str) -> Result<Option<(String, String)>, ErreurBase> {
    let sql = "SELECT c.contenu, t.rangs FROM effectifs_transmissions t
               JOIN effectifs_contenus c ON c.transmission = t.id WHERE t.id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(db.pool()).await?)
}
