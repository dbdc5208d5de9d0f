//! How many applications may be sent. The figures are those that partners know (LBA, `SH/constants`
//! and issue 3420); they are exact: the last one allowed passes, the next is refused.

use noyau::dates::Instant;

/// Applications of one candidate in a day.
pub const PAR_JOUR: i64 = 100;

/// Applications of one candidate to one offer or one company, ever.
pub const PAR_OBJET: i64 = 3;

/// Applications that one caller (a partner, or this site) sends to one company in a day.
pub const PAR_ENTREPRISE: i64 = 20;

/// What was already sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compte {
    /// By this candidate, today.
    pub du_jour: i64,
    /// By this candidate, to this offer or company.
    pub de_l_objet: i64,
    /// By this caller, to this company, today; zero where it is not counted.
    pub de_l_entreprise: i64,
}

/// Which limit is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limite {
    /// [`PAR_JOUR`]
    Jour,
    /// [`PAR_OBJET`]
    Objet,
    /// [`PAR_ENTREPRISE`]
    Entreprise,
}

impl Limite {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Limite::Jour => "candidature.limite.jour",
            Limite::Objet => "candidature.limite.objet",
            Limite::Entreprise => "candidature.limite.entreprise",
        }
    }

    /// What the candidate reads.
    pub fn phrase(self) -> String {
        match self {
            Limite::Jour => format!(
                "Vous avez envoyé {PAR_JOUR} candidatures aujourd’hui : c’est le maximum. Vous pourrez en envoyer d’autres demain."
            ),
            Limite::Objet => format!(
                "Vous avez déjà envoyé {PAR_OBJET} candidatures ici : c’est le maximum. L’employeur les a reçues."
            ),
            Limite::Entreprise => format!(
                "Cette entreprise a déjà reçu {PAR_ENTREPRISE} candidatures aujourd’hui par ce canal : réessayez demain."
            ),
        }
    }

    /// Whether it is lifted the day after.
    pub fn passe_demain(self) -> bool {
        self != Limite::Objet
    }
}

/// Whether one more may be sent.
///
/// # Errors
/// The limit reached.
pub fn verifier(compte: Compte) -> Result<(), Limite> {
    if compte.du_jour >= PAR_JOUR {
        return Err(Limite::Jour);
    }
    if compte.de_l_objet >= PAR_OBJET {
        return Err(Limite::Objet);
    }
    if compte.de_l_entreprise >= PAR_ENTREPRISE {
        return Err(Limite::Entreprise);
    }
    Ok(())
}

/// Beginning of the day in Paris (ms since 1970): what "today" counts from.
pub fn debut_du_jour(maintenant: Instant) -> i64 {
    maintenant.date().debut().ms()
}

/// Seconds until the limits of the day are lifted.
pub fn secondes_jusqu_a_demain(maintenant: Instant) -> u64 {
    let demain = maintenant.date().plus_jours(1).debut().ms();
    u64::try_from((demain - maintenant.ms() + 999) / 1_000).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_allowed_passes_and_the_next_does_not() {
        let compte =
            |du_jour, de_l_objet, de_l_entreprise| Compte { du_jour, de_l_objet, de_l_entreprise };
        let cas = [
            (compte(0, 0, 0), Ok(())),
            (compte(99, 2, 19), Ok(())),
            (compte(100, 0, 0), Err(Limite::Jour)),
            (compte(0, 3, 0), Err(Limite::Objet)),
            (compte(0, 0, 20), Err(Limite::Entreprise)),
            (compte(101, 3, 20), Err(Limite::Jour)),
        ];
        for (compte, attendu) in cas {
            assert_eq!(verifier(compte), attendu, "{compte:?}");
        }
    }

    #[test]
    fn the_day_is_that_of_paris() {
        let cas = [
            // 23:30 UTC in winter is half past midnight in Paris.
            ("2026-11-24T23:30:00Z", "2026-11-24T23:00:00Z", 84_600),
            ("2026-07-14T21:59:59Z", "2026-07-13T22:00:00Z", 1),
        ];
        for (maintenant, debut, secondes) in cas {
            let maintenant: Instant = maintenant.parse().unwrap();
            assert_eq!(debut_du_jour(maintenant), debut.parse::<Instant>().unwrap().ms());
            assert_eq!(secondes_jusqu_a_demain(maintenant), secondes);
        }
    }
}
