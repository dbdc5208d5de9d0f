//! What a training centre said of a channel: invited, reminded, open, refused.
//!
//! One row a season, never rewritten by the next: a refusal is forgotten when the season ends, an
//! agreement holds until the centre takes it back, and no date is lost.

use super::portail::Canal;

/// Milliseconds of a day.
pub const JOUR_MS: i64 = 86_400_000;

/// Days between the announcement and the opening of the channel that opens by itself.
pub const OPPOSITION_JOURS: i64 = 15;

/// Days before an invitation without an answer is recalled, once.
pub const RELANCE_JOURS: i64 = 10;

/// What happened in one season (ms since 1970).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// The centre was told.
    pub invite_le: Option<i64>,
    /// It was told again.
    pub relance_le: Option<i64>,
    /// When it opens by itself.
    pub prevu_le: Option<i64>,
    /// It opened.
    pub ouvert_le: Option<i64>,
    /// The centre said no, or took its agreement back.
    pub refuse_le: Option<i64>,
}

/// What is known of a channel of a centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// The last opening, whatever the season.
    pub ouvert_le: Option<i64>,
    /// The last refusal, whatever the season.
    pub refuse_le: Option<i64>,
    /// The season in course.
    pub saison: Dates,
}

/// Where a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Etat {
    /// Nothing was said.
    Inconnu,
    /// Told, no answer yet; when it opens by itself.
    Invite(Option<i64>),
    /// Requests are taken.
    Ouvert,
    /// They are not.
    Refuse,
}

/// Why an act on a channel is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// It is already so.
    DejaFait,
}

impl Situation {
    /// From the seasons of a channel, `saison` being the one in course.
    pub fn lire(saisons: &[(i64, Dates)], saison: i64) -> Self {
        let en_cours = saisons.iter().find(|(s, _)| *s == saison).map(|(_, dates)| *dates);
        Situation {
            ouvert_le: saisons.iter().filter_map(|(_, d)| d.ouvert_le).max(),
            refuse_le: saisons.iter().filter_map(|(_, d)| d.refuse_le).max(),
            saison: en_cours.unwrap_or_default(),
        }
    }

    /// Where it stands.
    pub fn etat(&self) -> Etat {
        if self.ouvert_le > self.refuse_le {
            return Etat::Ouvert;
        }
        match self.saison {
            Dates { refuse_le: Some(_), .. } => Etat::Refuse,
            Dates { invite_le: Some(_), prevu_le, .. } => Etat::Invite(prevu_le),
            _ => Etat::Inconnu,
        }
    }

    /// Whether requests are taken.
    pub fn ouverte(&self) -> bool {
        self.etat() == Etat::Ouvert
    }

    /// The season once the centre is told.
    pub fn inviter(&self, canal: Canal, maintenant: i64) -> Option<Dates> {
        let ouverture = maintenant + OPPOSITION_JOURS * JOUR_MS;
        let prevu_le = (canal == Canal::Libre).then_some(ouverture);
        let neuve = self.etat() == Etat::Inconnu;
        neuve.then_some(Dates { invite_le: Some(maintenant), prevu_le, ..self.saison })
    }

    /// The season once the centre is told again: once, ten days later, when it must say yes.
    pub fn relancer(&self, maintenant: i64) -> Option<Dates> {
        let invite = self.saison.invite_le?;
        let attendue = self.etat() == Etat::Invite(None) && self.saison.relance_le.is_none();
        let due = maintenant >= invite + RELANCE_JOURS * JOUR_MS;
        (attendue && due).then_some(Dates { relance_le: Some(maintenant), ..self.saison })
    }

    /// The season once the announced day has come without a refusal.
    pub fn ouvrir(&self, maintenant: i64) -> Option<Dates> {
        match self.etat() {
            Etat::Invite(Some(prevu)) if prevu <= maintenant => {
                Some(Dates { ouvert_le: Some(maintenant), ..self.saison })
            }
            _ => None,
        }
    }

