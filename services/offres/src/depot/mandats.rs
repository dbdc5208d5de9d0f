//! The companies whose offers training centres manage.

use std::collections::HashMap;

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture, Transaction};
use noyau::texte::plier;

use super::LOT;
use super::deposees::{self, Deposee};

/// A mandate.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Mandat {
    /// Identifier.
    pub id: String,
    /// SIRET of the training centre.
    pub cfa: String,
    /// SIRET of the company.
    pub siret: String,
    /// Its name.
    pub nom: String,
    /// Its address on one line.
    pub adresse: String,
    /// Its département; may be empty.
    pub departement: String,
    /// Its activity; may be empty.
    pub naf: String,
    /// Its OPCO; may be empty.
    pub opco: String,
    /// Who speaks for it, shown to nobody but the centre, like the two following.
    pub contact: String,
    /// Mailbox of the company.
    pub courriel: String,
    /// Phone of the company.
    pub telephone: String,
    /// Day since when, as `2026-11-24`.
    pub depuis: String,
    /// Account that declared it.
    pub declare_par: String,
    /// When it was declared (ms since 1970), like the following.
    pub declare_le: i64,
    /// Until when the link of the company works.
    pub lien_expire_le: i64,
    /// When it ended, if it did.
    pub fin_le: Option<i64>,
    /// Who ended it: an account, or `entreprise`.
    pub fin_par: String,
    /// Why.
    pub fin_motif: String,
}

impl Mandat {
    /// Whether it is in force.
    pub fn en_vigueur(&self) -> bool {
        self.fin_le.is_none()
    }
}

/// A mandate with what became of its offers.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Ligne {
    /// The mandate.
    #[sqlx(flatten)]
    pub mandat: Mandat,
    /// Offers that people see.
    pub en_ligne: i64,
    /// Offers written, drafts aside.
    pub offres: i64,
    /// Applications received.
    pub candidatures: i64,
}

const COLONNES: &str = "m.id, m.cfa, m.siret, m.nom, m.adresse, m.departement, m.naf, m.opco, m.contact, m.courriel, m.telephone, m.depuis, m.declare_par, m.declare_le, m.lien_expire_le, m.fin_le, m.fin_par, m.fin_motif";

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Critere {
    /// SIRET of the centres; none: nothing.
    pub cfas: Vec<String>,
    /// Those whose name or SIRET holds this; empty for all.
    pub q: String,
    /// `en_vigueur`, `fini`, or empty for both.
    pub etat: String,
}

/// The condition and its values, in order.
fn condition(c: &Critere) -> (String, Vec<String>) {
    let places: Vec<String> = (1..=c.cfas.len()).map(|n| format!("${n}")).collect();
    let mut valeurs = c.cfas.clone();
    let mut sql = match places.is_empty() {
        true => "1 = 0".to_owned(),
        false => format!("m.cfa IN ({})", places.join(", ")),
    };
    if !c.q.is_empty() {
        let nu = plier(&c.q).replace(['%', '_'], " ");
        let chiffres: String = c.q.chars().filter(char::is_ascii_digit).collect();
        valeurs.extend([format!("%{nu}%"), format!("{chiffres}%")]);
        let n = valeurs.len();
        let numero = if chiffres.is_empty() { "1 = 0" } else { "1 = 1" };
        sql.push_str(&format!(
            " AND (m.nom_plie LIKE ${} OR ({numero} AND m.siret LIKE ${n}))",
            n - 1
        ));
    }
    match c.etat.as_str() {
        "en_vigueur" => sql.push_str(" AND m.fin_le IS NULL"),
        "fini" => sql.push_str(" AND m.fin_le IS NOT NULL"),
        _ => {}
    }
    (sql, valeurs)
}

