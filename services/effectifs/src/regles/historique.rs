//! Enrolments of before 2024: their contracts are read from the history of the statuses sent.

use noyau::dates::DateCivile;

use super::situation::{Contrat, Session};

/// A status as the software of a training centre sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statut {
    /// Code 0.
    Abandon,
    /// Code 2.
    Inscrit,
    /// Code 3.
    Apprenti,
}

impl Statut {
    /// Reads a code of the field's software.
    pub fn lire(code: i64) -> Option<Self> {
        match code {
            0 => Some(Statut::Abandon),
            2 => Some(Statut::Inscrit),
            3 => Some(Statut::Apprenti),
            _ => None,
        }
    }
}

/// The session of years that name no day: from 1 August to 31 July, or the calendar year when both
/// years are the same.
pub fn session(premiere: i32, derniere: i32) -> Option<Session> {
    let (debut, fin) = if premiere == derniere { ((1, 1), (12, 31)) } else { ((8, 1), (7, 31)) };
    let entree = DateCivile::new(premiere, debut.0, debut.1).ok()?;
    Session::new(entree, DateCivile::new(derniere, fin.0, fin.1).ok()?)
}

/// The contracts that a history tells, and the day the enrolment was ended when its last status is an
/// abandon. A contract that no later status ends is still running: the predecessor forgot it.
pub fn lire(historique: &[(DateCivile, Statut)]) -> (Vec<Contrat>, Option<DateCivile>) {
    let mut tries = historique.to_vec();
    tries.sort_by_key(|(date, _)| *date);
    let mut contrats: Vec<Contrat> = Vec::new();
    for (date, statut) in &tries {
        let ouvert = contrats.last_mut().filter(|c| c.rupture.is_none());
        match (statut, ouvert) {
            (Statut::Apprenti, None) => {
                contrats.push(Contrat { debut: *date, fin: None, rupture: None });
            }
            (Statut::Inscrit, Some(contrat)) => contrat.rupture = Some(*date),
            _ => {}
        }
    }
    let exclusion = tries.last().filter(|(_, s)| *s == Statut::Abandon).map(|(date, _)| *date);
    (contrats, exclusion)
}

#[cfg(test)]
mod tests {
    use super::super::situation::{Situation, parcours};
    use super::*;

    fn jour(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    fn lu(historique: &[(&str, i64)]) -> (Vec<Contrat>, Option<DateCivile>) {
        let statuts: Vec<_> =
            historique.iter().map(|(d, s)| (jour(d), Statut::lire(*s).unwrap())).collect();
        lire(&statuts)
    }

    #[test]
    fn an_abandon_that_was_taken_back_is_ignored() {
        let (contrats, exclusion) = lu(&[("2021-10-06", 3), ("2022-10-29", 0), ("2023-01-05", 2)]);
        let parcours = parcours(session(2021, 2023).unwrap(), &contrats, exclusion);
        let dites: Vec<_> = parcours
            .etapes()
            .iter()
            .map(|e| format!("{} {}", e.situation.code(), e.date))
            .collect();
        let attendues = [
            "INSCRIT 2021-08-01",
            "APPRENTI 2021-10-06",
            "RUPTURANT 2023-01-05",
            "ABANDON 2023-07-04",
        ];
        assert_eq!(dites, attendues);
        assert_eq!(parcours.le(jour("2023-07-01")), Situation::Rupturant);
    }

    #[test]
    fn what_the_predecessor_lost_is_kept() {
        let (contrats, exclusion) = lu(&[("2022-10-01", 3)]);
        assert_eq!((contrats.len(), contrats[0].rupture, exclusion), (1, None, None));
        let (contrats, exclusion) = lu(&[("2023-02-01", 0), ("2022-10-01", 3)]);
        assert_eq!((contrats.len(), exclusion), (1, Some(jour("2023-02-01"))));
        let (contrats, exclusion) = lu(&[("2022-10-01", 2)]);
        assert_eq!((contrats.len(), exclusion), (0, None));
    }

    #[test]
    fn sessions_of_years() {
        let cas = [
            (2021, 2023, Some(("2021-08-01", "2023-07-31"))),
            (2022, 2022, Some(("2022-01-01", "2022-12-31"))),
            (2023, 2022, None),
        ];
        for (premiere, derniere, attendue) in cas {
            let lue = session(premiere, derniere);
            assert_eq!(lue, attendue.map(|(d, f)| Session { entree: jour(d), fin: jour(f) }));
        }
    }
}
