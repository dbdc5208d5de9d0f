//! The journal of changes and the state it was computed from.

use base::lots::{self, Valeur};
use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction};

/// A change, with its place in the journal.
#[derive(Debug, FromRow)]
pub struct LigneChangement {
    pub rang: i64,
    pub siret: String,
    pub genre: String,
    pub champs: String,
    pub instant: i64,
}

/// The changes after a place in the journal, oldest first.
pub async fn changements(
    db: &Lecture,
    depuis: i64,
    limite: i64,
) -> Result<Vec<LigneChangement>, ErreurBase> {
    let sql = "SELECT rang, siret, genre, champs, instant FROM annuaire_changements
               WHERE rang > $1 ORDER BY rang LIMIT $2";
    Ok(sqlx::query_as(sql).bind(depuis).bind(limite).fetch_all(db.pool()).await?)
}

/// The oldest change that the journal still holds.
pub async fn premier_rang(db: &Lecture) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT MIN(rang) FROM annuaire_changements";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// Organisations and the instant of their entry, those entered since an instant (ms) only.
pub async fn arrivees(db: &Lecture, depuis: i64) -> Result<Vec<(String, i64)>, ErreurBase> {
    let sql = "SELECT siret, MIN(instant) FROM annuaire_changements WHERE genre = 'cree'
               GROUP BY siret HAVING MIN(instant) >= $1";
    Ok(sqlx::query_as(sql).bind(depuis).fetch_all(db.pool()).await?)
}

/// The state that the last comparison saw, by SIRET.
pub async fn empreintes(db: &Lecture) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT siret, champs FROM annuaire_empreintes";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// The same, between two SIRET included, in the transaction that is about to change it.
pub async fn empreintes_entre(
    tx: &mut Transaction,
    premier: &str,
    dernier: &str,
) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql = "SELECT siret, champs FROM annuaire_empreintes WHERE siret >= $1 AND siret <= $2";
    Ok(sqlx::query_as(sql).bind(premier).bind(dernier).fetch_all(&mut **tx).await?)
}

/// Notes changes, each with the state after it; no state for an organisation that is gone.
pub async fn noter(
    tx: &mut Transaction,
    changements: &[(LigneChangement, Option<String>)],
) -> Result<(), ErreurBase> {
    let ligne = |c: &LigneChangement| -> Vec<Valeur> {
        let textes = [&c.siret, &c.genre, &c.champs];
        let textes = textes.into_iter().map(|t| Valeur::from(t.as_str()));
        textes.chain([Valeur::Entier(c.instant)]).collect()
    };
    let lignes: Vec<Vec<Valeur>> = changements.iter().map(|(c, _)| ligne(c)).collect();
    let colonnes = ["siret", "genre", "champs", "instant"];
    lots::ajouter(tx, "annuaire_changements", &colonnes, "", &lignes).await?;
    let etats = changements.iter().filter_map(|(c, etat)| {
        Some(vec![Valeur::from(c.siret.as_str()), Valeur::from(etat.as_deref()?)])
    });
    let etats: Vec<Vec<Valeur>> = etats.collect();
    let remplacer = "ON CONFLICT (siret) DO UPDATE SET champs = excluded.champs";
    lots::ajouter(tx, "annuaire_empreintes", &["siret", "champs"], remplacer, &etats).await?;
    for (c, _) in changements.iter().filter(|(_, etat)| etat.is_none()) {
        let requete = sqlx::query("DELETE FROM annuaire_empreintes WHERE siret = $1");
        requete.bind(&c.siret).execute(&mut **tx).await?;
    }
    Ok(())
}
