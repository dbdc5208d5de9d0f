//! Reading the journal: what was done about a person, and what an auditor looks for.

use base::{ErreurBase, Lecture};
use futures::stream::BoxStream;
use sqlx::AssertSqlSafe;

use super::{COLONNES, Ligne};

/// What is looked for; an empty filter looks for everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtre {
    /// Beginning of the act: `annuaire.` or `annuaire.uai.valider`.
    pub acte: Option<String>,
    /// Identifier of who did it.
    pub acteur: Option<String>,
    /// Identifier of the object.
    pub objet: Option<String>,
    /// Key of the person.
    pub sujet: Option<String>,
    /// From (ms since 1970), included.
    pub depuis: Option<i64>,
    /// Until (ms since 1970), excluded.
    pub jusqua: Option<i64>,
    /// Rows before this place: the page after the one that ended there.
    pub avant: Option<i64>,
}

impl Filtre {
    /// The condition, and its values as text, in order.
    fn condition(&self) -> (String, Vec<String>) {
        let entier = |v: Option<i64>| v.map(|v| v.to_string());
        let criteres = [
            ("substr(acte, 1, length($)) = $", self.acte.clone()),
            ("acteur = $", self.acteur.clone()),
            ("objet = $", self.objet.clone()),
            ("sujet = $", self.sujet.clone()),
            ("instant >= CAST($ AS BIGINT)", entier(self.depuis)),
            ("instant < CAST($ AS BIGINT)", entier(self.jusqua)),
            ("rang < CAST($ AS BIGINT)", entier(self.avant)),
        ];
        let (mut conditions, mut valeurs) = (vec!["1 = 1".to_owned()], Vec::new());
        for (forme, valeur) in criteres {
            let Some(valeur) = valeur else { continue };
            valeurs.push(valeur);
            conditions.push(forme.replace('$', &format!("${}", valeurs.len())));
        }
        (conditions.join(" AND "), valeurs)
    }
}

/// The rows that pass a filter, newest first, at most `limite`.
pub async fn chercher(
    db: &Lecture,
    filtre: &Filtre,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let (condition, valeurs) = filtre.condition();
    let sql = format!(
        "SELECT {COLONNES} FROM journal WHERE {condition} ORDER BY rang DESC LIMIT {limite}"
    );
    let mut requete = sqlx::query_as(AssertSqlSafe(sql));
    for valeur in valeurs {
        requete = requete.bind(valeur);
    }
    Ok(requete.fetch_all(db.pool()).await?)
}

/// The same without limit, as it is read.
pub fn flux(db: &Lecture, filtre: &Filtre) -> BoxStream<'static, Result<Ligne, ErreurBase>> {
    let (condition, valeurs) = filtre.condition();
    let sql = format!("SELECT {COLONNES} FROM journal WHERE {condition} ORDER BY rang DESC");
    base::flux(db, sql, valeurs)
}

/// What was done about a person, newest first: who opened their file, and why.
pub async fn de_la_personne(
    db: &Lecture,
    sujet: &str,
    limite: i64,
) -> Result<Vec<Ligne>, ErreurBase> {
    let filtre = Filtre { sujet: Some(sujet.to_owned()), ..Filtre::default() };
    chercher(db, &filtre, limite).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_for_each_criterion_and_none_for_none() {
        assert_eq!(Filtre::default().condition(), ("1 = 1".to_owned(), vec![]));
        let filtre = Filtre { acte: Some("a.".to_owned()), avant: Some(7), ..Filtre::default() };
        let (sql, valeurs) = filtre.condition();
        assert_eq!(sql, "1 = 1 AND substr(acte, 1, length($1)) = $1 AND rang < CAST($2 AS BIGINT)");
        assert_eq!(valeurs, ["a.", "7"]);
    }
}
