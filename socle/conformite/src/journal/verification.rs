//! Is the chain whole? Read again from the start, or from where the last verification stopped.

use base::{Db, ErreurBase, Lecture};
use sqlx::FromRow;

use super::{COLONNES, Ligne, chaine};

/// Rows read together.
const LOT: i64 = 2_000;

/// Where the chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rupture {
    /// First row that is not what it should be.
    pub rang: i64,
    /// What is wrong with it, in French.
    pub raison: &'static str,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilan {
    /// Rows read again.
    pub lues: i64,
    /// Last row of the chain, when it is whole.
    pub jusqua: i64,
    /// Its hash.
    pub empreinte: String,
    /// Where it is broken, if it is.
    pub rupture: Option<Rupture>,
}

/// A verification that was noted.
#[derive(Clone, Debug, FromRow)]
pub struct BilanNote {
    /// When (ms since 1970).
    pub instant: i64,
    /// 1 when the whole chain was read, 0 when only what came after the last verification.
    pub entiere: i64,
    /// Last row read.
    pub jusqua: i64,
    /// Its hash.
    pub empreinte: String,
    /// First broken row.
    pub rompu: Option<i64>,
    /// What is wrong with it.
    pub raison: Option<String>,
}

/// A known place of the chain.
#[derive(Clone, Debug, FromRow)]
struct Repere {
    rang: i64,
    empreinte: String,
}

/// Verifies the chain: all that is kept of it, or what came after the last verification that found
/// it whole.
pub async fn verifier(db: &Lecture, entiere: bool) -> Result<Bilan, ErreurBase> {
    // The end is read first: rows written meanwhile are not missing.
    let tete = repere(db, "SELECT rang, empreinte FROM journal_tete WHERE id = 1").await?;
    let coupe = "SELECT rang, empreinte FROM journal_coupes ORDER BY rang DESC LIMIT 1";
    let mut depart = repere(db, coupe).await?;
    if !entiere {
        let vu = "SELECT jusqua AS rang, empreinte FROM journal_verifications
                  WHERE rompu IS NULL ORDER BY id DESC LIMIT 1";
        let vu = repere(db, vu).await?;
        if vu.rang > depart.rang {
            if let Some(rupture) = autre_qu_hier(db, &vu).await? {
                return Ok(rompue(0, rupture));
            }
            depart = vu;
        }
    }
    parcourir(db, depart, tete).await
}

/// The same, noted for the next one and for whoever asks.
pub async fn verifier_et_noter(
    db: &Db,
    entiere: bool,
    maintenant: i64,
) -> Result<Bilan, ErreurBase> {
    let bilan = verifier(db.read(), entiere).await?;
    match &bilan.rupture {
        // A trace outside the database: who rewrites the chain must rewrite this too.
        None => {
            tracing::info!(rang = bilan.jusqua, empreinte = %bilan.empreinte, "journal verified");
        }
        Some(rupture) => {
            tracing::error!(rang = rupture.rang, raison = rupture.raison, "journal broken");
        }
    }
    let sql =
        "INSERT INTO journal_verifications (instant, entiere, jusqua, empreinte, rompu, raison)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let mut tx = db.write().await?;
    sqlx::query(sql)
        .bind(maintenant)
        .bind(i64::from(entiere))
        .bind(bilan.jusqua)
        .bind(&bilan.empreinte)
        .bind(bilan.rupture.as_ref().map(|r| r.rang))
        .bind(bilan.rupture.as_ref().map(|r| r.raison))
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(bilan)
}

/// The last verifications, newest first.
pub async fn bilans(db: &Lecture, limite: i64) -> Result<Vec<BilanNote>, ErreurBase> {
    let sql = "SELECT instant, entiere, jusqua, empreinte, rompu, raison
               FROM journal_verifications ORDER BY id DESC LIMIT $1";
    Ok(sqlx::query_as(sql).bind(limite).fetch_all(db.pool()).await?)
}

async fn repere(db: &Lecture, sql: &'static str) -> Result<Repere, ErreurBase> {
    let lu: Option<Repere> = sqlx::query_as(sql).fetch_optional(db.pool()).await?;
    Ok(lu.unwrap_or(Repere { rang: 0, empreinte: String::new() }))
}

/// The row where the last verification stopped has still the hash it had then.
async fn autre_qu_hier(db: &Lecture, vu: &Repere) -> Result<Option<Rupture>, ErreurBase> {
    let sql = "SELECT empreinte FROM journal WHERE rang = $1";
    let lue: Option<String> =
        sqlx::query_scalar(sql).bind(vu.rang).fetch_optional(db.pool()).await?;
    let raison = match lue {
        Some(lue) if lue == vu.empreinte => return Ok(None),
        Some(_) => "son empreinte a changé depuis la dernière vérification",
        None => "la ligne a disparu depuis la dernière vérification",
    };
    Ok(Some(Rupture { rang: vu.rang, raison }))
}

async fn parcourir(db: &Lecture, depart: Repere, tete: Repere) -> Result<Bilan, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM journal WHERE rang > $1 ORDER BY rang LIMIT {LOT}");
    let mut la = depart.clone();
    loop {
        let requete = sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()));
        let lignes: Vec<Ligne> = requete.bind(la.rang).fetch_all(db.pool()).await?;
        let Some(derniere) = lignes.last() else { break };
        let suite = Repere { rang: derniere.rang, empreinte: derniere.empreinte.clone() };
        if let Some(rupture) = premiere_rupture(&la, &lignes) {
            return Ok(rompue(rupture.rang - depart.rang, rupture));
        }
        if let Some(rupture) = finit_autrement(&lignes, &tete) {
            return Ok(rompue(rupture.rang - depart.rang, rupture));
        }
        la = suite;
    }
    let lues = la.rang - depart.rang;
    if la.rang < tete.rang {
        let raison = "la fin du journal manque";
        return Ok(rompue(lues, Rupture { rang: la.rang + 1, raison }));
    }
    Ok(Bilan { lues, jusqua: la.rang, empreinte: la.empreinte, rupture: None })
}

fn rompue(lues: i64, rupture: Rupture) -> Bilan {
    Bilan { lues, jusqua: rupture.rang - 1, empreinte: String::new(), rupture: Some(rupture) }
}

/// The first row of a batch that does not follow from the one before.
fn premiere_rupture(avant: &Repere, lignes: &[Ligne]) -> Option<Rupture> {
    let (mut rang, mut empreinte) = (avant.rang, avant.empreinte.as_str());
    for ligne in lignes {
        if ligne.rang != rang + 1 {
            return Some(Rupture { rang: rang + 1, raison: "la ligne manque" });
        }
        if chaine::empreinte(empreinte, ligne) != ligne.empreinte {
            let raison = "son contenu ne correspond pas à son empreinte";
            return Some(Rupture { rang: ligne.rang, raison });
        }
        (rang, empreinte) = (ligne.rang, &ligne.empreinte);
    }
    None
}

/// The chain passes by the end that was noted.
fn finit_autrement(lignes: &[Ligne], tete: &Repere) -> Option<Rupture> {
    let fin = lignes.iter().find(|l| l.rang == tete.rang)?;
    let raison = "la fin notée du journal est autre";
    (fin.empreinte != tete.empreinte).then_some(Rupture { rang: fin.rang, raison })
}
