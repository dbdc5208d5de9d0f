//! What was wrong in what was sent.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction, Valeur, lots};

use crate::regles::faute::Faute;

/// A fault of an item.
#[derive(Clone, Debug, FromRow)]
pub struct LigneFaute {
    /// Rank of the item in what was sent, from 1.
    pub rang: i64,
    /// 1 when it refused the item.
    pub refuse: i64,
    /// Identifier of the item in its software.
    pub id_erp: String,
    /// First and last name.
    pub nom: String,
    /// Field of the API.
    pub champ: String,
    /// Code of the rule.
    pub code: String,
    /// What was received.
    pub valeur: String,
    /// What is wrong.
    pub message: String,
}

/// An item and what is wrong in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Signale {
    /// Rank of the item, from 1.
    pub rang: i64,
    /// Its identifier in its software.
    pub id_erp: String,
    /// Who it is about.
    pub nom: String,
    /// What refuses it.
    pub fautes: Vec<Faute>,
    /// What does not.
    pub avertissements: Vec<Faute>,
}

const COLONNES: &[&str] = &[
    "transmission",
    "rang",
    "numero",
    "refuse",
    "id_erp",
    "nom",
    "champ",
    "code",
    "valeur",
    "message",
    "recue_le",
];

/// Adds faults; those found at reception and those found while working never have the same number, which begins at
/// `premier`.
pub async fn ajouter(
    tx: &mut Transaction,
    transmission: &str,
    signales: &[Signale],
    premier: i64,
    recue_le: i64,
) -> Result<(), ErreurBase> {
    let mut lignes: Vec<Vec<Valeur>> = Vec::new();
    for s in signales {
        let fautes = s.fautes.iter().map(|f| (f, true));
        let toutes = fautes.chain(s.avertissements.iter().map(|f| (f, false)));
        for (numero, (faute, refuse)) in (premier..).zip(toutes) {
            lignes.push(vec![
                transmission.into(),
                s.rang.into(),
                numero.into(),
                refuse.into(),
                s.id_erp.as_str().into(),
                s.nom.as_str().into(),
                faute.champ.as_str().into(),
                faute.code.as_str().into(),
                faute.valeur.as_str().into(),
                faute.message.as_str().into(),
                recue_le.into(),
            ]);
        }
    }
    let conflit = "ON CONFLICT (transmission, rang, numero) DO NOTHING";
    lots::ajouter(tx, "effectifs_fautes", COLONNES, conflit, &lignes).await?;
    Ok(())
}

/// The faults of a sending, in the order of its items, page by page from 0.
pub async fn lister(
    db: &Lecture,
    transmission: &str,
    (page, par_page): (i64, i64),
) -> Result<Vec<LigneFaute>, ErreurBase> {
    let sql = "SELECT rang, refuse, id_erp, nom, champ, code, valeur, message FROM effectifs_fautes
               WHERE transmission = $1 ORDER BY rang, numero LIMIT $2 OFFSET $3";
    let requete = sqlx::query_as(sql).bind(transmission).bind(par_page).bind(page * par_page);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many there are.
pub async fn compter(db: &Lecture, transmission: &str) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM effectifs_fautes WHERE transmission = $1";
    Ok(sqlx::query_scalar(sql).bind(transmission).fetch_one(db.pool()).await?)
}
