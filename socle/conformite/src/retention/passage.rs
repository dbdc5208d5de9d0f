//! One run of the engine over every rule.

use base::{Db, ErreurBase, Lecture};
use serde_json::json;
use sqlx::AssertSqlSafe;

use super::rapport::{self, Passage};
use super::{Action, JOUR_MS, Regle, gels, preavis};
use crate::Declarations;
use crate::journal::{self, Acteur, Fait};

/// Rows treated by one transaction.
const LOT: i64 = 1_000;

/// Days ahead of which the next deletions are counted.
const HORIZON_JOURS: i64 = 30;

/// Runs every rule, or only counts what it would treat; returns a report for each. A rule that
/// fails says so in its report and leaves the others alone.
pub async fn passer(
    db: &Db,
    declarations: &Declarations,
    a_blanc: bool,
    maintenant: i64,
) -> Result<Vec<Passage>, ErreurBase> {
    let course = ulid::Ulid::new().to_string();
    let mut passages = Vec::new();
    for regle in declarations.toutes_les_regles() {
        let mut passage = Passage::nouveau(&course, &regle, a_blanc, maintenant);
        if let Err(erreur) = appliquer(db, &regle, &mut passage).await {
            tracing::error!(traitement = regle.traitement, cause = %erreur, "retention rule failed");
            passage.etat = "echec".to_owned();
            passage.message = erreur.to_string();
        }
        rapport::garder(db, &passage).await?;
        passages.push(passage);
    }
    Ok(passages)
}

async fn appliquer(db: &Db, regle: &Regle, passage: &mut Passage) -> Result<(), ErreurBase> {
    let (maintenant, lecture) = (passage.instant, db.read());
    passage.echus = compter(lecture, regle, passage.limite).await?;
    let horizon = passage.limite + HORIZON_JOURS * JOUR_MS;
    passage.a_venir = compter(lecture, regle, horizon).await? - passage.echus;
    if let Some(motif) = gels::motif(lecture, regle.traitement).await? {
        passage.etat = "gele".to_owned();
        passage.message = motif;
        return Ok(());
    }
    if passage.a_blanc == 1 {
        return Ok(());
    }
    passage.prevenus = preavis::prevenir(db, regle, maintenant).await?;
    passage.traites = match regle.action {
        Action::CouperLeJournal => {
            i64::try_from(journal::couper(db, maintenant).await?).unwrap_or(i64::MAX)
        }
        Action::Effacer | Action::Vider(_) => traiter(db, regle, maintenant).await?,
    };
    consigner(db, regle, passage).await
}

async fn compter(db: &Lecture, regle: &Regle, limite: i64) -> Result<i64, ErreurBase> {
    let sql = format!("SELECT COUNT(*) {}", regle.echus());
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(limite).fetch_one(db.pool()).await?)
}

async fn traiter(db: &Db, regle: &Regle, maintenant: i64) -> Result<i64, ErreurBase> {
    let sauf = gels::sauf_geles(regle) + preavis::sauf_non_prevenus(regle, maintenant).as_str();
    let sql = regle.traiter(db.moteur(), &sauf);
    let mut traites = 0;
    loop {
        let mut tx = db.write().await?;
        let requete = sqlx::query(AssertSqlSafe(sql.clone())).bind(regle.limite(maintenant));
        let faites = requete.bind(LOT).execute(&mut *tx).await?.rows_affected();
        tx.commit().await?;
        traites += i64::try_from(faites).unwrap_or(i64::MAX);
        if faites == 0 {
            return Ok(traites);
        }
    }
}

async fn consigner(db: &Db, regle: &Regle, passage: &Passage) -> Result<(), ErreurBase> {
    if passage.traites == 0 {
        return Ok(());
    }
    let fait = Fait {
        acte: "conformite.retention.appliquer",
        acteur: Acteur::systeme("retention"),
        objet_genre: "traitement",
        objet_id: regle.traitement.to_owned(),
        sujet: None,
        motif: String::new(),
        details: json!({"table": regle.table, "lignes": passage.traites, "course": passage.course}),
    };
    let mut tx = db.write().await?;
    journal::consigner(&mut tx, &fait, passage.instant).await?;
    tx.commit().await
}
