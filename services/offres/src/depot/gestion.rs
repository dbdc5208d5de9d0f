//! The deposited offers as those who manage and watch over them list them.

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Transaction};

use noyau::texte::plier;

use super::PAGE;
use super::deposees::{self, Deposee};
use crate::regles::vie::Etat;

/// Whose offers: a code of role and an organisation.
pub type Proprietaire = (String, String);

/// What a list of offers is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Critere {
    /// Those of these owners; with `auteur`, those written by this account too.
    pub proprietaires: Vec<Proprietaire>,
    /// Those written by this account.
    pub auteur: String,
    /// In this state; empty for all.
    pub etat: String,
    /// Whose title, or the company of whose mandate, holds this; empty for all.
    pub titre: String,
    /// These alone; none for all.
    pub ids: Vec<String>,
}

/// `(role = $n AND organisme = $m) OR … OR auteur = $k`, then the other conditions.
fn condition(c: &Critere) -> (String, Vec<String>) {
    let mut valeurs = vec![c.auteur.clone()];
    let mut siennes = vec!["(auteur = $1 AND auteur <> '')".to_owned()];
    for (role, organisme) in &c.proprietaires {
        valeurs.extend([role.clone(), organisme.clone()]);
        let n = valeurs.len();
        siennes.push(format!("(role = ${} AND organisme = ${n})", n - 1));
    }
    let mut sql = format!("({})", siennes.join(" OR "));
    if !c.etat.is_empty() {
        valeurs.push(c.etat.clone());
        sql.push_str(&format!(" AND etat = ${}", valeurs.len()));
    }
    if !c.titre.is_empty() {
        valeurs.push(format!("%{}%", c.titre.to_lowercase().replace(['%', '_'], " ")));
        valeurs.push(format!("%{}%", plier(&c.titre).replace(['%', '_'], " ")));
        let n = valeurs.len();
        sql.push_str(&format!(
            " AND (lower(titre) LIKE ${}
                   OR mandat IN (SELECT m.id FROM offres_mandats m WHERE m.nom_plie LIKE ${n}))",
            n - 1
        ));
    }
    if !c.ids.is_empty() {
        let places = c.ids.iter().map(|id| {
            valeurs.push(id.clone());
            format!("${}", valeurs.len())
        });
        let places = places.collect::<Vec<_>>().join(", ");
        sql.push_str(&format!(" AND id IN ({places})"));
    }
    (sql, valeurs)
}

/// The offers of a list, those that changed last first.
pub async fn lister(
    db: &Lecture,
    critere: &Critere,
    (limite, saut): (i64, i64),
) -> Result<Vec<Deposee>, ErreurBase> {
    let (condition, valeurs) = condition(critere);
    let suite =
        format!("WHERE {condition} ORDER BY modifiee_le DESC, id LIMIT {limite} OFFSET {saut}");
    deposees::choisir(db, &suite, &valeurs, &[]).await
}

/// How many offers a list has.
pub async fn compter(db: &Lecture, critere: &Critere) -> Result<i64, ErreurBase> {
    let (condition, valeurs) = condition(critere);
    let sql = format!("SELECT COUNT(*) FROM offres_deposees WHERE {condition}");
    let mut requete = sqlx::query_scalar(AssertSqlSafe(sql));
    for valeur in &valeurs {
        requete = requete.bind(valeur.as_str());
    }
    Ok(requete.fetch_one(db.pool()).await?)
}

/// Offers of employers that people see, changed since then, whose level is known; those after this
/// identifier, a page at a time.
pub async fn a_diffuser(
    db: &Lecture,
    apres: &str,
    (depuis, maintenant): (i64, i64),
) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = format!(
        "WHERE etat = 'publiee' AND role = 'employeur' AND niveau IS NOT NULL AND id > $1
           AND modifiee_le >= $2 AND expiration > $3 ORDER BY id LIMIT {PAGE}"
    );
    deposees::choisir(db, &suite, &[apres.to_owned()], &[depuis, maintenant]).await
}

/// How many offers of this establishment people see now.
pub async fn actives(db: &Lecture, siret: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_deposees WHERE siret = $1 AND etat = 'publiee'";
    Ok(sqlx::query_scalar(sql).bind(siret).fetch_one(db.pool()).await?)
}

/// Those in this state, oldest change first.
pub async fn dans_l_etat(
    db: &Lecture,
    etat: Etat,
    (limite, saut): (i64, i64),
) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = format!("WHERE etat = $1 ORDER BY modifiee_le, id LIMIT {limite} OFFSET {saut}");
    deposees::choisir(db, &suite, &[etat.code().to_owned()], &[]).await
}

/// Those in this state whose OPCO is this one, oldest change first.
pub async fn dans_l_etat_de_l_opco(
    db: &Lecture,
    (etat, opco): (Etat, &str),
    (limite, saut): (i64, i64),
) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = format!(
        "WHERE etat = $1 AND opco = $2 ORDER BY modifiee_le, id LIMIT {limite} OFFSET {saut}"
    );
    deposees::choisir(db, &suite, &[etat.code().to_owned(), opco.to_owned()], &[]).await
}

/// Those of employers and training centres that people see, the newest first.
pub async fn dernieres(db: &Lecture, limite: i64) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = format!(
        "WHERE etat = 'publiee' AND role <> 'partenaire'
         ORDER BY publication DESC, id LIMIT {limite}"
    );
    deposees::choisir(db, &suite, &[], &[]).await
}

/// How many are in this state; of this OPCO when one is given.
pub async fn compter_dans_l_etat(db: &Lecture, etat: Etat, opco: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_deposees WHERE etat = $1 AND ($2 = '' OR opco = $2)";
    Ok(sqlx::query_scalar(sql).bind(etat.code()).bind(opco).fetch_one(db.pool()).await?)
}

/// Those that people see and whose end lies in these bounds (ms since 1970).
pub async fn finissant(db: &Lecture, (debut, fin): (i64, i64)) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE etat = 'publiee' AND expiration > $1 AND expiration <= $2 ORDER BY id";
    deposees::choisir(db, suite, &[], &[debut, fin]).await
}

/// Notes that a reminder announced these days; false when it had already been sent.
pub async fn rappeler(tx: &mut Transaction, id: &str, jours: i64) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_deposees SET rappel = $2
               WHERE id = $1 AND etat = 'publiee' AND (rappel = 0 OR rappel > $2)";
    let fait = sqlx::query(sql).bind(id).bind(jours).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}

/// Adds to the counters of an offer; nothing when it was not deposited here.
pub async fn compter_l_audience(
    tx: &mut Transaction,
    id: &str,
    (vues, ouvertures): (i64, i64),
) -> Result<(), ErreurBase> {
    let sql = "UPDATE offres_deposees SET vues = vues + $2, ouvertures = ouvertures + $3
               WHERE id = $1";
    sqlx::query(sql).bind(id).bind(vues).bind(ouvertures).execute(&mut **tx).await?;
    Ok(())
}

/// Removes a draft; false when it is no longer one.
pub async fn supprimer_le_brouillon(tx: &mut Transaction, id: &str) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM offres_deposees WHERE id = $1 AND etat = 'brouillon'";
    let fait = sqlx::query(sql).bind(id).execute(&mut **tx).await?;
    sqlx::query("DELETE FROM offres_histoire WHERE offre = $1").bind(id).execute(&mut **tx).await?;
    Ok(fait.rows_affected() == 1)
}