/// The mandates of a list, in the order of names.
pub async fn lister(
    db: &Lecture,
    critere: &Critere,
    (limite, saut): (i64, i64),
) -> Result<Vec<Ligne>, ErreurBase> {
    let (condition, valeurs) = condition(critere);
    let sql = format!(
        "SELECT {COLONNES},
                COALESCE(SUM(CASE WHEN o.etat = 'publiee' THEN 1 ELSE 0 END), 0) AS en_ligne,
                COALESCE(SUM(CASE WHEN o.etat <> 'brouillon' THEN 1 ELSE 0 END), 0) AS offres,
                CAST(COALESCE(SUM(o.candidatures), 0) AS BIGINT) AS candidatures
         FROM offres_mandats m LEFT JOIN offres_deposees o ON o.mandat = m.id
         WHERE {condition} GROUP BY {COLONNES}, m.nom_plie
         ORDER BY m.nom_plie, m.id LIMIT {limite} OFFSET {saut}"
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for valeur in valeurs {
        requete = requete.bind(valeur);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many a list has.
pub async fn compter(db: &Lecture, critere: &Critere) -> Result<i64, ErreurBase> {
    let (condition, valeurs) = condition(critere);
    let sql = format!("SELECT COUNT(*) FROM offres_mandats m WHERE {condition}");
    let mut requete = sqlx::query_scalar(AssertSqlSafe(sql));
    for valeur in valeurs {
        requete = requete.bind(valeur);
    }
    Ok(requete.fetch_one(db.pool()).await?)
}

async fn un(db: &Lecture, condition: &str, valeur: &str) -> Result<Option<Mandat>, ErreurBase> {
    let sql = format!("SELECT {COLONNES} FROM offres_mandats m WHERE {condition}");
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(valeur).fetch_optional(db.pool()).await?)
}

/// The mandate of this identifier.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Mandat>, ErreurBase> {
    un(db, "m.id = $1", id).await
}

/// The mandates of these offers, by identifier.
pub async fn des_offres(
    db: &Lecture,
    offres: &[Deposee],
) -> Result<HashMap<String, Mandat>, ErreurBase> {
    let mut ids: Vec<&str> =
        offres.iter().map(|d| d.mandat.as_str()).filter(|id| !id.is_empty()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut mandats = HashMap::with_capacity(ids.len());
    for lot in ids.chunks(LOT) {
        let places: Vec<String> = (1..=lot.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT {COLONNES} FROM offres_mandats m WHERE m.id IN ({})",
            places.join(", ")
        );
        let requete = sqlx::query_as::<_, Mandat>(AssertSqlSafe(sql));
        let requete = lot.iter().fold(requete, |r, id| r.bind(*id));
        mandats.extend(requete.fetch_all(db.pool()).await?.into_iter().map(|m| (m.id.clone(), m)));
    }
    Ok(mandats)
}

/// The mandate that the link of this secret ends.
pub async fn du_lien(db: &Lecture, secret: &str) -> Result<Option<Mandat>, ErreurBase> {
    un(db, "m.empreinte = $1", &coffre::empreinte(secret)).await
}

/// The mandate in force of a centre for a company.
pub async fn en_vigueur(
    db: &Lecture,
    cfa: &str,
    siret: &str,
) -> Result<Option<Mandat>, ErreurBase> {
    let sql = format!(
        "SELECT {COLONNES} FROM offres_mandats m
         WHERE m.cfa = $1 AND m.siret = $2 AND m.fin_le IS NULL"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(cfa).bind(siret);
    Ok(requete.fetch_optional(db.pool()).await?)
}

/// Keeps a mandate; false when this centre already has one in force for this company.
pub async fn ajouter(
    tx: &mut Transaction,
    m: &Mandat,
    empreinte: &str,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO offres_mandats (id, cfa, siret, nom, nom_plie, adresse, departement, naf, opco,
                   contact, courriel, telephone, depuis, declare_par, declare_le, empreinte,
                   lien_expire_le, fin_par, fin_motif)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', '')
               ON CONFLICT (cfa, siret) WHERE fin_le IS NULL DO NOTHING";
    let requete = sqlx::query(sql).bind(&m.id).bind(&m.cfa).bind(&m.siret).bind(&m.nom);
    let requete = requete.bind(plier(&m.nom)).bind(&m.adresse).bind(&m.departement);
    let requete = requete.bind(&m.naf).bind(&m.opco).bind(&m.contact).bind(&m.courriel);
    let requete = requete.bind(&m.telephone).bind(&m.depuis).bind(&m.declare_par);
    let requete = requete.bind(m.declare_le).bind(empreinte).bind(m.lien_expire_le);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Holds a mandate until the end of the transaction; false when it is no longer in force.
pub async fn tenir(tx: &mut Transaction, id: &str) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_mandats SET fin_par = fin_par WHERE id = $1 AND fin_le IS NULL";
    Ok(sqlx::query(sql).bind(id).execute(&mut **tx).await?.rows_affected() == 1)
}

/// Ends it; false when it was over.
pub async fn terminer(
    tx: &mut Transaction,
    id: &str,
    (par, motif): (&str, &str),
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "UPDATE offres_mandats SET fin_le = $2, fin_par = $3, fin_motif = $4
               WHERE id = $1 AND fin_le IS NULL";
    let requete = sqlx::query(sql).bind(id).bind(maintenant).bind(par).bind(motif);
    Ok(requete.execute(&mut **tx).await?.rows_affected() == 1)
}

/// The offers written under a mandate, those that changed last first.
pub async fn offres(db: &Lecture, id: &str) -> Result<Vec<Deposee>, ErreurBase> {
    let suite = "WHERE mandat = $1 ORDER BY modifiee_le DESC, id";
    deposees::choisir(db, suite, &[id.to_owned()], &[]).await
}

/// How many offers that people see were written for this company by training centres.
pub async fn actives(db: &Lecture, siret: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM offres_deposees o JOIN offres_mandats m ON m.id = o.mandat
               WHERE m.siret = $1 AND o.etat = 'publiee'";
    Ok(sqlx::query_scalar(sql).bind(siret).fetch_one(db.pool()).await?)
}
