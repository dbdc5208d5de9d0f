//! The life of an application.
//!
//! ```text
//! a_analyser ──saine──▶ en_route ──acceptée par le serveur──▶ envoyee ──réponse──▶ repondue
//!     │                    │  └───────────réponse──────────────────────────────────────▲
//!     └─infectée─▶ infectee└─abandonnée─▶ echec
//! ```

/// Milliseconds of a day.
pub const JOUR_MS: i64 = 86_400_000;

/// Days before a candidate may remind the employer, once.
pub const RELANCE_JOURS: i64 = 10;

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Its CV waits for the antivirus.
    AAnalyser,
    /// Its mail waits or is being tried.
    EnRoute,
    /// The mail server of the employer took it.
    Envoyee,
    /// The employer answered.
    Repondue,
    /// It could not be sent, and will not be.
    Echec,
    /// The antivirus found something in its CV: it reached nobody.
    Infectee,
}

impl Etat {
    /// Every state, in the order of its life.
    pub const TOUS: [Etat; 6] = [
        Etat::AAnalyser,
        Etat::EnRoute,
        Etat::Envoyee,
        Etat::Repondue,
        Etat::Echec,
        Etat::Infectee,
    ];

    /// How it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Etat::AAnalyser => "a_analyser",
            Etat::EnRoute => "en_route",
            Etat::Envoyee => "envoyee",
            Etat::Repondue => "repondue",
            Etat::Echec => "echec",
            Etat::Infectee => "infectee",
        }
    }

    /// The state of this code.
    pub fn lire(code: &str) -> Option<Etat> {
        Etat::TOUS.into_iter().find(|e| e.code() == code)
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Etat::AAnalyser => "CV en cours d’examen",
            Etat::EnRoute => "En cours d’envoi",
            Etat::Envoyee => "Envoyée",
            Etat::Repondue => "Réponse reçue",
            Etat::Echec => "Non remise",
            Etat::Infectee => "Bloquée par l’antivirus",
        }
    }

    /// Whether the employer may answer: the mail may be read before we know that it arrived.
    pub fn attend_une_reponse(self) -> bool {
        matches!(self, Etat::EnRoute | Etat::Envoyee)
    }

    /// Whether the employer may see it.
    pub fn se_montre(self) -> bool {
        !matches!(self, Etat::AAnalyser | Etat::Infectee)
    }
}

/// Why an application cannot be reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasDeRelance {
    /// It did not reach the employer, or was answered, or its offer is closed.
    SansObjet,
    /// It was reminded once.
    DejaFaite,
    /// Too early: from this instant (ms since 1970).
    TropTot(i64),
}

impl PasDeRelance {
    /// What the candidate reads.
    pub fn phrase(self) -> &'static str {
        match self {
            PasDeRelance::SansObjet => "Cette candidature n’attend pas de réponse.",
            PasDeRelance::DejaFaite => "Vous avez déjà relancé cet employeur.",
            PasDeRelance::TropTot(_) => "Laissez dix jours à l’employeur avant de le relancer.",
        }
    }
}

/// What a reminder depends on.
#[derive(Clone, Copy, Debug)]
pub struct Relance {
    /// Where the application stands.
    pub etat: Etat,
    /// When it was sent (ms since 1970), like the following.
    pub envoyee_le: Option<i64>,
    /// When it was reminded.
    pub relancee_le: Option<i64>,
    /// When its offer was closed.
    pub close_le: Option<i64>,
}

/// Whether the candidate may remind the employer: once, after ten days.
///
/// # Errors
/// Why not.
pub fn relancer(r: Relance, maintenant: i64) -> Result<(), PasDeRelance> {
    let Some(envoyee_le) = r.envoyee_le.filter(|_| r.etat == Etat::Envoyee) else {
        return Err(PasDeRelance::SansObjet);
    };
    if r.close_le.is_some() {
        return Err(PasDeRelance::SansObjet);
    }
    if r.relancee_le.is_some() {
        return Err(PasDeRelance::DejaFaite);
    }
    let des = envoyee_le + RELANCE_JOURS * JOUR_MS;
    if maintenant < des { Err(PasDeRelance::TropTot(des)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back() {
        for etat in Etat::TOUS {
            assert_eq!(Etat::lire(etat.code()), Some(etat));
        }
        assert_eq!(Etat::lire("perdue"), None);
    }

    #[test]
    fn one_reminder_from_the_tenth_day() {
        let dix = 10 * JOUR_MS;
        let neuve =
            Relance { etat: Etat::Envoyee, envoyee_le: Some(0), relancee_le: None, close_le: None };
        let cas = [
            (neuve, 9 * JOUR_MS, Err(PasDeRelance::TropTot(dix))),
            (neuve, dix - 1, Err(PasDeRelance::TropTot(dix))),
            (neuve, dix, Ok(())),
            (Relance { relancee_le: Some(dix), ..neuve }, 2 * dix, Err(PasDeRelance::DejaFaite)),
            (Relance { close_le: Some(1), ..neuve }, dix, Err(PasDeRelance::SansObjet)),
            (Relance { etat: Etat::Repondue, ..neuve }, dix, Err(PasDeRelance::SansObjet)),
            (Relance { etat: Etat::EnRoute, ..neuve }, dix, Err(PasDeRelance::SansObjet)),
            (Relance { envoyee_le: None, ..neuve }, dix, Err(PasDeRelance::SansObjet)),
        ];
        for (relance, maintenant, attendu) in cas {
            assert_eq!(relancer(relance, maintenant), attendu, "{relance:?} {maintenant}");
        }
    }

    #[test]
    fn what_never_left_is_neither_seen_nor_answered() {
        for etat in Etat::TOUS {
            let (vue, repond) = (etat.se_montre(), etat.attend_une_reponse());
            assert!(vue || !repond, "{etat:?}");
        }
        assert!(!Etat::Repondue.attend_une_reponse(), "one answer");
    }
}
