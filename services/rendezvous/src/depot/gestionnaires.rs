//! Who answers for trainings.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction, Valeur};

use super::formations::remplacer;
use crate::regles::portail::Canal;

/// Who answers for trainings.
#[derive(Clone, Debug, Default, PartialEq, FromRow)]
pub struct Gestionnaire {
    /// SIRET.
    pub siret: String,
    /// Name.
    pub nom: String,
    /// To whom openings are announced.
    pub courriel: Option<String>,
    /// Trainings that have a mailbox.
    pub formations: i64,
    /// Those of them that Parcoursup may lead to.
    pub parcoursup: i64,
    /// Those that Affelnet may.
    pub affelnet: i64,
}

impl Gestionnaire {
    /// Trainings that this channel would open.
    pub fn concernees(&self, canal: Canal) -> i64 {
        match canal {
            Canal::Libre => self.formations,
            Canal::Parcoursup => self.parcoursup,
            Canal::Affelnet => self.affelnet,
        }
    }
}

const COLONNES: [&str; 7] =
    ["siret", "nom", "courriel", "formations", "parcoursup", "affelnet", "passage"];

/// Writes managers; one that is already there is replaced.
pub async fn ecrire(
    tx: &mut Transaction,
    gestionnaires: &[Gestionnaire],
    passage: i64,
) -> Result<(), ErreurBase> {
    let valeurs = |g: &Gestionnaire| -> Vec<Valeur> {
        vec![
            g.siret.clone().into(),
            g.nom.clone().into(),
            g.courriel.clone().into(),
            g.formations.into(),
            g.parcoursup.into(),
            g.affelnet.into(),
            passage.into(),
        ]
    };
    let lignes: Vec<_> = gestionnaires.iter().map(valeurs).collect();
    let conflit = remplacer("siret", &COLONNES);
    base::lots::ajouter(tx, "rdv_gestionnaires", &COLONNES, &conflit, &lignes).await?;
    Ok(())
}

/// Removes what this run did not see.
pub async fn oublier(tx: &mut Transaction, passage: i64) -> Result<(), ErreurBase> {
    let sql = "DELETE FROM rdv_gestionnaires WHERE passage <> $1";
    sqlx::query(sql).bind(passage).execute(&mut **tx).await?;
    Ok(())
}

/// One manager.
pub async fn trouver(db: &Lecture, siret: &str) -> Result<Option<Gestionnaire>, ErreurBase> {
    let sql = "SELECT siret, nom, courriel, formations, parcoursup, affelnet
               FROM rdv_gestionnaires WHERE siret = $1";
    Ok(sqlx::query_as(sql).bind(siret).fetch_optional(db.pool()).await?)
}

/// All of those that can be written to, in the order of SIRET.
pub async fn joignables(db: &Lecture) -> Result<Vec<Gestionnaire>, ErreurBase> {
    let sql = "SELECT siret, nom, courriel, formations, parcoursup, affelnet
               FROM rdv_gestionnaires WHERE courriel IS NOT NULL AND formations > 0 ORDER BY siret";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}