    /// The season once the centre says yes, which it may at any time, even after a refusal.
    ///
    /// # Errors
    /// When it is open already.
    pub fn accepter(&self, maintenant: i64) -> Result<Dates, Refus> {
        if self.ouverte() {
            return Err(Refus::DejaFait);
        }
        Ok(Dates { ouvert_le: Some(maintenant), ..self.saison })
    }

    /// The season once the centre says no, before the opening or after.
    ///
    /// # Errors
    /// When it is refused already.
    pub fn refuser(&self, maintenant: i64) -> Result<Dates, Refus> {
        if self.etat() == Etat::Refuse {
            return Err(Refus::DejaFait);
        }
        Ok(Dates { refuse_le: Some(maintenant), ..self.saison })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jours(n: i64) -> i64 {
        n * JOUR_MS
    }

    fn avec(dates: Dates) -> Situation {
        Situation::lire(&[(2027, dates)], 2027)
    }

    #[test]
    fn silence_opens_after_fifteen_days_a_refusal_never() {
        let neuve = Situation::default();
        let invitee = avec(neuve.inviter(Canal::Libre, 0).unwrap());
        assert_eq!(invitee.etat(), Etat::Invite(Some(jours(15))));
        assert_eq!(invitee.inviter(Canal::Libre, 1), None, "told once");
        assert_eq!(invitee.ouvrir(jours(15) - 1), None);
        assert!(avec(invitee.ouvrir(jours(15)).unwrap()).ouverte());
        let refusee = avec(invitee.refuser(jours(3)).unwrap());
        assert_eq!(refusee.etat(), Etat::Refuse);
        assert_eq!(refusee.ouvrir(jours(99)), None);
        assert_eq!(refusee.refuser(jours(4)), Err(Refus::DejaFait));
    }

    #[test]
    fn consent_is_asked_for_then_recalled_once() {
        let invitee = avec(Situation::default().inviter(Canal::Parcoursup, 0).unwrap());
        assert_eq!(invitee.etat(), Etat::Invite(None));
        assert_eq!(invitee.ouvrir(jours(99)), None, "silence opens nothing");
        assert_eq!(invitee.relancer(jours(10) - 1), None);
        let relancee = avec(invitee.relancer(jours(10)).unwrap());
        assert_eq!(relancee.relancer(jours(30)), None);
        let ouverte = avec(relancee.accepter(jours(11)).unwrap());
        assert!(ouverte.ouverte());
        assert_eq!(ouverte.accepter(jours(12)), Err(Refus::DejaFait));
        assert_eq!(ouverte.relancer(jours(40)), None);
    }

    #[test]
    fn a_centre_may_change_its_mind_both_ways() {
        let refusee = avec(Situation::default().refuser(5).unwrap());
        let ouverte = avec(refusee.accepter(6).unwrap());
        assert_eq!(ouverte.etat(), Etat::Ouvert);
        let fermee = avec(ouverte.refuser(7).unwrap());
        assert_eq!(fermee.etat(), Etat::Refuse);
    }

    #[test]
    fn the_next_season_forgets_a_refusal_and_keeps_an_agreement_and_every_date() {
        let dates = |ouvert_le, refuse_le| Dates {
            invite_le: Some(1),
            relance_le: Some(2),
            ouvert_le,
            refuse_le,
            prevu_le: None,
        };
        let refusee = Situation::lire(&[(2026, dates(None, Some(3)))], 2027);
        assert_eq!(refusee.etat(), Etat::Inconnu);
        let neuve = refusee.inviter(Canal::Affelnet, jours(1)).unwrap();
        let seconde = Situation::lire(&[(2026, dates(None, Some(3))), (2027, neuve)], 2027);
        assert!(seconde.relancer(jours(11)).is_some(), "a second year has its own recall");
        let accordee = Situation::lire(&[(2026, dates(Some(3), None))], 2027);
        assert_eq!(accordee.etat(), Etat::Ouvert);
        assert_eq!(accordee.inviter(Canal::Affelnet, jours(1)), None);
    }
}
