//! The table of sessions.

use base::{Table, Valeur};
use importer::Enregistrement;

use crate::regles::formation::Session;

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

/// The sessions of a row of `formations` in one text: `debut,fin,au_jour,capacite;…`. Rows cost more
/// to carry from the database than their contents: one is better than two or three.
pub const EN_UN_TEXTE: &str = "(
    SELECT string_agg(s.debut || ',' || COALESCE(s.fin, '') || ',' || CAST(s.au_jour AS TEXT)
                      || ',' || COALESCE(CAST(s.capacite AS TEXT), ''), ';')
    FROM formations_sessions s
    WHERE s.version = formations.version AND s.formation = formations.id)";

/// Reads what [`EN_UN_TEXTE`] gives, the earliest first.
pub fn lire(texte: &str) -> Vec<Session> {
    let mut sessions: Vec<Session> = texte.split(';').filter_map(lire_une).collect();
    sessions.sort();
    sessions
}

fn lire_une(texte: &str) -> Option<Session> {
    let mut parts = texte.split(',');
    Some(Session {
        debut: parts.next()?.parse().ok()?,
        fin: parts.next()?.parse().ok(),
        au_jour: parts.next()? == "1",
        capacite: parts.next()?.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_travel_in_one_text() {
        let session = |debut: &str, fin: Option<&str>, au_jour, capacite| Session {
            debut: debut.parse().unwrap(),
            fin: fin.map(|f| f.parse().unwrap()),
            au_jour,
            capacite,
        };
        let lues = lire("2027-09-01,,0,;2026-09-01,2028-06-30,1,12");
        let attendues = [
            session("2026-09-01", Some("2028-06-30"), true, Some(12)),
            session("2027-09-01", None, false, None),
        ];
        assert_eq!(lues, attendues);
        assert!(lire("").is_empty());
    }
}
