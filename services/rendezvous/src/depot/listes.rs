//! Lists of requests: those of organisations, or all of them.

use base::sqlx::{self, AssertSqlSafe, FromRow};
use base::{ErreurBase, Lecture};
use futures::stream::BoxStream;

use super::demandes::{COLONNES, Demande};
use super::formations::contenant;
use crate::regles::suivi::Etat;

/// Whose requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Portee {
    /// Those of everyone.
    Toutes,
    /// Those about trainings that these organisations answer for or teach. None: no request.
    Organismes(Vec<String>),
}

impl Portee {
    /// Whether a request about a training of these two organisations is within.
    pub fn contient(&self, gestionnaire: &str, formateur: &str) -> bool {
        match self {
            Portee::Toutes => true,
            Portee::Organismes(sirets) => {
                sirets.iter().any(|s| s == gestionnaire || s == formateur)
            }
        }
    }
}

/// Which requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Critere {
    /// Whose.
    pub portee: Portee,
    /// In which states; empty for all.
    pub etats: Vec<Etat>,
    /// About whom or what: folded, empty for all.
    pub mot: String,
}

impl Critere {
    /// What follows `WHERE`, and its parameters, all text.
    fn condition(&self) -> (String, Vec<String>) {
        let mut parts = Vec::new();
        let mut valeurs = Vec::new();
        if let Portee::Organismes(sirets) = &self.portee {
            let places = places(sirets.len(), valeurs.len());
            valeurs.extend(sirets.iter().cloned());
            parts.push(match places.is_empty() {
                true => "1 = 0".to_owned(),
                false => format!("(gestionnaire IN ({places}) OR formateur IN ({places}))"),
            });
        }
        if !self.etats.is_empty() {
            let codes: Vec<String> = self.etats.iter().map(|e| format!("'{}'", e.code())).collect();
            parts.push(format!("etat IN ({})", codes.join(", ")));
            // What a person erased waits for nobody.
            if self.etats.iter().all(|e| e.ouvert()) {
                parts.push("courriel <> ''".to_owned());
            }
        }
        if !self.mot.is_empty() {
            valeurs.push(contenant(&self.mot));
            let rang = valeurs.len();
            parts.push(format!("nom_plie LIKE ${rang}"));
        }
        let condition = if parts.is_empty() { "1 = 1".to_owned() } else { parts.join(" AND ") };
        (condition, valeurs)
    }
}

fn places(nombre: usize, avant: usize) -> String {
    let places: Vec<String> = (1..=nombre).map(|n| format!("${}", n + avant)).collect();
    places.join(", ")
}

/// The requests that answer: those that wait first, the nearest day first; then the newest.
pub async fn lister(
    db: &Lecture,
    critere: &Critere,
    (limite, saut): (i64, i64),
) -> Result<Vec<Demande>, ErreurBase> {
    let (condition, valeurs) = critere.condition();
    let sql = format!(
        "SELECT {COLONNES} FROM rdv_demandes WHERE {condition}
         ORDER BY CASE WHEN etat IN ('demande', 'transmise', 'lue') THEN 0 ELSE 1 END,
             CASE WHEN etat IN ('demande', 'transmise', 'lue') THEN due_le END,
             deposee_le DESC, id
         LIMIT {limite} OFFSET {saut}"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many answer.
pub async fn compter(db: &Lecture, critere: &Critere) -> Result<i64, ErreurBase> {
    let (condition, valeurs) = critere.condition();
    let sql = format!("SELECT COUNT(*) FROM rdv_demandes WHERE {condition}");
    let requete = sqlx::query_scalar(AssertSqlSafe(sql));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_one(db.pool()).await?)
}

/// All of them, newest first, for a file.
pub fn flux(db: &Lecture, critere: &Critere) -> BoxStream<'static, Result<Demande, ErreurBase>> {
    let (condition, valeurs) = critere.condition();
    let sql = format!(
        "SELECT {COLONNES} FROM rdv_demandes WHERE {condition} ORDER BY deposee_le DESC, id"
    );
    base::flux(db, sql, valeurs)
}

/// The figures of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Chiffres {
    /// Requests.
    pub total: i64,
    /// Those that wait for an answer.
    pub en_attente: i64,
    /// Those of them whose day has passed.
    pub en_retard: i64,
    /// Those whose day has passed.
    pub dues: i64,
    /// Those of them that were answered.
    pub repondues: i64,
    /// Mean time of an answer (ms).
    pub delai: Option<i64>,
}

/// The figures of the requests that answer.
pub async fn chiffres(
    db: &Lecture,
    critere: &Critere,
    maintenant: i64,
) -> Result<Chiffres, ErreurBase> {
    let (condition, valeurs) = critere.condition();
    let ouverte = "etat IN ('demande', 'transmise', 'lue') AND courriel <> ''";
    let sql = format!(
        "SELECT COUNT(*) AS total,
             COUNT(CASE WHEN {ouverte} THEN 1 END) AS en_attente,
             COUNT(CASE WHEN {ouverte} AND due_le < {maintenant} THEN 1 END) AS en_retard,
             COUNT(CASE WHEN due_le < {maintenant} OR repondue_le IS NOT NULL THEN 1 END) AS dues,
             COUNT(repondue_le) AS repondues,
             CAST(AVG(repondue_le - deposee_le) AS BIGINT) AS delai
         FROM rdv_demandes WHERE {condition}"
    );
    let requete = sqlx::query_as(AssertSqlSafe(sql));
    let requete = valeurs.into_iter().fold(requete, |r, valeur| r.bind(valeur));
    Ok(requete.fetch_one(db.pool()).await?)
}

/// How many requests were ever made.
pub async fn total(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM rdv_demandes";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

/// How many were answered.
pub async fn repondues(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM rdv_demandes WHERE repondue_le IS NOT NULL";
    Ok(sqlx::query_scalar(sql).fetch_one(db.pool()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_organisation_means_no_request() {
        let critere =
            Critere { portee: Portee::Organismes(vec![]), etats: vec![], mot: String::new() };
        assert_eq!(critere.condition(), ("1 = 0".to_owned(), vec![]));
    }

    #[test]
    fn what_is_typed_is_a_parameter() {
        let critere = Critere {
            portee: Portee::Organismes(vec!["1".to_owned(), "2".to_owned()]),
            etats: vec![Etat::Lue],
            mot: "o'neil%".to_owned(),
        };
        let (condition, valeurs) = critere.condition();
        assert_eq!(
            condition,
            "(gestionnaire IN ($1, $2) OR formateur IN ($1, $2)) AND etat IN ('lue') AND courriel <> '' AND nom_plie LIKE $3"
        );
        assert_eq!(valeurs, ["1", "2", "%o'neil%"]);
    }
}
