//! The table of sessions.

use std::collections::HashMap;

use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use importer::Enregistrement;

use crate::regles::formation::{Formation, Session};

/// The table.
pub static SESSIONS: Table = Table {
    nom: "formations_sessions",
    colonnes: &["formation", "rang", "debut", "fin", "au_jour", "capacite"],
    cle: &["formation", "rang"],
};

/// A session on its way to the table.
#[derive(Debug)]
pub struct SessionDeFormation {
    /// Identifier of the training.
    pub formation: String,
    /// Rank among its sessions.
    pub rang: i64,
    /// The session.
    pub session: Session,
}

impl Enregistrement for SessionDeFormation {
    const TABLE: &'static Table = &SESSIONS;

    fn cle(&self) -> String {
        format!("{} {}", self.formation, self.rang)
    }

    fn valeurs(self) -> Vec<Valeur> {
        let s = self.session;
        let (debut, fin) = (s.debut.to_string(), s.fin.map(|f| f.to_string()));
        vec![
            self.formation.into(),
            self.rang.into(),
            debut.into(),
            fin.into(),
            s.au_jour.into(),
            s.capacite.into(),
        ]
    }
}

type Ligne = (String, String, Option<String>, i64, Option<i64>);

/// Adds their sessions to trainings of a version.
pub async fn completer(
    db: &Lecture,
    version: i64,
    formations: &mut [Formation],
) -> Result<(), ErreurBase> {
    let mut par_formation: HashMap<String, Vec<Session>> = HashMap::with_capacity(formations.len());
    for lot in formations.chunks(500) {
        let places: Vec<String> = (2..lot.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT formation, debut, fin, au_jour, capacite FROM formations_sessions
             WHERE version = $1 AND formation IN ({}) ORDER BY formation, rang",
            places.join(", ")
        );
        let requete = sqlx::query_as(AssertSqlSafe(sql)).bind(version);
        let lignes: Vec<Ligne> =
            lot.iter().fold(requete, |r, f| r.bind(&f.id)).fetch_all(db.pool()).await?;
        for (formation, debut, fin, au_jour, capacite) in lignes {
            let Ok(debut) = debut.parse() else { continue };
            let fin = fin.and_then(|f| f.parse().ok());
            let session = Session { debut, fin, au_jour: au_jour != 0, capacite };
            par_formation.entry(formation).or_default().push(session);
        }
    }
    for formation in formations {
        formation.sessions = par_formation.remove(&formation.id).unwrap_or_default();
    }
    Ok(())
}
