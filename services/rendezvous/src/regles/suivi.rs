//! The life of a request: made, sent to the centre, read, answered once.

use noyau::dates::DateCivile;

use super::ouverture::JOUR_MS;
use super::ouvres::plus_jours_ouvres;

/// Days during which the same person cannot ask again about the same training.
pub const DOUBLON_JOURS: i64 = 4;

/// Requests of one mailbox in a day.
pub const PAR_JOUR: i64 = 10;

/// Working days in which a centre answers: what it commits to.
pub const REPONSE_JOURS_OUVRES: u32 = 4;

/// Days that the link of a request lives.
pub const LIEN_JOURS: i64 = 60;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Made; its mail waits.
    Demande,
    /// Sent to the centre.
    Transmise,
    /// Read by the centre.
    Lue,
    /// Answered here.
    Repondue,
    /// Answered by another way: phone, mail, a meeting.
    AutreCanal,
    /// The person could not be reached.
    Injoignable,
}

impl Etat {
    /// Every state.
    pub const TOUS: [Etat; 6] = [
        Etat::Demande,
        Etat::Transmise,
        Etat::Lue,
        Etat::Repondue,
        Etat::AutreCanal,
        Etat::Injoignable,
    ];

    /// Those in which the centre still has to answer.
    pub const OUVERTS: [Etat; 3] = [Etat::Demande, Etat::Transmise, Etat::Lue];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Etat::Demande => "demande",
            Etat::Transmise => "transmise",
            Etat::Lue => "lue",
            Etat::Repondue => "repondue",
            Etat::AutreCanal => "autre_canal",
            Etat::Injoignable => "injoignable",
        }
    }

    /// What the centre reads.
    pub fn libelle(self) -> &'static str {
        match self {
            Etat::Demande => "Nouvelle",
            Etat::Transmise => "Reçue, à lire",
            Etat::Lue => "Lue, à répondre",
            Etat::Repondue => "Répondue",
            Etat::AutreCanal => "Répondue autrement",
            Etat::Injoignable => "Personne injoignable",
        }
    }

    /// What the person reads.
    pub fn pour_la_personne(self) -> &'static str {
        match self {
            Etat::Demande => "Enregistrée, en cours d’envoi au centre",
            Etat::Transmise => "Envoyée au centre",
            Etat::Lue => "Lue par le centre",
            Etat::Repondue => "Le centre vous a répondu",
            Etat::AutreCanal => "Le centre dit vous avoir répondu par téléphone ou par courriel",
            Etat::Injoignable => "Le centre n’a pas réussi à vous joindre",
        }
    }

    /// The state that has this code.
    pub fn lire(code: &str) -> Option<Etat> {
        Etat::TOUS.into_iter().find(|e| e.code() == code)
    }

    /// Whether the centre still has to answer.
    pub fn ouvert(self) -> bool {
        Etat::OUVERTS.contains(&self)
    }

    /// Once its mail has left; none when that changes nothing.
    pub fn transmettre(self) -> Option<Etat> {
        (self == Etat::Demande).then_some(Etat::Transmise)
    }

    /// Once the centre opened it; none when that changes nothing.
    pub fn ouvrir(self) -> Option<Etat> {
        matches!(self, Etat::Demande | Etat::Transmise).then_some(Etat::Lue)
    }

    /// Once the centre answered.
    ///
    /// # Errors
    /// When it already did: an answer is given once.
    pub fn repondre(self, reponse: Reponse) -> Result<Etat, DejaRepondue> {
        if !self.ouvert() {
            return Err(DejaRepondue);
        }
        Ok(match reponse {
            Reponse::Message => Etat::Repondue,
            Reponse::AutreCanal => Etat::AutreCanal,
            Reponse::Injoignable => Etat::Injoignable,
        })
    }
}

/// The centre already answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DejaRepondue;

/// How a centre answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reponse {
    /// With a message, and a date perhaps.
    Message,
    /// It already did, elsewhere.
    AutreCanal,
    /// It could not reach the person.
    Injoignable,
}

impl Reponse {
    /// Every one.
    pub const TOUTES: [Reponse; 3] = [Reponse::Message, Reponse::AutreCanal, Reponse::Injoignable];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Reponse::Message => "message",
            Reponse::AutreCanal => "autre_canal",
            Reponse::Injoignable => "injoignable",
        }
    }

    /// What the form says.
    pub fn libelle(self) -> &'static str {
        match self {
            Reponse::Message => "Je lui réponds ici, ou je lui propose un rendez-vous",
            Reponse::AutreCanal => "Je lui ai déjà répondu, par téléphone ou par courriel",
            Reponse::Injoignable => "Je n’ai pas réussi à la joindre",
        }
    }

    /// The one that has this code.
    pub fn lire(code: &str) -> Option<Reponse> {
        Reponse::TOUTES.into_iter().find(|r| r.code() == code)
    }
}

/// From when the person may ask again, if they cannot now. `derniere` is when they last asked about
/// this training (ms since 1970).
pub fn trop_tot(derniere: Option<i64>, maintenant: i64) -> Option<i64> {
    let possible = derniere? + DOUBLON_JOURS * JOUR_MS;
    (maintenant < possible).then_some(possible)
}

/// The last day on which a centre keeps its word, for a request made on that day.
pub fn echeance(jour: DateCivile) -> DateCivile {
    plus_jours_ouvres(jour, REPONSE_JOURS_OUVRES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_answered_once() {
        use Etat::*;
        for depart in [Demande, Transmise, Lue] {
            assert_eq!(depart.repondre(Reponse::Message), Ok(Repondue));
            assert_eq!(depart.repondre(Reponse::AutreCanal), Ok(AutreCanal));
            assert_eq!(depart.repondre(Reponse::Injoignable), Ok(Injoignable));
        }
        for fin in [Repondue, AutreCanal, Injoignable] {
            for reponse in Reponse::TOUTES {
                assert_eq!(fin.repondre(reponse), Err(DejaRepondue));
            }
            assert_eq!((fin.ouvrir(), fin.transmettre()), (None, None));
        }
    }

    #[test]
    fn sending_and_reading_never_go_back() {
        let cas = [
            (Etat::Demande, Some(Etat::Transmise), Some(Etat::Lue)),
            (Etat::Transmise, None, Some(Etat::Lue)),
            (Etat::Lue, None, None),
        ];
        for (etat, transmise, lue) in cas {
            assert_eq!((etat.transmettre(), etat.ouvrir()), (transmise, lue), "{etat:?}");
        }
        for etat in Etat::TOUS {
            assert_eq!(Etat::lire(etat.code()), Some(etat));
        }
        assert_eq!(Etat::lire("perdue"), None);
    }

    #[test]
    fn one_waits_four_days_before_asking_again() {
        let jours = |n: i64| n * JOUR_MS;
        let cas = [
            (None, jours(1), None),
            (Some(0), jours(1), Some(jours(4))),
            (Some(0), jours(4) - 1, Some(jours(4))),
            (Some(0), jours(4), None),
        ];
        for (derniere, maintenant, attendu) in cas {
            assert_eq!(trop_tot(derniere, maintenant), attendu);
        }
    }

    #[test]
    fn a_centre_has_four_working_days() {
        let cas = [("2026-11-23", "2026-11-27"), ("2026-12-23", "2026-12-30")];
        for (jour, attendue) in cas {
            assert_eq!(echeance(jour.parse().unwrap()).to_string(), attendue, "{jour}");
        }
    }
}
