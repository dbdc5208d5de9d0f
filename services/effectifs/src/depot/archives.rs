//! What centres took out of their enrolments.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};

use crate::regles::doublons::{Distincts, paire};

/// An enrolment taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Archive {
    /// Identifier.
    pub id: String,
    /// Identifier of the enrolment.
    pub effectif: String,
    /// SIRET of the centre that teaches.
    pub siret: String,
    /// Its UAI.
    pub uai: String,
    /// School year.
    pub annee_scolaire: String,
    /// Identifier in the software that sent it.
    pub id_erp: String,
    /// Last name; empty once it can no longer be undone.
    pub nom: String,
    /// First name; the same.
    pub prenom: String,
    /// Mailbox; the same.
    pub courriel: Option<String>,
    /// Why, by its code.
    pub raison: String,
    /// Why, as whoever did it wrote it.
    pub precision_motif: String,
    /// Account of who did it.
    pub par: String,
    /// When (ms since 1970).
    pub archive_le: i64,
    /// The enrolment it was merged into; empty when it was taken out.
    pub garde: String,
    /// The enrolment, JSON; empty once it can no longer be undone.
    pub contenu: String,
    /// The enrolment it was merged into, as it was before, JSON; the same.
    pub avant: String,
    /// 1 when what a mission locale did for it went to the enrolment it was merged into.
    pub suivi_deplace: i64,
}

const COLONNES: &str = "id, effectif, siret, uai, annee_scolaire, id_erp, nom, prenom, courriel, raison, precision_motif, par, archive_le, garde, contenu, avant, suivi_deplace";

/// Takes an enrolment out: its row goes, its archive comes. False when it is no longer there.
pub async fn ajouter(tx: &mut Transaction, a: &Archive) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM effectifs WHERE id = $1";
    let otee = sqlx::query(sql).bind(&a.effectif).execute(&mut **tx).await?.rows_affected() == 1;
    if !otee {
        return Ok(false);
    }
    let sql = format!(
        "INSERT INTO effectifs_archives ({COLONNES})
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(&a.id)
        .bind(&a.effectif)
        .bind(&a.siret)
        .bind(&a.uai)
        .bind(&a.annee_scolaire)
        .bind(&a.id_erp)
        .bind(&a.nom)
        .bind(&a.prenom)
        .bind(a.courriel.as_deref())
        .bind(&a.raison)
        .bind(&a.precision_motif)
        .bind(&a.par)
        .bind(a.archive_le)
        .bind(&a.garde)
        .bind(&a.contenu)
        .bind(&a.avant)
        .bind(a.suivi_deplace)
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Forgets an archive, once its enrolment is back; false when someone else did.
pub async fn oter(tx: &mut Transaction, id: &str) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM effectifs_archives WHERE id = $1";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// One archive.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Archive>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM effectifs_archives WHERE id = $1");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// What was taken out of these centres since an instant (ms since 1970), the last first, page by page from 0.
pub async fn lister(
    db: &Lecture,
    sirets: &[String],
    depuis: i64,
    (page, par_page): (i64, i64),
) -> Result<Vec<Archive>, ErreurBase> {
    if sirets.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLONNES} FROM effectifs_archives WHERE archive_le >= $1 AND siret IN ({})
         ORDER BY archive_le DESC, id DESC LIMIT $2 OFFSET $3",
        parametres(sirets.len(), 4)
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    let mut requete = requete.bind(depuis).bind(par_page).bind(page * par_page);
    for siret in sirets {
        requete = requete.bind(siret);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many there are.
pub async fn compter(db: &Lecture, sirets: &[String], depuis: i64) -> Result<i64, ErreurBase> {
    if sirets.is_empty() {
        return Ok(0);
    }
    let sql = format!(
        "SELECT COUNT(*) FROM effectifs_archives WHERE archive_le >= $1 AND siret IN ({})",
        parametres(sirets.len(), 2)
    );
    let mut requete = sqlx::query_scalar(AssertSqlSafe(sql)).bind(depuis);
    for siret in sirets {
        requete = requete.bind(siret);
    }
    Ok(requete.fetch_one(db.pool()).await?)
}

/// What stops an enrolment taken out from coming back.
#[derive(Clone, Debug, FromRow)]
pub struct Ecarte {
    /// UAI of the centre.
    pub uai: String,
    /// School year.
    pub annee_scolaire: String,
    /// Identifier in the software.
    pub id_erp: String,
    /// Why, by its code.
    pub raison: String,
    /// When (ms since 1970).
    pub archive_le: i64,
    /// The enrolment it was merged into; empty when it was taken out.
    pub garde: String,
}

/// What this centre took out.
pub async fn du_centre(tx: &mut Transaction, siret: &str) -> Result<Vec<Ecarte>, ErreurBase> {
    let sql =
        "SELECT uai, annee_scolaire, id_erp, raison, archive_le, garde FROM effectifs_archives
               WHERE siret = $1";
    Ok(sqlx::query_as(sql).bind(siret).fetch_all(&mut **tx).await?)
}

/// Notes that two enrolments are two persons.
pub async fn distinguer(
    tx: &mut Transaction,
    (un, autre): (&str, &str),
    maintenant: i64,
) -> Result<(), ErreurBase> {
    let (un, autre) = paire(un, autre);
    let sql = "INSERT INTO effectifs_distincts (un, autre, dit_le) VALUES ($1, $2, $3)
               ON CONFLICT (un, autre) DO NOTHING";
    sqlx::query(sql).bind(un).bind(autre).bind(maintenant).execute(&mut **tx).await?;
    Ok(())
}

/// The pairs that are known to be two persons, among the enrolments of these centres.
pub async fn distincts(db: &Lecture, sirets: &[String]) -> Result<Distincts, ErreurBase> {
    if sirets.is_empty() {
        return Ok(Distincts::new());
    }
    let sql = format!(
        "SELECT d.un, d.autre FROM effectifs_distincts d JOIN effectifs e ON e.id = d.un
         WHERE e.siret IN ({})",
        parametres(sirets.len(), 1)
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for siret in sirets {
        requete = requete.bind(siret);
    }
    let paires: Vec<(String, String)> = requete.fetch_all(db.pool()).await?;
    Ok(paires.into_iter().collect())
}

/// `$4, $5, $6`.
fn parametres(nombre: usize, premier: usize) -> String {
    let tous: Vec<String> = (0..nombre).map(|n| format!("${}", n + premier)).collect();
    tous.join(", ")
}
